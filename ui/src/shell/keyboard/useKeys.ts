import { useEffect, useRef } from "react";
import { belongsToField, matches, type ShortcutId, shortcuts } from "./shortcuts";

type Handlers = Partial<Record<ShortcutId, ((keys: string) => void) | undefined>>;

/** Those who listen, the latest last: what lies on top of the page is asked first. */
const stack: { current: Handlers }[] = [];

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || inDialog(event)) return;
  for (const [id, { keys }] of Object.entries(shortcuts) as [ShortcutId, { keys: readonly string[] }][]) {
    const pressed = keys.find((k) => matches(k, event));
    if (!pressed || belongsToField(pressed, event.target)) continue;
    const handler = stack.findLast((entry) => entry.current[id])?.current[id];
    if (!handler) continue;
    event.preventDefault();
    handler(pressed);
    return;
  }
}

/** A modal dialog keeps its keys to itself. */
function inDialog(event: KeyboardEvent): boolean {
  return event
    .composedPath()
    .some((node) => node instanceof Element && node.matches("ui5-dialog, dialog, [aria-modal=true]"));
}

window.addEventListener("keydown", onKeyDown);

/** Handles shortcuts while mounted; a handler that is `undefined` leaves the shortcut to those below. */
export function useKeys(handlers: Handlers): void {
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    stack.push(latest);
    return () => {
      stack.splice(stack.indexOf(latest), 1);
    };
  }, []);
}
