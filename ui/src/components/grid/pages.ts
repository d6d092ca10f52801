import { useQueries } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useRef, useState } from "react";
import type { AppError } from "../../api/generated/AppError";

/** Rows a request, and how many requests are made ahead of what is seen. */
const SIZE = 100;
const AHEAD = 2;

export interface Page<R> {
  rows: R[];
  total: number;
}

export interface Pages<R, P extends Page<R>> {
  /** None before the first answer. */
  total: number | undefined;
  rowAt: (index: number) => R | undefined;
  /** Tells which rows are seen. */
  onWindow: (first: number, last: number) => void;
  /** Any page that was answered last: what else it says of the list. */
  page: P | undefined;
  error: AppError | null;
  retry: () => void;
}

/**
 * A list of any length, asked for by pages around the rows that are seen. `keyOf` names a page in the cache and changes
 * with filter and order; until the first page of a new order has come, the old rows stay.
 */
export function usePages<R, P extends Page<R>>(
  queryOf: (offset: number, limit: number) => { queryKey: readonly unknown[]; queryFn: () => Promise<P> },
): Pages<R, P> {
  const [[first, last], setWindow] = useState<[number, number]>([0, 0]);
  const wanted = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const answers = useQueries({
    queries: wanted.map((page) => queryOf(page * SIZE, SIZE)),
    combine: (all) => ({
      pages: new Map(all.map((answer, i) => [wanted[i], answer.data])),
      error: (all.find((a) => a.error)?.error ?? null) as AppError | null,
      retry: () => {
        for (const answer of all) if (answer.error) void answer.refetch();
      },
    }),
  });
  const answered = [...answers.pages.values()].find((p) => p !== undefined);
  const kept = useRef<{ pages: Map<number | undefined, P | undefined>; page: P | undefined }>(undefined);
  if (answered) kept.current = { pages: answers.pages, page: answered };
  const shown = answered || !kept.current ? { pages: answers.pages, page: answered } : kept.current;

  const onWindow = useCallback((a: number, b: number) => {
    const from = Math.max(0, Math.floor(a / SIZE));
    const to = Math.floor(b / SIZE);
    setWindow((now) => {
      // Ahead in the direction of travel; one page stays behind.
      const down = to >= now[1] - AHEAD;
      const next: [number, number] = down ? [Math.max(0, from - 1), to + AHEAD] : [Math.max(0, from - AHEAD), to + 1];
      return next[0] === now[0] && next[1] === now[1] ? now : next;
    });
  }, []);
  const { pages, page } = shown;
  const rowAt = useCallback((index: number) => pages.get(Math.floor(index / SIZE))?.rows[index % SIZE], [pages]);
  return { total: page?.total, rowAt, onWindow, page, error: answers.error, retry: answers.retry };
}

/** The rows of a list that are in sight, as it is scrolled; its pages are told of them. `height`: of a row, px. */
export function useSeenRows(
  { total, onWindow }: { total: number | undefined; onWindow: (first: number, last: number) => void },
  height: (index: number) => number,
  overscan = 8,
) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: total ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: height,
    overscan,
  });
  const { startIndex = 0, endIndex = 0 } = virtual.range ?? {};
  useEffect(() => onWindow(startIndex, endIndex), [onWindow, startIndex, endIndex]);
  return { scroller, virtual };
}
