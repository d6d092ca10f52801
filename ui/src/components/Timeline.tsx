import type { ActivityEntry } from "../api/generated/ActivityEntry";
import { useFormat, useT, useTextOf } from "../shell/i18n";
import { Link, paths } from "../shell/router";
import "./Timeline.css";

/** Changes, newest first. */
export function Timeline({ entries }: { entries: readonly ActivityEntry[] }) {
  const t = useT();
  const textOf = useTextOf();
  const format = useFormat();
  if (entries.length === 0) return <p className="znone">{t("timeline.none")}</p>;
  return (
    <ol className="ztimeline">
      {entries.map((entry) => (
        <li key={entry.entry}>
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
        </li>
      ))}
    </ol>
  );
}
