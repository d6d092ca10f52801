import { call } from "../api/api";
import { tell } from "./announce";
import { t } from "./i18n";

/** Saves a text as a file where the person says; gives the path, and none where the person chose none. */
export async function saveText(name: string, text: string): Promise<string | undefined> {
  const path = (await call("save_text", { name, text })) ?? undefined;
  if (path) tell(t("common.saved", { path }));
  return path;
}
