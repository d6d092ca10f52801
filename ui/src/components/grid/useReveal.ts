import { type RefObject, useEffect, useRef } from "react";
import type { GridHandle } from "./DataGrid";

/** Rows that one answer brings, and how many are looked through for one of them: the backend tells no row's place. */
const ANSWER = 1000;
const REACH = 5000;

/** Rows at the top of the list that are looked at before any is asked for. */
const LOADED = 300;

interface List<R> {
  /** Rows that match; none before the first answer. */
  total: number | undefined;
  rowAt: (index: number) => R | undefined;
  idOf: (row: R) => string;
  idsBetween: (first: number, last: number) => Promise<string[]>;
}

/** Index of a row in its list, however that is filtered and sorted; none where it is not among its first rows. */
async function placeOf<R>(id: string, total: number, { rowAt, idOf, idsBetween }: List<R>) {
  for (let index = 0; index < Math.min(total, LOADED); index += 1) {
    const row = rowAt(index);
    if (row && idOf(row) === id) return index;
  }
  const end = Math.min(total, REACH);
  for (let first = 0; first < end; first += ANSWER) {
    const index = (await idsBetween(first, Math.min(first + ANSWER, end) - 1)).indexOf(id);
    if (index >= 0) return first + index;
  }
  return undefined;
}

interface Reveal<R> {
  /** Whose detail is open. */
  item: string | undefined;
  /** What it was searched for by, in the address (`find`): by this a long list is narrowed down. */
  find: string | null;
  list: List<R>;
  grid: RefObject<GridHandle | null>;
  /** Goes to the same place without `find`; with another search where one is given. */
  onLooked: (search?: string) => void;
}

/**
 * Shows the row of a detail that was opened from elsewhere, by the palette, a link or a step back: in sight, with the
 * keys on it. Gives a function that is told of what is opened in the list itself, whose row stays where it is.
 */
export function useReveal<R>({ item, find, list, grid, onLooked }: Reveal<R>): (id: string) => void {
  const known = useRef<string>(undefined);
  const latest = useRef({ list, find, onLooked });
  latest.current = { list, find, onLooked };
  const { idsBetween: order, total } = list;
  const there = total !== undefined && total > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: in another order it is looked for anew
  useEffect(() => {
    if (item === undefined) known.current = undefined;
    if (item === undefined || known.current === item || !there) return;
    let off = false;
    const end = (index: number | undefined) => {
      const { find, onLooked } = latest.current;
      if (off || known.current === item) return;
      // A list that is narrowed down is looked through again.
      const narrow = index === undefined && find !== null;
      if (!narrow) known.current = item;
      if (index !== undefined) grid.current?.reveal(index);
      if (find !== null) onLooked(narrow ? `=${find}` : undefined);
    };
    // A list that cannot be read says so itself.
    void placeOf(item, latest.current.list.total ?? 0, latest.current.list).then(end, () => undefined);
    return () => {
      off = true;
    };
  }, [item, there, order, grid]);
  return (id) => {
    known.current = id;
  };
}
