import type { ComparedSide } from "../../../api/generated/ComparedSide";
import type { SystemNode } from "../../../api/generated/SystemNode";
import type { Transformation } from "../../../api/generated/Transformation";
import type { TransformationKind } from "../../../api/generated/TransformationKind";
import { Button } from "../../../components/Button";
import { useT } from "../../../shell/i18n";
import { SideBox } from "./SideBox";
import type { Go } from "./sides";

export interface SideBarProps {
  system: SystemNode;
  kind: TransformationKind;
  systems: readonly SystemNode[];
  data: Transformation;
  a: string;
  b: string;
  onGo: Go;
}

interface Props extends SideBarProps {
  /** What is known of the sides, once they were compared. */
  before?: ComparedSide | undefined;
  after?: ComparedSide | undefined;
}

/** What is compared: each side a box that opens the choice of another; a file can be dropped on it. */
export function SideBar({ system, data, kind, systems, a, b, before, after, onGo }: Props) {
  const t = useT();
  const shared = { own: { system, data }, kind, systems };
  return (
    <div className="zsides">
      <SideBox {...shared} letter="A" name={a} side={before} onChoose={(name) => onGo({ a: name })} />
      <Button
        design="transparent"
        icon="journey-change"
        tooltip={t("compare.swap")}
        onClick={() => onGo({ a: b, b: a })}
        testid="swap"
      />
      <SideBox {...shared} letter="B" name={b} side={after} onChoose={(name) => onGo({ b: name })} />
    </div>
  );
}
