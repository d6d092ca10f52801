import type { SystemNode } from "../api/generated/SystemNode";
import { Button } from "../components/Button";
import type { MenuItem } from "../components/Menu";
import { useFeatures } from "./context";
import type { Feature } from "./feature";

/** What the features offer for a system; what takes it away comes last, whichever feature it is of. */
export function systemActions(features: readonly Feature[], system: SystemNode): MenuItem[] {
  const actions = features.flatMap((feature) => feature.systemActions?.(system) ?? []);
  const isLast = (action: MenuItem) => action.id === "delete-system";
  return [...actions.filter((action) => !isLast(action)), ...actions.filter(isLast)];
}

/** Some of the acts that the features offer for a system, as buttons. */
export function SystemActions({ system, ids }: { system: SystemNode; ids: readonly string[] }) {
  return systemActions(useFeatures(), system)
    .filter((action) => ids.includes(action.id))
    .map((action) => (
      <Button key={action.id} tooltip={action.disabled} disabled={action.disabled !== undefined} onClick={action.run}>
        {action.title}
      </Button>
    ));
}
