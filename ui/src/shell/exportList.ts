import { call } from "../api/api";
import type { AppError } from "../api/generated/AppError";
import type { ListExport } from "../api/generated/ListExport";
import { announce, tell } from "./announce";
import { t } from "./i18n";

/** Saves a list as a file where the person says. The rows go from the snapshot to the file, not through the page. */
export async function exportList(name: string, list: ListExport): Promise<void> {
  try {
    const path = await call("list_export", { name: `${name}.${list.format}`, export: list });
    if (path) tell(t("common.saved", { path }));
  } catch (refused) {
    const { message, help } = refused as AppError;
    announce([message, help].filter(Boolean).join(" "), "urgent");
  }
}
