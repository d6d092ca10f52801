import type { MouseEvent, PointerEvent } from "react";
import type { Sort } from "../../api/generated/Sort";
import { t } from "../../shell/i18n";
import { Menu } from "../Menu";
import { type Column, type Layout, moved, NARROWEST } from "./columns";
import { headMenu } from "./headMenu";
import { countOf, everything, nothing, type Selection } from "./selection";
import { useColumnDrag } from "./useColumnDrag";

/** The column whose menu is open, and where it hangs in the window. */
export interface HeadMenuPlace {
  column: string;
  x: number;
  y: number;
}

interface Props<R> {
  id: string;
  columns: readonly Column<R>[];
  template: string;
  /** Where the first columns stay, px. */
  frozen: readonly number[];
  /** Least width in px. */
  least: number | undefined;
  layout: Layout;
  onLayout: (layout: Layout) => void;
  sort: readonly Sort[];
  /** With `onSortTo`; absent: the order is what it is. */
  onSort: ((column: string, add: boolean) => void) | undefined;
  onSortTo: ((sort: Sort[]) => void) | undefined;
  /** The column that the keys stand on. */
  focused: number | undefined;
  menu: HeadMenuPlace | undefined;
  onMenu: (menu?: HeadMenuPlace) => void;
  selection: Selection;
  total: number;
  /** Absent: rows cannot be ticked. */
  onSelection: ((selection: Selection) => void) | undefined;
}

/** The titles: a press sorts, with Shift it adds; it is dragged to another place, its edge to another width; the right button opens the column's menu. */
export function GridHead<R>(props: Props<R>) {
  const { id, columns, layout, sort, selection, total, frozen, menu, onSort, onSelection } = props;
  const { drag, handlers } = useColumnDrag((column, to) => props.onLayout(moved(layout, column, to)));
  const open = menu && columns.find((c) => c.id === menu.column);
  const count = countOf(selection, total);
  const all = count > 0 && count >= total;
  return (
    <div
      className="head"
      role="row"
      aria-rowindex={1}
      style={{ gridTemplateColumns: props.template, minWidth: props.least }}
    >
      {onSelection && (
        <span
          className={frozen.length > 0 ? "tick frozen" : "tick"}
          role="columnheader"
          aria-colindex={1}
          title={t("grid.all")}
          data-testid="select-all"
          onClick={() => onSelection(all ? nothing : everything)}
        >
          <span className={all ? "zbox on" : count > 0 ? "zbox some" : "zbox"} />
          <span className="unseen">{t("grid.all")}</span>
        </span>
      )}
      {columns.map((column, i) => {
        const order = sort.findIndex((s) => s.column === column.id);
        const by = sort[order];
        return (
          <span
            key={column.id}
            id={`${id}-head-${column.id}`}
            role="columnheader"
            aria-colindex={i + (onSelection ? 2 : 1)}
            aria-sort={by ? (by.descending ? "descending" : "ascending") : "none"}
            className={[
              "cell",
              column.numeric ? "numeric" : "",
              props.focused === i ? "focused" : "",
              i < frozen.length ? "frozen" : "",
              drag?.column === column.id ? "dragged" : "",
              drag && drag.over === column.id && drag.column !== column.id ? "target" : "",
            ].join(" ")}
            style={{ left: frozen[i] }}
            data-column={column.id}
            {...handlers(column.id)}
            title={t(onSort ? "grid.headHint" : "grid.headFixed", { title: column.title })}
            data-testid={`head-${column.id}`}
            onClick={onSort && ((event) => onSort(column.id, event.shiftKey))}
            onContextMenu={(event: MouseEvent) => {
              event.preventDefault();
              props.onMenu({ column: column.id, x: event.clientX, y: event.clientY });
            }}
          >
            <span className="ell">{column.title}</span>
            {by && <i aria-hidden="true">{by.descending ? "↓" : "↑"}</i>}
            {by && sort.length > 1 && <small aria-hidden="true">{order + 1}</small>}
            <Edge
              onResize={(width) =>
                props.onLayout({
                  ...layout,
                  widths: { ...layout.widths, [column.id]: Math.max(NARROWEST, Math.round(width)) },
                })
              }
            />
          </span>
        );
      })}
      {open && <Menu label={open.title} items={headMenu(open, props)} at={menu} onClose={props.onMenu} />}
    </div>
  );
}

/** The right edge of a title, to be dragged. */
function Edge({ onResize }: { onResize: (width: number) => void }) {
  const onDown = (event: PointerEvent<HTMLElement>) => {
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onMove = (event: PointerEvent<HTMLElement>) => {
    const cell = event.currentTarget.parentElement;
    if (!cell || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    onResize(event.clientX - cell.getBoundingClientRect().left);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the same
    <span className="edge" onPointerDown={onDown} onPointerMove={onMove} onClick={(event) => event.stopPropagation()} />
  );
}
