import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, type KeyboardEvent, type Ref, useEffect, useId, useImperativeHandle, useRef } from "react";
import { useT } from "../../../shell/i18n";
import { EntityRow, MappingRow } from "./MappingRow";
import { type Item, pointerOf, type Way } from "./rows";
import type { Graphical } from "./useGraphical";
import { useRowDrag } from "./useRowDrag";
import { titleOf } from "./words";

/** Height of a row before it was measured, px. */
const ROW = 38;
const HEAD = 30;
/** Rows that Page Up and Page Down go over. */
const PAGE = 10;

export interface RowsHandle {
  focus: () => void;
}

/** The rows; only those in sight are on the page. One tab stop, keys inside. */
export function MappingRows({ state, ref }: { state: Graphical; ref?: Ref<RowsHandle> }) {
  const t = useT();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const { items, torn, indexOfCurrent, setCurrent, setOpen, fold, move } = state;
  const at = Math.max(0, indexOfCurrent);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (items[index]?.is === "entity" ? HEAD : ROW),
    getItemKey: (index) => {
      const item = items[index];
      return item ? pointerOf(item) : index;
    },
    overscan: 8,
    scrollPaddingStart: HEAD,
    // The current row stays on the page, or the screen reader would lose it.
    rangeExtractor: ({ startIndex, endIndex, overscan, count }) => {
      const from = Math.max(0, startIndex - overscan);
      const to = Math.min(count - 1, endIndex + overscan);
      const range = Array.from({ length: to - from + 1 }, (_, i) => from + i);
      return at < from ? [at, ...range] : at > to && at < count ? [...range, at] : range;
    },
  });
  // What the keys or an act made current comes into sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another row moves the list, not another length of it
  useEffect(() => {
    if (indexOfCurrent >= 0) virtual.scrollToIndex(indexOfCurrent);
  }, [indexOfCurrent, state.current]);
  useImperativeHandle(ref, () => ({ focus: () => scroller.current?.focus({ preventScroll: true }) }), []);
  const drag = useRowDrag({ scroller, state, topOf: (index) => virtual.measurementsCache[index]?.start ?? 0 });

  const item = items[at];
  const digits = String(Math.max(0, ...(state.table?.entities.map(({ rows }) => rows.length) ?? []))).length;
  const go = (to: number) => {
    const next = items[Math.max(0, Math.min(items.length - 1, to))];
    if (next) setCurrent(pointerOf(next));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== scroller.current || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const steps = stepOf(event.key);
    if (event.altKey) {
      if (steps === undefined) return;
      event.preventDefault();
      if (!torn) move(undefined, steps);
      return;
    }
    if (steps !== undefined) {
      if (steps === "first") go(0);
      else if (steps === "last") go(items.length - 1);
      else go(indexOfCurrent < 0 ? 0 : at + steps);
    } else if (event.key === "Escape" && state.open) setOpen(undefined);
    else if (!item || !press(event.key, item)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  /** Whether the key means something on the row. */
  const press = (key: string, on: Item): boolean => {
    const { pointer } = on.entity;
    if (on.is === "entity") {
      if (key === "Enter") fold(pointer, !on.folded);
      else if (key === "ArrowLeft" || key === "ArrowRight") fold(pointer, key === "ArrowLeft");
      else return false;
    } else if (key === "Enter") setOpen(on.row.pointer, true);
    else if (key === "ArrowLeft") setCurrent(pointer);
    else if (key === "Delete" && !torn) state.remove(on.row.pointer);
    else return false;
    return true;
  };
  return (
    <div className="list" style={{ "--no": `${Math.max(1, 0.45 * digits)}rem` } as CSSProperties}>
      <div className="head" aria-hidden="true">
        <span />
        <span className="no">#</span>
        <span>{t("graphical.source")}</span>
        <span className="gap">{t("graphical.between")}</span>
        <span className="gap">{t("graphical.target")}</span>
        <span />
      </div>
      <div
        ref={scroller}
        className="rows"
        role="treegrid"
        tabIndex={0}
        aria-label={t("graphical.label")}
        aria-readonly={torn || undefined}
        aria-rowcount={items.length}
        aria-activedescendant={item ? `${id}-${at}` : undefined}
        onKeyDown={onKeyDown}
        data-testid="graphical-rows"
      >
        <div className="body" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const there = items[index];
            if (!there) return null;
            const place = {
              id: `${id}-${index}`,
              index,
              current: index === indexOfCurrent,
              top: start,
              measure: virtual.measureElement,
            };
            return there.is === "entity" ? (
              <EntityRow
                key={there.entity.pointer}
                {...place}
                item={there}
                onPress={() => {
                  setCurrent(there.entity.pointer);
                  fold(there.entity.pointer, !there.folded);
                }}
              />
            ) : (
              <MappingRow
                key={there.row.pointer}
                {...place}
                row={there.row}
                lifted={drag.lifted === there.row.pointer}
                grip={torn ? undefined : drag.grip}
                onPress={() => {
                  scroller.current?.focus({ preventScroll: true });
                  setOpen(there.row.pointer);
                }}
              />
            );
          })}
          {drag.line !== undefined && <div className="drop" style={{ transform: `translateY(${drag.line}px)` }} />}
        </div>
      </div>
      {drag.lifted && (
        <div className="unseen">{t("graphical.dragging", { title: liftedTitle(state, drag.lifted) })}</div>
      )}
    </div>
  );
}

function liftedTitle({ items }: Graphical, pointer: string): string {
  const item = items.find((one) => one.is === "mapping" && one.row.pointer === pointer);
  return item?.is === "mapping" ? titleOf(item.row) : "";
}

/** How far a key goes, and with Alt the mapping with it. */
function stepOf(key: string): Way | undefined {
  switch (key) {
    case "ArrowDown":
      return 1;
    case "ArrowUp":
      return -1;
    case "PageDown":
      return PAGE;
    case "PageUp":
      return -PAGE;
    case "Home":
      return "first";
    case "End":
      return "last";
    default:
      return undefined;
  }
}
