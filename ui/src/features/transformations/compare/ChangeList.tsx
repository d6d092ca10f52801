import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, memo, useEffect, useId, useMemo, useRef } from "react";
import { Chips } from "../../../components/Chips";
import { shortPath } from "../../../components/explain/shortPath";
import { useFormat, useT } from "../../../shell/i18n";
import { useKeys } from "../../../shell/keyboard/useKeys";
import { ChangeBadge, changeSigns } from "../ChangeBadge";
import { type Change, countsOf, type Filter, type Row } from "./items";

interface Props {
  unchanged: number;
  changes: readonly Change[];
  rows: readonly Row[];
  filter: Filter;
  onFilter: (filter: Filter) => void;
  current: Change | undefined;
  /** Ids of what is left as in A. */
  left: ReadonlySet<string>;
  onSelect: (change: Change) => void;
  onOpen: (change: Change) => void;
  onToggle: (change: Change) => void;
  onStep: (by: number) => void;
}

/** Height of a row, px. */
const ROW = 30;
const filters = ["all", "added", "removed", "changed", "moved"] as const;

/** All changes by entity type. One tab stop; arrows, J and K walk, Enter opens, Space takes the other side. */
export function ChangeList({ unchanged, changes, filter, onFilter, ...list }: Props) {
  const t = useT();
  const counts = countsOf(changes);
  const chips = filters
    .filter((id) => id === "all" || counts[id] > 0)
    .map((id) => ({
      id,
      title: id === "all" ? t("compare.all") : changeSigns[id],
      count: counts[id],
      ...(id !== "all" && { label: t(`transformations.change.${id}`) }),
    }));
  return (
    <section className="zchange-list" aria-label={t("compare.changes")} data-region="list">
      <Chips label={t("compare.filter")} chips={chips} selected={filter} onSelect={onFilter} />
      <Rows {...list} />
      <p className="same">
        <b>{t("compare.unchanged")}</b> <span>{t("compare.hidden", { count: unchanged })}</span>
      </p>
      <p className="keys">
        <span>
          <kbd>J</kbd> <kbd>K</kbd> {t("compare.keysStep")}
        </span>
        <span>
          <kbd>{t("key.Enter")}</kbd> {t("compare.keysOpen")}
        </span>
        <span>
          <kbd>{t("key.Space")}</kbd> {t("compare.keysTake")}
        </span>
      </p>
    </section>
  );
}

type RowsProps = Omit<Props, "unchanged" | "changes" | "filter" | "onFilter">;

function Rows({ rows, current, left, onSelect, onOpen, onToggle, onStep }: RowsProps) {
  const t = useT();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const list = useMemo(() => rows.filter((row) => row.row !== "same"), [rows]);
  const at = list.findIndex((row) => row.row === "change" && row.change === current);
  const virtual = useVirtualizer({
    count: list.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
    // The current row stays on the page, or a screen reader would lose it.
    rangeExtractor: ({ startIndex, endIndex, overscan, count }) => {
      const from = Math.max(0, startIndex - overscan);
      const to = Math.min(count - 1, endIndex + overscan);
      const range = Array.from({ length: to - from + 1 }, (_, i) => from + i);
      if (at >= 0 && (at < from || at > to)) range.push(at);
      return range;
    },
  });
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at);
  }, [at, virtual]);

  // The list takes the focus, so that Enter and Space are about the change that one came to.
  const walk = (by: number) => {
    onStep(by);
    scroller.current?.focus({ preventScroll: true });
  };
  useKeys({ nextChange: () => walk(1), previousChange: () => walk(-1) });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      Home: Number.NEGATIVE_INFINITY,
      End: Number.POSITIVE_INFINITY,
    };
    const step = steps[event.key];
    if (step !== undefined) onStep(step);
    else if (event.key === "Enter" && current) onOpen(current);
    else if (event.key === " " && current) onToggle(current);
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={scroller}
      className="scroll"
      role="listbox"
      aria-label={t("compare.changes")}
      aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      data-testid="change-list"
    >
      <div role="presentation" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = list[index];
          if (!row) return null;
          return (
            <div key={row.key} role="presentation" className="place" style={{ transform: `translateY(${start}px)` }}>
              {row.row === "change" ? (
                <Line
                  id={`${id}-${index}`}
                  change={row.change}
                  selected={row.change === current}
                  stays={left.has(row.change.id)}
                  onSelect={onSelect}
                />
              ) : (
                row.row === "head" && <Head row={row} />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Head({ row: { entity } }: { row: Extract<Row, { row: "head" }> }) {
  const t = useT();
  const { number } = useFormat();
  if (!entity) return <div className="head">{t("compare.document")}</div>;
  const { before, after } = entity;
  const count = after ?? before ?? 0;
  return (
    <div className="head">
      {entity.name}{" "}
      <i>
        {before !== undefined && after !== undefined && before !== after
          ? t("compare.mappingsStep", { before: number(before), count: after })
          : t("compare.mappings", { count })}
      </i>
    </div>
  );
}

interface LineProps {
  id: string;
  change: Change;
  selected: boolean;
  stays: boolean;
  onSelect: (change: Change) => void;
}

const Line = memo(function Line({ id, change, selected, stays, onSelect }: LineProps) {
  const t = useT();
  const title = shortPath(change.title) || t("transformations.noTarget");
  const { kind, mapping, tags, of } = change;
  const detail =
    of === "entity"
      ? t("compare.entity")
      : of === "type"
        ? t("compare.type")
        : of === "document"
          ? ""
          : kind === "moved"
            ? `${mapping?.before} → ${mapping?.after}`
            : tags.join(", ");
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys
    <div
      id={id}
      role="option"
      aria-selected={selected}
      tabIndex={-1}
      className={stays ? "line stays" : "line"}
      onClick={() => onSelect(change)}
      data-testid="change"
    >
      <ChangeBadge kind={kind} />
      <span className="ell mono" title={change.title}>
        {title}
      </span>
      <small className="ell">{detail}</small>
      {stays && (
        <span className="letter" title={t("compare.staysA")}>
          A<span className="unseen"> {t("compare.staysA")}</span>
        </span>
      )}
    </div>
  );
});
