import type { SystemNode } from "../api/generated/SystemNode";
import type { MenuItem } from "../components/Menu";
import type { Feature } from "./feature";

/** What the features offer for a system; what takes it away comes last, whichever feature it is of. */
export function systemActions(features: readonly Feature[], system: SystemNode): MenuItem[] {
  const actions = features.flatMap((feature) => feature.systemActions?.(system) ?? []);
  const isLast = (action: MenuItem) => action.id === "delete-system";
  return [...actions.filter((action) => !isLast(action)), ...actions.filter(isLast)];
}
