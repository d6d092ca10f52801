import type { ReactNode } from "react";

export interface Column<R> {
  /** Also the name that the backend sorts by. */
  id: string;
  title: string;
  /** Narrowest width in px at which the cell can be read; and how it takes part in what is left (0: not at all). */
  min: number;
  grow?: number;
  numeric?: boolean;
  /** Leaves first, the higher the earlier, when the grid gets too narrow; without it the column stays. */
  leaves?: number;
  cell: (row: R) => ReactNode;
}

/** What a person made of the columns: which, in which order, how wide. */
export interface Layout {
  shown: string[];
  widths: Record<string, number>;
  /** The last column of those that stay in sight while the others move sideways under them. */
  frozen?: string;
}

/** Width in px of a tick box and the gap behind it, and the padding at both sides. */
const CHROME = 14 + 8 + 24;
const GAP = 8;

/** Narrowest column that a drag can make, px. */
export const NARROWEST = 48;

/** Width in px that columns and tick box need at least. */
export const needed = <R>(columns: readonly Column<R>[], { widths }: Layout): number =>
  CHROME + columns.reduce((sum, c) => sum + (widths[c.id] ?? c.min) + GAP, -GAP);

/**
 * The columns that fit into `width` px, in order. Nothing is squeezed: what does not fit leaves by its priority. With
 * frozen columns nothing leaves: the others can be moved into sight.
 */
export function fitting<R>(columns: readonly Column<R>[], layout: Layout, width: number): Column<R>[] {
  const shown = layout.shown
    .map((id) => columns.find((c) => c.id === id))
    .filter((c): c is Column<R> => c !== undefined);
  if (shown.some((c) => c.id === layout.frozen)) return shown;
  const fit = [...shown];
  while (needed(fit, layout) > width) {
    const next = fit.reduce<Column<R> | undefined>(
      (worst, c) => ((c.leaves ?? 0) > (worst?.leaves ?? 0) ? c : worst),
      undefined,
    );
    if (!next) break;
    fit.splice(fit.indexOf(next), 1);
  }
  return fit;
}

/** The columns as CSS grid tracks, behind the tick box where rows have one. */
export function tracks<R>(columns: readonly Column<R>[], widths: Record<string, number>, ticks = true): string {
  const track = ({ id, min, grow = 0 }: Column<R>) => {
    const set = widths[id];
    if (set !== undefined) return `${set}px`;
    return grow > 0 ? `minmax(${min / 16}rem, ${grow}fr)` : `${min / 16}rem`;
  };
  return [...(ticks ? ["0.875rem"] : []), ...columns.map(track)].join(" ");
}

/**
 * Where the frozen ones of these columns stay, px from the left edge. Their tracks have their least width whenever
 * there is something to move: a track that grows has room to grow only where all columns fit.
 */
export function frozenAt<R>(columns: readonly Column<R>[], { frozen, widths }: Layout): number[] {
  const count = columns.findIndex((c) => c.id === frozen) + 1;
  let left = CHROME - 12;
  return columns.slice(0, count).map((column) => {
    const at = left;
    left += (widths[column.id] ?? column.min) + GAP;
    return at;
  });
}

/** The columns with one of them in the place of another; those that do not fit just now keep theirs. */
export function moved(layout: Layout, column: string, to: string): Layout {
  const { shown } = layout;
  const [from, at] = [shown.indexOf(column), shown.indexOf(to)];
  if (from < 0 || at < 0 || from === at) return layout;
  const next = shown.filter((id) => id !== column);
  next.splice(at, 0, column);
  return { ...layout, shown: next };
}
