import { type PointerEvent, type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { siblings } from "./rows";
import type { Graphical } from "./useGraphical";

/** What a handle listens to. */
export type Grip = (pointer: string) => { onPointerDown: (event: PointerEvent) => void };

interface Options {
  scroller: RefObject<HTMLDivElement | null>;
  state: Graphical;
  /** Where the row at an index of the items begins, px from the top of all. */
  topOf: (index: number) => number;
}

interface Held {
  pointer: string;
  /** The gap it would go to: before so many of its visible siblings. */
  gap: number;
  line: number;
}

/** Near an edge of the list it scrolls, px and px a frame. */
const EDGE = 32;
const STEP = 12;

/** Rows that are dragged by their handle over any distance, within their entity type. */
export function useRowDrag({ scroller, state, topOf }: Options) {
  const [held, setHeld] = useState<Held>();
  const stop = useRef<(() => void) | undefined>(undefined);
  const latest = useRef({ state, topOf });
  latest.current = { state, topOf };
  useEffect(() => () => stop.current?.(), []);

  const begin = useCallback(
    (pointer: string, event: PointerEvent) => {
      if (event.button !== 0) return;
      event.preventDefault();
      const list = scroller.current;
      if (!list) return;
      let y = event.clientY;
      let now: Held | undefined;
      const look = () => {
        const { items } = latest.current.state;
        const rows = siblings(items, pointer);
        const begins = items.findIndex((item) => item.is === "mapping" && item.row.pointer === rows[0]?.pointer);
        if (begins < 0) return;
        const tops = [...rows.keys()].map((i) => latest.current.topOf(begins + i));
        const end = (tops.at(-1) ?? 0) + heightOf(list, begins + rows.length - 1);
        const within = y - list.getBoundingClientRect().top + list.scrollTop;
        const edges = [...tops, end];
        const gap = nearest(edges, within);
        now = { pointer, gap, line: edges[gap] ?? end };
        setHeld(now);
      };
      let frame = 0;
      const scroll = () => {
        const { top, bottom } = list.getBoundingClientRect();
        const by = y < top + EDGE ? -STEP : y > bottom - EDGE ? STEP : 0;
        if (by !== 0) {
          list.scrollTop += by;
          look();
        }
        frame = requestAnimationFrame(scroll);
      };
      const onMove = (moved: globalThis.PointerEvent) => {
        y = moved.clientY;
        look();
      };
      const end = () => {
        cancelAnimationFrame(frame);
        window.removeEventListener("pointermove", onMove);
        window.removeEventListener("pointerup", onUp);
        window.removeEventListener("pointercancel", end);
        window.removeEventListener("keydown", onKey, true);
        stop.current = undefined;
        setHeld(undefined);
      };
      const onUp = () => {
        const dropped = now;
        end();
        if (!dropped) return;
        const rows = siblings(latest.current.state.items, pointer);
        const at = rows.findIndex((row) => row.pointer === pointer);
        // Behind its own place each gap is that of the row before it.
        const to = rows[dropped.gap > at ? dropped.gap - 1 : dropped.gap];
        if (to) latest.current.state.move(pointer, { to: to.pointer });
      };
      const onKey = (pressed: globalThis.KeyboardEvent) => {
        if (pressed.key !== "Escape") return;
        pressed.preventDefault();
        pressed.stopPropagation();
        end();
      };
      window.addEventListener("pointermove", onMove);
      window.addEventListener("pointerup", onUp);
      window.addEventListener("pointercancel", end);
      window.addEventListener("keydown", onKey, true);
      stop.current = end;
      frame = requestAnimationFrame(scroll);
    },
    [scroller],
  );
  const grip = useCallback<Grip>((pointer) => ({ onPointerDown: (event) => begin(pointer, event) }), [begin]);
  return { grip, lifted: held?.pointer, line: held?.line };
}

const heightOf = (list: HTMLElement, index: number): number =>
  list.querySelector<HTMLElement>(`[data-index="${index}"]`)?.offsetHeight ?? 0;

function nearest(edges: readonly number[], y: number): number {
  let best = 0;
  for (const [i, edge] of edges.entries()) {
    if (Math.abs(edge - y) < Math.abs((edges[best] ?? 0) - y)) best = i;
  }
  return best;
}
