import type { SystemNode } from "../api/generated/SystemNode";
import { Button } from "../components/Button";
import { useFeatures } from "./context";

/** Some of the acts that the features offer for a system, as buttons. */
export function SystemActions({ system, ids }: { system: SystemNode; ids: readonly string[] }) {
  const actions = useFeatures().flatMap((f) => f.systemActions?.(system) ?? []);
  return actions
    .filter((action) => ids.includes(action.id))
    .map((action) => (
      <Button key={action.id} tooltip={action.disabled} disabled={action.disabled !== undefined} onClick={action.run}>
        {action.title}
      </Button>
    ));
}
