import { focusIsNowhere } from "../../components/giveFocusBack";

/** Rest after what had the focus has gone, ms: who knows better where it goes on has taken it by then. */
const REST = 50;

const STOPS =
  "a[href], button, input:not([hidden]), select, textarea, summary, [tabindex], [contenteditable=true], " +
  ":is(ui5-input, ui5-select, ui5-combobox, ui5-textarea, ui5-switch, ui5-checkbox)";

/** Beyond these nothing stands in the place of what has gone. */
const ROOMS = "[data-region], dialog, ui5-dialog";

/** What has the focus, with all that it stands in and where. */
interface Held {
  element: HTMLElement;
  within: { parent: Element; index: number }[];
}

function held(element: HTMLElement): Held {
  const within: Held["within"] = [];
  for (let at: Element = element; at.parentElement; at = at.parentElement) {
    within.push({ parent: at.parentElement, index: [...at.parentElement.children].indexOf(at) });
  }
  return { element, within };
}

const isStop = (element: Element): element is HTMLElement =>
  element.matches(STOPS) &&
  !element.matches('[tabindex="-1"], :disabled') &&
  (element.checkVisibility?.({ visibilityProperty: true }) ?? true);

/** The stops in an element, itself included. */
const stopsIn = (element: Element) => [element, ...element.querySelectorAll("*")].filter(isStop);

/** What stands where it stood, or comes next to it; at last the page. */
function nextTo({ element, within }: Held): HTMLElement | null {
  // The control that turns back what it did: the one that folds, for the one that unfolds.
  const twin = element.dataset.twin && document.querySelector<HTMLElement>(`[data-twin="${element.dataset.twin}"]`);
  if (twin) return twin;
  const main = document.querySelector<HTMLElement>("main[data-region]");
  for (const { parent, index } of within.filter(({ parent }) => parent.isConnected)) {
    if (parent === main || !parent.closest(ROOMS)) break;
    const children = [...parent.children];
    const after = children.slice(index).flatMap(stopsIn)[0];
    const stop = after ?? children.slice(0, index).flatMap(stopsIn).at(-1);
    if (stop) return stop;
    if (isStop(parent)) return parent;
    if (parent.matches(ROOMS)) break;
  }
  return main;
}

/**
 * Sees to it that the next key goes on where the last one was: what is pressed may leave the page with that, and the
 * browser then begins at the top. For the life of the window; gives the function that ends it.
 */
export function keepFocus(): () => void {
  let last: Held | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** It was handed on while a key is down: the key must not press what it never meant. */
  let handed = false;

  const onFocusIn = ({ target }: FocusEvent) => {
    clearTimeout(timer);
    if (target instanceof HTMLElement) last = held(target);
  };
  const onFocusOut = () => {
    // Left on purpose, by a click beside everything. What leaves the page may say the same, and is not there any more.
    setTimeout(() => {
      if (last?.element.isConnected && document.activeElement !== last.element) last = undefined;
    });
  };
  const handOn = () => {
    if (!last || last.element.isConnected || document.activeElement?.matches("main")) return;
    if (!focusIsNowhere()) return;
    handed = true;
    nextTo(last)?.focus({ preventScroll: true });
  };
  const seen = new MutationObserver(() => {
    if (!last || last.element.isConnected) return;
    clearTimeout(timer);
    timer = setTimeout(handOn, REST);
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.repeat) handed = false;
    else if (handed && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  window.addEventListener("focusin", onFocusIn);
  window.addEventListener("focusout", onFocusOut);
  window.addEventListener("keydown", onKeyDown, true);
  seen.observe(document.body, { childList: true, subtree: true });
  return () => {
    clearTimeout(timer);
    seen.disconnect();
    window.removeEventListener("focusin", onFocusIn);
    window.removeEventListener("focusout", onFocusOut);
    window.removeEventListener("keydown", onKeyDown, true);
  };
}
