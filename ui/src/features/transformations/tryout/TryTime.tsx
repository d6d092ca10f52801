import { Tag } from "../../../components/Tag";
import { useT } from "../../../shell/i18n";
import { number, tenths } from "../../../shell/i18n/format";
import type { Try } from "./useTry";

/** How long the run took, and whether it ran with other values than the system's. */
export function TryTime({ attempt: { tried, choice, pending } }: { attempt: Try }) {
  const t = useT();
  const set = Object.keys(choice.properties).length + Object.keys(choice.variables).length;
  return (
    <>
      <small className="quiet time" data-testid="try-time">
        {tried && (pending ? <span className="late">{t("try.running")}</span> : spell(tried.microseconds))}
      </small>
      {set > 0 && <Tag tone="information">{t("try.valuesSet", { count: set })}</Tag>}
    </>
  );
}

/** 0.4 ms; whole milliseconds from ten on. */
function spell(microseconds: number): string {
  const ms = microseconds / 1000;
  if (ms < 0.05) return `< ${tenths(0.1)} ms`;
  return `${ms < 10 ? tenths(ms) : number(Math.round(ms))} ms`;
}
