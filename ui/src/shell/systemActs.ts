import { useSyncExternalStore } from "react";

/** Something to be done with a system itself (not with what is in its account); a dialog of its feature does it. */
export type SystemAct =
  /** `parent`: id of the directory or global account that it shall stand below. */
  { kind: "add"; parent?: string | undefined } | { kind: "edit" | "test" | "delete"; system: string };

let asked: SystemAct | undefined;
const listeners = new Set<() => void>();

function set(next: SystemAct | undefined) {
  asked = next;
  for (const listener of listeners) listener();
}

/** Opens the dialog for it. */
export const askSystemAct = (act: SystemAct): void => set(act);

/** For the dialog: it is through. */
export const endSystemAct = (): void => set(undefined);

export function useSystemAct(): SystemAct | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => asked,
  );
}
