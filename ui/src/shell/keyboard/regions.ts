/** The parts of the window that F6 walks through, in their order on the page. */
const regions = "[data-region]";

/** Moves the focus to the first stop of the next (or previous) region. */
export function moveRegion(step: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>(regions)].filter((r) => r.getClientRects().length > 0);
  // The details lie inside of the page: where both hold the focus, the inner one is meant.
  const at = all.findLastIndex((region) => region.contains(document.activeElement));
  for (let i = 1; i <= all.length; i += 1) {
    const region = all[(at + step * i + all.length * 2) % all.length];
    const stop = region?.querySelector<HTMLElement>(
      '[tabindex="0"], button:not([tabindex="-1"]), a[href], input:not([tabindex="-1"])',
    );
    if (stop) {
      stop.focus();
      return;
    }
  }
}
