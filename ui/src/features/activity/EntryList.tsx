import type { KeyboardEvent } from "react";
import type { ActivityEntry } from "../../api/generated/ActivityEntry";
import { Button } from "../../components/Button";
import { useSeenRows } from "../../components/grid/pages";
import { Icon } from "../../components/Icon";
import { requestChange } from "../../shell/changes";
import { useFormat, useT, useTextOf } from "../../shell/i18n";
import { Link, paths } from "../../shell/router";

interface Props {
  total: number;
  rowAt: (index: number) => ActivityEntry | undefined;
  onWindow: (first: number, last: number) => void;
  /** The entry whose detail is open. */
  current: number | undefined;
}

/** The journal, newest first; only what is seen is on the page. Arrow keys walk from entry to entry. */
export function EntryList({ total, rowAt, onWindow, current }: Props) {
  const t = useT();
  const { scroller, virtual } = useSeenRows({ total, onWindow }, () => 44);
  const walk = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const row = (event.target as Element).closest<HTMLElement>("[data-index]");
    if (!step || !row) return;
    event.preventDefault();
    const next = Number(row.dataset.index) + step;
    virtual.scrollToIndex(next);
    scroller.current?.querySelector<HTMLElement>(`[data-index="${next}"] a`)?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the links inside have the focus, the keys walk between them
    <div ref={scroller} className="zentries" onKeyDown={walk}>
      <ul aria-label={t("activity.entries")} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const entry = rowAt(item.index);
          return (
            <li
              // Its own, so that a focus stays on it when newer ones come in above.
              key={entry ? entry.entry : `at ${item.index}`}
              data-index={item.index}
              aria-posinset={item.index + 1}
              aria-setsize={total}
              aria-busy={!entry || undefined}
              className={entry && entry.entry === current ? "zentry current" : "zentry"}
              style={{ transform: `translateY(${item.start}px)` }}
              data-testid="activity-row"
            >
              {entry && <EntryRow entry={entry} current={entry.entry === current} />}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function EntryRow({ entry, current }: { entry: ActivityEntry; current: boolean }) {
  const t = useT();
  const format = useFormat();
  const textOf = useTextOf();
  const title = textOf(entry.title);
  const bad = entry.failed > 0;
  return (
    <>
      <Icon
        name={bad ? "error" : "accept"}
        className={bad ? "bad" : "good"}
        label={t(bad ? "activity.state.failed" : "activity.state.done")}
      />
      <div className="text">
        <Link
          to={paths.page("activity", String(entry.entry))}
          className="ell"
          title={title}
          aria-current={current || undefined}
        >
          {title}
        </Link>
        <small className="ell">
          <span className="quiet">{[entry.systemName, entry.who, entry.reason].filter(Boolean).join(" · ")}</span>
          {bad && (
            <span className="bad"> · {t("activity.failedOf", { failed: entry.failed, requests: entry.requests })}</span>
          )}
        </small>
      </div>
      <time className="quiet" dateTime={entry.at} title={format.timestamp(entry.at)}>
        {format.dateTime(entry.at)}
      </time>
      <UndoButton entry={entry} title={title} />
    </>
  );
}

/** Opens the preview of the reverse, where there is one. */
export function UndoButton({ entry, title }: { entry: ActivityEntry; title: string }) {
  const t = useT();
  if (entry.undo === "undone") return <span className="quiet">{t("activity.undone")}</span>;
  if (entry.undo === "nothing") return <span />;
  return (
    <Button
      design="transparent"
      icon="undo"
      aria-label={`${t("activity.undo")} ${title}`}
      onClick={() => requestChange({ change: { kind: "undo", entry: entry.entry } })}
      testid="activity-undo"
    >
      {t("activity.undo")}
    </Button>
  );
}
