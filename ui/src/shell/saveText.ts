import { call } from "../../api/api";
import { announce } from "../../shell/announce";
import { t } from "../../shell/i18n";

/** Saves where the person says; gives the path, and none where the person chose none. */
export async function save(name: string, text: string): Promise<string | undefined> {
  const path = (await call("save_text", { name, text })) ?? undefined;
  if (path) announce(t("exchange.saved", { path }));
  return path;
}
