import type { SystemNode } from "../../../../api/generated/SystemNode";
import type { TransformationKind } from "../../../../api/generated/TransformationKind";
import { Message } from "../../../../components/Message";
import { useT } from "../../../../shell/i18n";
import { EffectPane } from "./EffectPane";
import type { EffectRun } from "./useEffectRun";

interface Props {
  system: SystemNode;
  kind: TransformationKind;
  effect: EffectRun;
  /** Why there is nothing to run: both mean the same, or a side cannot run. */
  idle: "same" | "broken" | undefined;
}

/** The effect with the page to itself. */
export function EffectView({ idle, ...pane }: Props) {
  const t = useT();
  if (idle) {
    return (
      <Message
        icon={idle === "same" ? "accept" : "error"}
        title={t(`effect.idle.${idle}`)}
        text={t(`effect.idleText.${idle}`)}
        testid="effect-idle"
      />
    );
  }
  return <EffectPane {...pane} wide />;
}
