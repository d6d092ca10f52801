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
}

/** Width in px of a tick box and the gap behind it, and the padding at both sides. */
const CHROME = 14 + 8 + 24;
const GAP = 8;

/** Narrowest column that a drag can make, px. */
export const NARROWEST = 48;

/** The columns that fit into `width` px, in order. Nothing is squeezed: what does not fit leaves by its priority. */
export function fitting<R>(columns: readonly Column<R>[], layout: Layout, width: number): Column<R>[] {
  const shown = layout.shown
    .map((id) => columns.find((c) => c.id === id))
    .filter((c): c is Column<R> => c !== undefined);
  const needs = (list: readonly Column<R>[]) =>
    CHROME + list.reduce((sum, c) => sum + (layout.widths[c.id] ?? c.min) + GAP, -GAP);
  const fit = [...shown];
  while (needs(fit) > width) {
    const next = fit.reduce<Column<R> | undefined>(
      (worst, c) => ((c.leaves ?? 0) > (worst?.leaves ?? 0) ? c : worst),
      undefined,
    );
    if (!next) break;
    fit.splice(fit.indexOf(next), 1);
  }
  return fit;
}

/** The columns as CSS grid tracks, behind the tick box. */
export function tracks<R>(columns: readonly Column<R>[], widths: Record<string, number>): string {
  const track = ({ id, min, grow = 0 }: Column<R>) => {
    const set = widths[id];
    if (set !== undefined) return `${set}px`;
    return grow > 0 ? `minmax(${min / 16}rem, ${grow}fr)` : `${min / 16}rem`;
  };
  return ["0.875rem", ...columns.map(track)].join(" ");
}
