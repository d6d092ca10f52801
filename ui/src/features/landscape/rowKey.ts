/** The key of the row that something in the tree belongs to. */
export const rowKey = (target: EventTarget | null): string | undefined =>
  (target instanceof Element ? target.closest<HTMLElement>("[data-key]") : null)?.dataset.key;
