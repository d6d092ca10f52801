import type { Tried } from "../../../api/generated/Tried";
import { JsonView } from "../../../components/JsonView";
import { useT } from "../../../shell/i18n";
import type { Try } from "./useTry";

/** What comes out; while the text is broken what came out last. */
export function OutputView({ attempt, tried }: { attempt: Try; tried: Tried }) {
  const t = useT();
  const stale = tried.ended.kind === "broken";
  const ended = stale ? attempt.good?.ended : tried.ended;
  if (ended?.kind !== "entity") return null;
  return (
    <div className={stale ? "output stale" : "output"} data-testid="try-result">
      <JsonView label={t("try.view.output")} text={ended.text} />
    </div>
  );
}
