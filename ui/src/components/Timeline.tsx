import type { ActivityEntry } from "../api/generated/ActivityEntry";
import type { Difference } from "../api/generated/Difference";
import { useFormat, useT, useTextOf } from "../shell/i18n";
import { Link, paths } from "../shell/router";
import { DifferenceText } from "./DifferenceText";
import "./Timeline.css";

interface Props {
  entries: readonly ActivityEntry[];
  /** What was done outside Zonedesk, and the system where. */
  differences?: readonly Difference[];
  system?: string;
}

/** Changes, newest first. */
export function Timeline({ entries, differences = [], system = "" }: Props) {
  const t = useT();
  const format = useFormat();
  if (entries.length === 0 && differences.length === 0) return <p className="znone">{t("timeline.none")}</p>;
  const all = [
    ...entries.map((entry) => ({ at: entry.at, key: `${entry.entry}`, shown: <Ours entry={entry} /> })),
    ...differences.map((difference, i) => ({
      at: difference.at,
      key: `${difference.changeSet} ${i}`,
      shown: (
        <DifferenceText
          system={system}
          difference={difference}
          more={[t("timeline.outside"), format.dateTime(difference.at)]}
        />
      ),
    })),
  ].sort((a, b) => b.at.localeCompare(a.at));
  return (
    <ol className="ztimeline">
      {all.map(({ key, shown }) => (
        <li key={key}>{shown}</li>
      ))}
    </ol>
  );
}

function Ours({ entry }: { entry: ActivityEntry }) {
  const t = useT();
  const textOf = useTextOf();
  const format = useFormat();
  return (
    <>
      <Link to={paths.page("activity", String(entry.entry))}>{textOf(entry.title)}</Link>
      <small title={format.timestamp(entry.at)}>
        {[
          format.dateTime(entry.at),
          entry.who,
          entry.reason,
          entry.failed > 0 && t("timeline.failed", { count: entry.failed }),
          entry.undo === "offered" && t("timeline.undoable"),
          entry.undo === "undone" && t("timeline.undone"),
        ]
          .filter(Boolean)
          .join(" · ")}
      </small>
    </>
  );
}
