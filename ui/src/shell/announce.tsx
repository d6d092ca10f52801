import { useSyncExternalStore } from "react";

/** What screen readers are told: `polite` waits for a pause, `urgent` is for a failed write only. */
let said = { polite: "", urgent: "" };
const listeners = new Set<() => void>();

export function announce(text: string, how: "polite" | "urgent" = "polite"): void {
  if (said[how] === text) return;
  said = { ...said, [how]: text };
  for (const listener of listeners) listener();
}

/** The window's live regions, mounted once. */
export function LiveRegions() {
  const { polite, urgent } = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => said,
  );
  return (
    <div className="unseen">
      <div aria-live="polite" data-testid="live">
        {polite}
      </div>
      <div aria-live="assertive">{urgent}</div>
    </div>
  );
}
