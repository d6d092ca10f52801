import { store } from "./store";

/** What screen readers are told: `polite` waits for a pause, `urgent` is for a failed write only. */
const said = store({ polite: "", urgent: "" });

export function announce(text: string, how: "polite" | "urgent" = "polite"): void {
  if (said.get()[how] === text) return;
  said.set({ ...said.get(), [how]: text });
}

/** Takes it back where it is what was said last, so that the same can be said again. */
export function unsay(text: string): void {
  if (said.get().polite === text) said.set({ ...said.get(), polite: "" });
}

/** The window's live regions, mounted once. */
export function LiveRegions() {
  const { polite, urgent } = said.use();
  return (
    <div className="unseen">
      <div aria-live="polite" data-testid="live">
        {polite}
      </div>
      <div aria-live="assertive">{urgent}</div>
    </div>
  );
}
