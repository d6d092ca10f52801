import type { QueryClient } from "@tanstack/react-query";

/** Longest wait for the first rows, ms: then the window is shown as it is. */
const LONGEST = 400;

/** Resolves when what was first drawn has its rows, or after a while without. */
export function settled(client: QueryClient): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      leave();
      clearTimeout(timer);
      // One more turn, for the rows to be drawn. No frame callback: a hidden window has no frames.
      setTimeout(resolve);
    };
    let asked = false;
    const leave = client.getQueryCache().subscribe(() => {
      if (client.isFetching() > 0) asked = true;
      else if (asked) end();
    });
    const timer = setTimeout(end, LONGEST);
  });
}
