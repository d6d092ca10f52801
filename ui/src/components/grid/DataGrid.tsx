import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type Ref,
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from "react";
import type { Sort } from "../../api/generated/Sort";
import { t } from "../../shell/i18n";
import { type Column, fitting, frozenAt, type Layout, needed, tracks } from "./columns";
import { GridHead, type HeadMenuPlace } from "./GridHead";
import { type GridMove, gridMove } from "./keys";
import { countOf, isSelected, mark, nothing, type Selection } from "./selection";
import { useFirstRows } from "./useFirstRows";
import { useWidth } from "./useWidth";
import "./DataGrid.css";

export interface GridHandle {
  /** Gives the grid the focus, on the row that had it last, in sight. */
  focus: () => void;
  /** Puts the keys on a row and brings it in sight. */
  reveal: (index: number) => void;
  /** Goes to the first row. */
  toTop: () => void;
}

interface Props<R> {
  label: string;
  columns: readonly Column<R>[];
  layout: Layout;
  onLayout: (layout: Layout) => void;
  sort: readonly Sort[];
  /** Absent: the order is what it is. */
  onSort?: (sort: Sort[]) => void;
  total: number;
  /** The row at this index, or none while its page is on the way. */
  rowAt: (index: number) => R | undefined;
  onWindow: (first: number, last: number) => void;
  idOf: (row: R) => string;
  /** What a screen reader says of a row. */
  describe: (row: R) => string;
  /** With what follows; absent: rows are opened, not ticked. */
  selection?: Selection;
  onSelection?: (selection: Selection) => void;
  /** Ids of the rows between two indexes, both included: for a range that reaches beyond what is loaded. */
  idsBetween?: (first: number, last: number) => Promise<string[]>;
  /** The row whose detail is open. */
  current?: string | undefined;
  /** While a detail is open the keys walk from detail to detail, and stay on its row when others come in above it. */
  follow?: boolean;
  /** Opens a row; `focus`: the detail should take the focus. */
  onOpen: (row: R, focus: boolean) => void;
  ref?: Ref<GridHandle>;
}

/** Rows in px, as `--row` in the style sheet says. */
const rowHeight = () => (document.body.hasAttribute("data-ui5-compact-size") ? 32 : 44);

/** A list of any length over windows of rows: only what is seen is on the page. One tab stop, keys inside. */
export function DataGrid<R>(props: Props<R>) {
  const { columns, layout, total, rowAt, onWindow, idOf, onSelection, onOpen, onSort, current, follow } = props;
  const { selection = nothing, idsBetween } = props;
  const ticks = onSelection !== undefined;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  /** −1: the header. */
  const [row, setRow] = useState(0);
  const [column, setColumn] = useState(0);
  const anchor = useRef(0);
  const height = rowHeight();
  const shown = useMemo(() => fitting(columns, layout, width), [columns, layout, width]);
  const template = tracks(shown, layout.widths, ticks);
  const frozen = useMemo(() => frozenAt(shown, layout), [shown, layout]);
  const least = frozen.length > 0 ? needed(shown, layout) : undefined;
  const [menu, setMenu] = useState<HeadMenuPlace>();
  const onMenu = useCallback((place?: HeadMenuPlace) => setMenu(place), []);
  const at = Math.min(row, total - 1);
  // Room for the bar that floats over the list while something is selected.
  const floor = countOf(selection, total) > 0 ? 56 : 0;
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 8,
    scrollPaddingStart: 30,
    paddingEnd: floor,
    scrollPaddingEnd: floor,
    // The focused row stays on the page, or the screen reader would lose it.
    rangeExtractor: ({ startIndex, endIndex, overscan }) => {
      const from = Math.max(0, startIndex - overscan);
      const to = Math.min(total - 1, endIndex + overscan);
      const range = Array.from({ length: to - from + 1 }, (_, i) => from + i);
      if (at >= 0 && (at < from || at > to)) range.push(at);
      return range;
    },
  });
  const items = virtual.getVirtualItems();
  const { startIndex = 0, endIndex = 0 } = virtual.range ?? {};
  useEffect(() => onWindow(startIndex, endIndex), [onWindow, startIndex, endIndex]);
  const open = (index: number, focus: boolean) => {
    const there = rowAt(index);
    if (there) onOpen(there, focus);
  };
  const opened = follow ? items.find(({ index }) => holds(rowAt(index), current, idOf))?.index : undefined;
  useEffect(() => {
    if (opened !== undefined) setRow(opened);
  }, [opened]);
  useFirstRows(items[0] !== undefined && rowAt(items[0].index) !== undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: measure anew when the density changes
  useEffect(() => virtual.measure(), [height]);
  const stands = useRef<{ at: number; id: string }>(undefined);
  const here = at < 0 ? undefined : rowAt(at);
  const hereId = here && idOf(here);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when another entity stands at the row, or the keys are on another
  useEffect(() => {
    if (hereId === undefined) return;
    const was = stands.current;
    stands.current = { at, id: hereId };
    if (was?.at !== at || was.id === hereId) return;
    // Others came in above it or went: one stays on what one has read, or opened.
    if (was.id !== current && document.activeElement !== scroller.current) return;
    const index = items.find(({ index }) => holds(rowAt(index), was.id, idOf))?.index;
    if (index !== undefined) setRow(index);
  }, [at, hereId]);
  const latestAt = useRef(at);
  latestAt.current = at;
  useImperativeHandle(
    props.ref,
    () => ({
      focus: () => {
        scroller.current?.focus({ preventScroll: true });
        if (latestAt.current >= 0) virtual.scrollToIndex(latestAt.current);
      },
      reveal: (index) => {
        setRow(index);
        const { startIndex = 0, endIndex = 0 } = virtual.range ?? {};
        const seen = index > startIndex && index < endIndex;
        virtual.scrollToIndex(index, { align: seen ? "auto" : "center" });
      },
      toTop: () => {
        setRow(0);
        scroller.current?.scrollTo({ top: 0 });
      },
    }),
    [virtual],
  );

  const go = (to: number) => {
    const next = Math.max(-1, Math.min(total - 1, to));
    setRow(next);
    if (next >= 0) virtual.scrollToIndex(next);
    return next;
  };
  const range = async (to: number) => {
    if (!onSelection || !idsBetween) return;
    const [first, last] = anchor.current < to ? [anchor.current, to] : [to, anchor.current];
    onSelection(mark(selection, await idsBetween(first, last), true));
  };
  const toggle = (index: number) => {
    const there = rowAt(index);
    if (!there || !onSelection) return;
    anchor.current = index;
    onSelection(mark(selection, [idOf(there)], !isSelected(selection, idOf(there))));
  };

  const act: Record<GridMove["kind"], (move: GridMove) => void> = {
    row: (move) => {
      anchor.current = go("to" in move ? move.to : at);
      if (follow && current !== undefined) open(anchor.current, false);
    },
    range: (move) => {
      if ("to" in move) void range(Math.max(0, go(move.to)));
    },
    column: (move) => {
      if ("to" in move) setColumn(Math.max(0, Math.min(shown.length - 1, move.to)));
    },
    toggle: () => toggle(at),
    open: () => open(at, true),
    sort: (move) => onSort?.(sorted(props.sort, shown[column]?.id, "add" in move && move.add)),
    menu: () => {
      const there = shown[Math.min(column, shown.length - 1)];
      const title = there && document.getElementById(`${id}-head-${there.id}`)?.getBoundingClientRect();
      if (title) setMenu({ column: there.id, x: title.left, y: title.bottom });
    },
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== scroller.current) return;
    const page = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 320) - 30) / height) - 1);
    const move = gridMove(event, { row: at, column: Math.min(column, shown.length - 1), total, page });
    if (!move) return;
    event.preventDefault();
    act[move.kind](move);
  };
  const onRowClick = (event: MouseEvent, index: number) => {
    setRow(index);
    scroller.current?.focus({ preventScroll: true });
    const ticked = (event.target as Element).closest("[data-tick]") !== null;
    if (ticks && event.shiftKey) void range(index);
    else if (ticks && (ticked || event.ctrlKey || event.metaKey)) toggle(index);
    else {
      anchor.current = index;
      open(index, false);
    }
  };
  return (
    <div
      ref={scroller}
      className="zgrid"
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-multiselectable={ticks || undefined}
      aria-rowcount={total + 1}
      aria-colcount={shown.length + (ticks ? 1 : 0)}
      aria-activedescendant={at < 0 ? `${id}-head-${shown[Math.min(column, shown.length - 1)]?.id}` : `${id}-${at}`}
      data-testid="grid"
      onKeyDown={onKeyDown}
    >
      <GridHead
        id={id}
        columns={shown}
        template={template}
        frozen={frozen}
        least={least}
        layout={layout}
        onLayout={props.onLayout}
        sort={props.sort}
        onSort={onSort && ((column, add) => onSort(sorted(props.sort, column, add)))}
        onSortTo={onSort}
        focused={at < 0 ? column : undefined}
        menu={menu}
        onMenu={onMenu}
        selection={selection}
        total={total}
        onSelection={onSelection}
      />
      <div className="body" role="rowgroup" style={{ height: virtual.getTotalSize(), minWidth: least }}>
        {items.map((item) => {
          const there = rowAt(item.index);
          const selected = there !== undefined && isSelected(selection, idOf(there));
          const classes = [
            "row",
            selected ? "selected" : "",
            there && current === idOf(there) ? "current" : "",
            item.index === at ? "focused" : "",
          ];
          return (
            <div
              key={item.key}
              id={`${id}-${item.index}`}
              className={classes.filter(Boolean).join(" ")}
              role="row"
              aria-rowindex={item.index + 2}
              aria-selected={ticks ? selected : there !== undefined && current === idOf(there)}
              aria-busy={there === undefined || undefined}
              aria-label={there && `${props.describe(there)}, ${t("grid.place", { row: item.index + 1, total })}`}
              data-testid={`row-${item.index}`}
              style={{ gridTemplateColumns: template, transform: `translateY(${item.start}px)` }}
              onClick={(event) => onRowClick(event, item.index)}
              onDoubleClick={() => open(item.index, true)}
            >
              <Cells row={there} columns={shown} frozen={frozen} selected={ticks ? selected : undefined} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

interface CellsProps<R> {
  row: R | undefined;
  columns: readonly Column<R>[];
  frozen: readonly number[];
  /** Absent: it cannot be ticked. */
  selected: boolean | undefined;
}

function CellsOfRow<R>({ row, columns, frozen, selected }: CellsProps<R>) {
  return (
    <>
      {selected !== undefined && (
        <span className={frozen.length > 0 ? "tick frozen" : "tick"} role="gridcell" aria-colindex={1} data-tick="">
          <span className={selected ? "zbox on" : "zbox"} />
        </span>
      )}
      {columns.map((column, i) => (
        <span
          key={column.id}
          role="gridcell"
          aria-colindex={i + (selected === undefined ? 1 : 2)}
          className={["cell", column.numeric ? "numeric" : "", i < frozen.length ? "frozen" : ""].join(" ")}
          style={{ left: frozen[i] }}
        >
          {row === undefined ? <span className="hole" /> : column.cell(row)}
        </span>
      ))}
    </>
  );
}

/** Kept while one scrolls: only what comes into sight is drawn. */
const Cells = memo(CellsOfRow) as typeof CellsOfRow;

const holds = <R,>(row: R | undefined, id: string | undefined, idOf: (row: R) => string): boolean =>
  row !== undefined && id !== undefined && idOf(row) === id;

/** The order after a press on a column's title: turned round where it is the one, else by it alone or by it too. */
export function sorted(sort: readonly Sort[], column: string | undefined, add: boolean): Sort[] {
  if (column === undefined) return [...sort];
  const known = sort.find((s) => s.column === column);
  const next = { column, descending: known ? !known.descending : false };
  if (!add) return [next];
  return known ? sort.map((s) => (s === known ? next : s)) : [...sort, next];
}
