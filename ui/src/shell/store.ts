import { useSyncExternalStore } from "react";

/** A value that lives as long as the window, not as long as what shows it. */
export interface Store<T> {
  get: () => T;
  /** Draws anew whatever uses it. */
  set: (next: T) => void;
  /** A hook: the value as it is. */
  use: () => T;
}

export function store<T>(start: T): Store<T> {
  let value = start;
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const get = () => value;
  return {
    get,
    set: (next) => {
      value = next;
      for (const listener of listeners) listener();
    },
    use: () => useSyncExternalStore(subscribe, get),
  };
}
