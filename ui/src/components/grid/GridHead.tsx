import { type MouseEvent, type PointerEvent, useCallback, useState } from "react";
import type { Sort } from "../../api/generated/Sort";
import { t } from "../../shell/i18n";
import { Menu, type MenuItem } from "../Menu";
import { type Column, type Layout, NARROWEST } from "./columns";
import { countOf, everything, nothing, type Selection } from "./selection";

interface Props<R> {
  id: string;
  columns: readonly Column<R>[];
  template: string;
  layout: Layout;
  onLayout: (layout: Layout) => void;
  sort: readonly Sort[];
  onSort: (column: string, add: boolean) => void;
  onSortTo: (sort: Sort[]) => void;
  /** The column that the keys stand on. */
  focused: number | undefined;
  selection: Selection;
  total: number;
  onSelection: (selection: Selection) => void;
}

/** The titles: a press sorts, with Shift it adds; the edge is dragged; the right button opens the column's menu. */
export function GridHead<R>(props: Props<R>) {
  const { id, columns, layout, sort, selection, total } = props;
  const [menu, setMenu] = useState<{ column: Column<R>; x: number; y: number }>();
  const closeMenu = useCallback(() => setMenu(undefined), []);
  const count = countOf(selection, total);
  const all = count > 0 && count >= total;
  return (
    <div className="head" role="row" aria-rowindex={1} style={{ gridTemplateColumns: props.template }}>
      <span
        className="tick"
        role="columnheader"
        aria-colindex={1}
        title={t("grid.all")}
        data-testid="select-all"
        onClick={() => props.onSelection(all ? nothing : everything)}
      >
        <span className={all ? "zbox on" : count > 0 ? "zbox some" : "zbox"} />
        <span className="unseen">{t("grid.all")}</span>
      </span>
      {columns.map((column, i) => {
        const order = sort.findIndex((s) => s.column === column.id);
        const by = sort[order];
        return (
          <span
            key={column.id}
            id={`${id}-head-${column.id}`}
            role="columnheader"
            aria-colindex={i + 2}
            aria-sort={by ? (by.descending ? "descending" : "ascending") : "none"}
            className={["cell", column.numeric ? "numeric" : "", props.focused === i ? "focused" : ""].join(" ")}
            title={t("grid.headHint", { title: column.title })}
            data-testid={`head-${column.id}`}
            onClick={(event) => props.onSort(column.id, event.shiftKey)}
            onContextMenu={(event: MouseEvent) => {
              event.preventDefault();
              setMenu({ column, x: event.clientX, y: event.clientY });
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
      {menu && <Menu label={menu.column.title} items={itemsOf(menu.column, props)} at={menu} onClose={closeMenu} />}
    </div>
  );
}

function itemsOf<R>(column: Column<R>, { layout, onLayout, onSortTo }: Props<R>): MenuItem[] {
  const { [column.id]: set, ...otherWidths } = layout.widths;
  const items: MenuItem[] = [
    {
      id: "ascending",
      icon: "sort-ascending",
      title: t("grid.ascending"),
      run: () => onSortTo([{ column: column.id, descending: false }]),
    },
    {
      id: "descending",
      icon: "sort-descending",
      title: t("grid.descending"),
      run: () => onSortTo([{ column: column.id, descending: true }]),
    },
  ];
  if (layout.shown.length > 1) {
    items.push({
      id: "hide",
      title: t("grid.hide"),
      run: () => onLayout({ ...layout, shown: layout.shown.filter((c) => c !== column.id) }),
    });
  }
  if (set !== undefined) {
    items.push({ id: "fit", title: t("grid.fit"), run: () => onLayout({ ...layout, widths: otherWidths }) });
  }
  return items;
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
