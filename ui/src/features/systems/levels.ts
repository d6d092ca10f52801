import type { Level } from "../../api/generated/Level";

/** Of an account, the lowest first. */
export const levels: readonly Level[] = ["subaccount", "directory", "globalAccount"];
