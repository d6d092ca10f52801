import { useEffect } from "react";
import type { TextPlace } from "../../../api/generated/TextPlace";
import type { Tried } from "../../../api/generated/Tried";
import { Button } from "../../../components/Button";
import { Message } from "../../../components/Message";
import { Strip } from "../../../components/Strip";
import { announce } from "../../../shell/announce";
import { type Translate, useT } from "../../../shell/i18n";
import type { Try } from "./useTry";

interface Props {
  attempt: Try;
  tried: Tried;
  onGo: (place: TextPlace, focus?: boolean) => void;
  onMend: () => void;
  onInput: () => void;
  /** It has the pane: there is nothing else to be seen. */
  large: boolean;
}

/** Why no entity came out, and the way to what decides it; nothing where one did. */
export function Ending({ attempt, tried, onGo, onMend, onInput, large }: Props) {
  const t = useT();
  const { ended } = tried;
  const said = saidOf(tried, t);
  const sentence = said && `${said.title} ${said.text}`;
  useEffect(() => {
    if (sentence) announce(sentence);
  }, [sentence]);
  if (ended.kind === "entity" || !said) return null;
  const failed = ended.kind === "failed" ? tried.mappings.find(({ number }) => number === ended.mapping) : undefined;
  const act = failed
    ? { title: t("try.showMapping", { number: failed.number }), run: () => onGo(failed.range.from, true) }
    : ended.kind === "broken"
      ? { title: t("try.mend"), run: onMend }
      : ended.kind === "unreadable"
        ? { title: t("try.showInput"), run: onInput }
        : undefined;
  const { title, text } = said;
  const button = act && (
    <Button design="transparent" onClick={act.run} testid="try-act">
      {act.title}
    </Button>
  );
  const quiet = ended.kind === "skipped" || ended.kind === "deleted";
  if (large && ended.kind !== "broken") {
    return (
      <Message
        icon={quiet ? "information" : "error"}
        title={title}
        text={text}
        actions={button}
        testid={`ended-${ended.kind}`}
      />
    );
  }
  const older = ended.kind === "broken" && attempt.good !== undefined;
  return (
    <Strip severity={quiet ? "information" : "error"} actions={button} testid={`ended-${ended.kind}`} quiet>
      <b>{title}</b> {text} {older && t("try.older")}
    </Strip>
  );
}

function saidOf({ ended }: Tried, t: Translate): { title: string; text: string } | undefined {
  switch (ended.kind) {
    case "entity":
      return undefined;
    case "deleted":
      return { title: t("try.ended.deleted"), text: t("try.deletedText") };
    case "skipped":
      return { title: t("try.ended.skipped"), text: ended.why };
    default:
      return { title: t(`try.ended.${ended.kind}`), text: ended.message };
  }
}
