import { type AnchorHTMLAttributes, type MouseEvent, useEffect, useSyncExternalStore } from "react";

/** Where the window stands: path segments and query behind the `#` of the address. */
export interface Place {
  segments: string[];
  query: URLSearchParams;
  /** As given to `navigate`. */
  to: string;
}

/** Says whether the place may be left; asks the person when something unsaved stands there. */
type Guard = () => boolean | Promise<boolean>;

let place = read();
/** Number of the entry in the history, to know which way a step went. */
let index = numberOf(history.state);
let guard: Guard | undefined;
let passing = false;
const listeners = new Set<() => void>();

function read(): Place {
  const to = location.hash.slice(1) || "/";
  const [path = "", query = ""] = to.split("?", 2);
  return {
    to,
    segments: path.split("/").filter(Boolean).map(decode),
    query: new URLSearchParams(query),
  };
}

/** A link from outside may hold anything; what cannot be decoded is taken as it is. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function numberOf(state: unknown): number {
  return typeof state === "object" && state !== null && "index" in state ? Number(state.index) : 0;
}

function arrive() {
  index = numberOf(history.state);
  place = read();
  for (const listener of listeners) listener();
}

window.addEventListener("popstate", async (event) => {
  if (passing || !guard) {
    passing = false;
    arrive();
    return;
  }
  // The step is already done: undo it, ask, and do it again.
  const step = numberOf(event.state) - index;
  if (step === 0) return;
  history.go(-step);
  if (await guard()) {
    guard = undefined;
    passing = true;
    history.go(step);
  }
});

/** Goes to a place; `replace` leaves no step to come back to. */
export async function navigate(to: string, { replace = false } = {}): Promise<void> {
  if (to === place.to) return;
  if (guard && !(await guard())) return;
  guard = undefined;
  if (replace) history.replaceState({ index }, "", `#${to}`);
  else history.pushState({ index: index + 1 }, "", `#${to}`);
  arrive();
}

export const back = () => history.back();
export const forward = () => history.forward();

export function usePlace(): Place {
  return useSyncExternalStore(subscribe, () => place);
}

export const currentPlace = (): Place => place;

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** While `ask` is given, every way out of here calls it first. */
export function useLeaveGuard(ask: Guard | undefined): void {
  useEffect(() => {
    guard = ask;
    return () => {
      if (guard === ask) guard = undefined;
    };
  }, [ask]);
}

interface LinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "href"> {
  to: string;
}

export function Link({ to, onClick, ...rest }: LinkProps) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0) return;
    event.preventDefault();
    void navigate(to);
  };
  return <a {...rest} href={`#${to}`} onClick={follow} />;
}

type Query = Record<string, string | undefined>;

function address(segments: (string | undefined)[], query: Query = {}): string {
  const path = segments.filter((s) => s !== undefined).map(encodeURIComponent);
  const set = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== "");
  const search = new URLSearchParams(set).toString();
  return `/${path.join("/")}${search ? `?${search}` : ""}`;
}

/** The addresses of the window. */
export const paths = {
  home: "/",
  /** A tab of a system, an item of its list, a tab of the item. */
  system: (id: string, tab?: string, item?: string, section?: string, query?: Query) =>
    address(["system", id, tab, item, item === undefined ? undefined : section], query),
  page: (id: string, item?: string, query?: Query) => address([id, item], query),
  /**
   * Two transformations of a system side by side. Sides: `v7`, `draft`, `default`, `system:<id>`; absent: the draft or
   * the last version with what was before it.
   */
  compare: (id: string, kind: "read" | "write", a?: string, b?: string, mode?: "text" | "meaning" | "effect") =>
    address(["compare", id, kind], { a, b, mode: mode === "meaning" ? undefined : mode }),
};
