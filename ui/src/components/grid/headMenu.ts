import type { Sort } from "../../api/generated/Sort";
import { t } from "../../shell/i18n";
import type { MenuItem } from "../Menu";
import { type Column, type Layout, moved } from "./columns";

interface Head<R> {
  /** The columns that are seen, in order. */
  columns: readonly Column<R>[];
  layout: Layout;
  onLayout: (layout: Layout) => void;
  /** Absent: the order is what it is. */
  onSortTo: ((sort: Sort[]) => void) | undefined;
}

/** What can be done to a column. */
export function headMenu<R>(column: Column<R>, { columns, layout, onLayout, onSortTo }: Head<R>): MenuItem[] {
  const { [column.id]: width, ...otherWidths } = layout.widths;
  const { frozen, ...thawed } = layout;
  const place = columns.findIndex((c) => c.id === column.id);
  const [before, after] = [columns[place - 1], columns[place + 1]];
  const item = (id: string, title: string, run: () => void): MenuItem => ({ id, title, run });
  return [
    onSortTo && {
      ...item("ascending", t("grid.ascending"), () => onSortTo([{ column: column.id, descending: false }])),
      icon: "sort-ascending" as const,
    },
    onSortTo && {
      ...item("descending", t("grid.descending"), () => onSortTo([{ column: column.id, descending: true }])),
      icon: "sort-descending" as const,
    },
    before && {
      ...item("left", t("grid.left"), () => onLayout(moved(layout, column.id, before.id))),
      icon: "arrow-left" as const,
    },
    after && {
      ...item("right", t("grid.right"), () => onLayout(moved(layout, column.id, after.id))),
      icon: "arrow-right" as const,
    },
    frozen !== column.id && item("freeze", t("grid.freeze"), () => onLayout({ ...layout, frozen: column.id })),
    frozen !== undefined && item("thaw", t("grid.thaw"), () => onLayout(thawed)),
    layout.shown.length > 1 &&
      item("hide", t("grid.hide"), () =>
        onLayout({
          ...(frozen === column.id ? thawed : layout),
          shown: layout.shown.filter((c) => c !== column.id),
        }),
      ),
    width !== undefined && item("fit", t("grid.fit"), () => onLayout({ ...layout, widths: otherWidths })),
  ].filter((i): i is MenuItem => Boolean(i));
}
