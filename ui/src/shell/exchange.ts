import type { ImportPlan } from "../api/generated/ImportPlan";
import { store } from "./store";

/** Systems that are to leave or to come as files; `plan`: of files that were read already. */
export type Exchange = { kind: "csv" | "json"; systems: string[] } | { kind: "import"; plan?: ImportPlan };

const asked = store<Exchange | undefined>(undefined);

/** Opens the dialog for it. */
export const askExchange = (exchange: Exchange): void => asked.set(exchange);

/** For the dialog: it is through. */
export const endExchange = (): void => asked.set(undefined);

export const useExchange = asked.use;
