import { useSyncExternalStore } from "react";
import type { ImportPlan } from "../api/generated/ImportPlan";

/** Systems that are to leave or to come as files; `plan`: of files that were read already. */
export type Exchange = { kind: "csv" | "json"; systems: string[] } | { kind: "import"; plan?: ImportPlan };

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
