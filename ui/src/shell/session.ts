import { useSyncExternalStore } from "react";
import { call, onEvent } from "../api/api";
import type { Settings } from "../api/generated/Settings";
import type { Start } from "../api/generated/Start";
import { currentTongue, setTongue, tongueOf } from "./i18n";
import { setDates } from "./i18n/format";
import { setDensity, setTheme } from "./theme/theme";

let session: Start | undefined;
const listeners = new Set<() => void>();

/** Takes over what the backend said at the start, or after it opened another workspace. */
export async function setSession(start: Start): Promise<void> {
  const tongue = tongueOf(start.settings.language, navigator.language);
  // What is drawn, and titles that modules made of texts, would stay in the former language.
  if (session && tongue !== currentTongue()) return location.reload();
  await setTongue(tongue);
  session = start;
  setDensity(start.settings.cozy);
  setDates(start.settings.dates);
  await setTheme(start.settings.theme);
  for (const listener of listeners) listener();
}

/** What the backend said last; there from before the first drawing. */
export function currentSession(): Start {
  if (!session) throw new Error("the frame is drawn after the start");
  return session;
}

/** Whether a keychain answers is known only some time after the start; a vault is locked again when it is not used. */
export function followSecrets(): void {
  void onEvent((event) => {
    if (event.kind === "secrets" && session) void setSession({ ...session, secrets: event.place, vault: event.vault });
  });
}

export function useSession(): Start {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, currentSession);
}

/** Keeps settings and applies them at once. Rejects with an `AppError`. */
export async function saveSettings(settings: Settings): Promise<void> {
  const saved = await call("settings_save", { settings });
  if (session) await setSession({ ...session, settings: saved });
}
