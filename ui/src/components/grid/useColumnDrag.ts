import { type PointerEvent, useRef, useState } from "react";

/** Way in px from which on a press is a drag. */
const FAR = 6;

interface Drag {
  column: string;
  /** The title that it is over. */
  over: string;
}

/**
 * Titles that can be dragged to the place of another. `handlers` go to each title, which carries its column in
 * `data-column`; the click that ends a drag is swallowed.
 */
export function useColumnDrag(onMove: (column: string, to: string) => void) {
  const [drag, setDrag] = useState<Drag>();
  const from = useRef<{ column: string; x: number }>(undefined);
  const handlers = (column: string) => ({
    onPointerDown: (event: PointerEvent) => {
      if (event.button === 0) from.current = { column, x: event.clientX };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const start = from.current;
      if (start?.column !== column || (!drag && Math.abs(event.clientX - start.x) < FAR)) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const titles = event.currentTarget.parentElement?.querySelectorAll<HTMLElement>("[data-column]") ?? [];
      const under = [...titles].findLast((title) => title.getBoundingClientRect().left <= event.clientX) ?? titles[0];
      setDrag({ column, over: under?.dataset.column ?? column });
    },
    onPointerUp: () => {
      from.current = undefined;
      if (!drag) return;
      onMove(drag.column, drag.over);
      // The click comes right behind.
      setTimeout(() => setDrag(undefined));
    },
    onPointerCancel: () => {
      from.current = undefined;
      setDrag(undefined);
    },
    onClickCapture: (event: { stopPropagation: () => void }) => {
      if (drag) event.stopPropagation();
    },
  });
  return { drag, handlers };
}
