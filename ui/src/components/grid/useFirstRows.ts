import { useEffect } from "react";

const mark = "first-rows";

/** Marks the moment at which the window first has rows to read: what a start is measured by. */
export function useFirstRows(drawn: boolean): void {
  useEffect(() => {
    if (!drawn || performance.getEntriesByName(mark).length > 0) return;
    // The second frame begins when the first one has been drawn.
    requestAnimationFrame(() => requestAnimationFrame(() => performance.mark(mark)));
  }, [drawn]);
}
