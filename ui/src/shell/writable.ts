import type { SystemNode } from "../api/generated/SystemNode";
import { t } from "./i18n";

/** Why nothing can be changed in this account; none: it can. */
export function writable(system: SystemNode): string | undefined {
  if (!system.enabled) return t("writing.disabled");
  if (system.state === "unreachable") return t("writing.noConnection");
  if (system.readOnly) return t("system.readOnlyText");
  return undefined;
}
