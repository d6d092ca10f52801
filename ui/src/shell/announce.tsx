import { store } from "./store";

/** What screen readers are told: `polite` waits for a pause, `urgent` is for a failed write only. */
const said = store({ polite: "", urgent: "" });

export function announce(text: string, how: "polite" | "urgent" = "polite"): void {
  if (how === "urgent") show({ text, bad: true });
  if (said.get()[how] === text) return;
  said.set({ ...said.get(), [how]: text });
}

/** How long it is shown, ms: a path or a refusal can be read. */
const SHOWN = 10_000;

const shown = store<{ text: string; bad: boolean } | undefined>(undefined);
let timer: ReturnType<typeof setTimeout> | undefined;

function show(what: { text: string; bad: boolean } | undefined): void {
  clearTimeout(timer);
  shown.set(what);
  if (what) timer = setTimeout(() => show(undefined), SHOWN);
}

/** Says what came of something that was pressed, and shows it in the status bar: nothing else on the page tells it. */
export function tell(text: string): void {
  announce(text);
  show({ text, bad: false });
}

/** In the status bar: what was told last, or refused. The live region says it. */
export function Told() {
  const told = shown.use();
  if (!told) return null;
  return (
    <span
      className={told.bad ? "told negative" : "told"}
      title={told.text}
      aria-hidden="true"
      data-testid="status-told"
    >
      {told.text}
    </span>
  );
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
