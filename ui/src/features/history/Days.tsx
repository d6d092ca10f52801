import { useEffect } from "react";
import type { HistoryEntry } from "../../api/generated/HistoryEntry";
import { Button } from "../../components/Button";
import { useSeenRows } from "../../components/grid/pages";
import { requestChange } from "../../shell/changes";
import { saidBy, useFormat, useT, useTextOf } from "../../shell/i18n";
import { Link, paths } from "../../shell/router";

interface Props {
  system: string;
  total: number;
  rowAt: (index: number) => HistoryEntry | undefined;
  onWindow: (first: number, last: number) => void;
  /** The latest last. */
  ticked: readonly HistoryEntry[];
  onTick: (entry: HistoryEntry) => void;
  onOpen: (found: Found) => void;
}

/** Height of an entry and of a day's heading above it, px. */
const ROW = 44;
const DAY = 32;

const dayOf = (entry: HistoryEntry | undefined) => entry && new Date(entry.at).toDateString();

/** A timeline, newest first, a heading for each day; only what is seen is on the page. */
export function Days({ system, total, rowAt, onWindow, ticked, onTick, onOpen }: Props) {
  const t = useT();
  const opensDay = (index: number) => index === 0 || dayOf(rowAt(index)) !== dayOf(rowAt(index - 1));
  const { scroller, virtual } = useSeenRows({ total, onWindow }, (index) => (opensDay(index) ? ROW + DAY : ROW));
  // Which entries open a day is known once they are there.
  const known = virtual.getVirtualItems().filter((item) => rowAt(item.index)).length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what came changes the heights
  useEffect(() => virtual.measure(), [known]);
  return (
    <div ref={scroller} className="days">
      <ol aria-label={t("tab.history")} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const entry = rowAt(item.index);
          return (
            <li
              // Its own, so that a focus stays on it when newer ones come in above.
              key={entry ? entry.id : `at ${item.index}`}
              aria-posinset={item.index + 1}
              aria-setsize={total}
              style={{ transform: `translateY(${item.start}px)` }}
              data-testid="history-row"
            >
              {entry && (
                <Entry
                  entry={entry}
                  system={system}
                  opensDay={opensDay(item.index)}
                  ticked={ticked.some((one) => one.id === entry.id)}
                  onTick={() => onTick(entry)}
                  onOpen={onOpen}
                />
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

/** An entry that differences stand behind. */
export type Found = HistoryEntry & { changeSet: number };

const isFound = (entry: HistoryEntry): entry is Found => entry.changeSet !== undefined;

interface EntryProps {
  entry: HistoryEntry;
  system: string;
  opensDay: boolean;
  ticked: boolean;
  onTick: () => void;
  onOpen: (found: Found) => void;
}

function Entry({ entry, system, opensDay, ticked, onTick, onOpen }: EntryProps) {
  const t = useT();
  const textOf = useTextOf();
  const format = useFormat();
  const { kind, at, who, reason, journal } = entry;
  const title = textOf(entry.title);
  const to = journal
    ? paths.page("activity", String(journal.entry))
    : kind === "transformation" &&
      paths.system(system, "transformations", entry.title.code === "history.writeVersion" ? "write" : "read");
  return (
    <>
      {opensDay && <h2>{format.calendarDay(at)}</h2>}
      <div className={`entry ${kind}`}>
        <input
          type="checkbox"
          checked={ticked}
          onChange={onTick}
          aria-label={t("history.tick", { title })}
          data-testid="history-tick"
        />
        <time dateTime={at} title={format.timestamp(at)}>
          {format.time(at)}
        </time>
        <div className="text">
          {isFound(entry) ? (
            <button
              type="button"
              className="ell"
              title={title}
              onClick={() => onOpen(entry)}
              data-testid="history-differences"
            >
              {title}
            </button>
          ) : to ? (
            <Link to={to} className="ell" title={title}>
              {title}
            </Link>
          ) : (
            <span className="ell" title={title}>
              {title}
            </span>
          )}
          <small className="ell">
            {[
              t(`history.kind.${kind}`),
              who,
              saidBy(who, reason),
              journal && journal.failed > 0 && t("timeline.failed", { count: journal.failed }),
            ]
              .filter(Boolean)
              .join(" · ")}
          </small>
        </div>
        {journal?.undo === "offered" && (
          <Button
            design="transparent"
            icon="undo"
            aria-label={`${t("history.undo")} ${title}`}
            onClick={() => requestChange({ change: { kind: "undo", entry: journal.entry } })}
            testid="history-undo"
          >
            {t("history.undo")}
          </Button>
        )}
        {journal?.undo === "undone" && <span className="quiet">{t("history.undone")}</span>}
      </div>
    </>
  );
}
