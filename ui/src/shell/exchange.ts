import { useSyncExternalStore } from "react";

/** Systems that are to leave or to come as files. */
export type Exchange = { kind: "csv" | "json"; systems: string[] } | { kind: "import" };

let asked: Exchange | undefined;
const listeners = new Set<() => void>();

function set(next: Exchange | undefined) {
  asked = next;
  for (const listener of listeners) listener();
}

/** Opens the dialog for it. */
export const askExchange = (exchange: Exchange): void => set(exchange);

/** For the dialog: it is through. */
export const endExchange = (): void => set(undefined);

export function useExchange(): Exchange | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => asked,
  );
}
