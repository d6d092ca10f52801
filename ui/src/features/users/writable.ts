import type { SystemNode } from "../../api/generated/SystemNode";
import { t } from "../../shell/i18n";

/** Why nothing can be changed in this account; none: it can. */
export function writable(system: SystemNode): string | undefined {
  if (!system.enabled) return t("users.disabled");
  if (system.readOnly) return t("users.readOnly");
  return undefined;
}
