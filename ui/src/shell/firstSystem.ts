import type { SystemNode } from "../api/generated/SystemNode";
import { isAccount } from "./isAccount";

/** Where one begins: the account with the most users; without an account the first folder. */
export function firstSystem(systems: readonly SystemNode[]): SystemNode | undefined {
  const accounts = systems.filter((s) => isAccount(s) && s.enabled);
  return accounts.reduce((most, s) => ((s.users ?? 0) > (most?.users ?? 0) ? s : most), accounts[0] ?? systems[0]);
}
