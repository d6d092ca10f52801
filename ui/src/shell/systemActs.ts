import { store } from "./store";

/** Something to be done with a system itself, not with what is in its account. */
export interface SystemAct {
  kind: "test" | "rotate" | "duplicate" | "edit" | "delete";
  system: string;
}

const asked = store<SystemAct | undefined>(undefined);

/** Opens the dialog for it. */
export const askSystemAct = (act: SystemAct): void => asked.set(act);

/** For the dialog: it is through. */
export const endSystemAct = (): void => asked.set(undefined);

export const useSystemAct = asked.use;
