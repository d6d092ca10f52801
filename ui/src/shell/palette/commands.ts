import type { Theme } from "../../api/generated/Theme";
import { announce } from "../announce";
import type { Command, Feature } from "../feature";
import { navigate, paths } from "../router";
import { currentSession, saveSettings } from "../session";

/** What the window itself can do, beside what the features bring. */
export function windowCommands(features: readonly Feature[]): Command[] {
  const pages = features
    .flatMap((f) => f.pages ?? [])
    .map(
      (page): Command => ({ id: `page.${page.id}`, title: page.title, run: () => void navigate(paths.page(page.id)) }),
    );
  const theme = (to: Theme & ("light" | "dark" | "system")): Command => ({
    id: `theme.${to}`,
    title: `command.theme.${to}`,
    run: () => {
      const { settings } = currentSession();
      saveSettings({ ...settings, theme: to }).catch((e: { message: string }) => announce(e.message, "urgent"));
    },
  });
  return [...pages, theme("light"), theme("dark"), theme("system")];
}
