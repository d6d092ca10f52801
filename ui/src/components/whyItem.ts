import type { SystemNode } from "../api/generated/SystemNode";
import { t } from "../shell/i18n";
import { isAccount } from "../shell/isAccount";
import { navigate, paths } from "../shell/router";
import type { MenuItem } from "./Menu";

/** The entry of an entity that leads to its try: what the read transformation makes of it, and why. */
export function whyItem(system: SystemNode, entity: "user" | "group", id: string): MenuItem[] {
  // Folders have no transformations.
  if (!isAccount(system)) return [];
  const run = () => void navigate(paths.system(system.id, "transformations", "read", undefined, { [entity]: id }));
  return [{ id: "why", title: t(`try.why.${entity}`), icon: "question-mark", run }];
}
