import { useSyncExternalStore } from "react";

/** Something to be done with a system itself, not with what is in its account. */
export interface SystemAct {
  kind: "test" | "rotate" | "duplicate" | "edit" | "delete";
  system: string;
}

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
