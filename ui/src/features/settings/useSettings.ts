import { useState } from "react";
import type { AppError } from "../../api/generated/AppError";
import type { Settings } from "../../api/generated/Settings";
import { tell } from "../../shell/announce";
import { useT } from "../../shell/i18n";
import { saveSettings, useSession } from "../../shell/session";

/** The settings, and the way to change some of them: at once, with what the backend has against it. */
export function useSettings() {
  const t = useT();
  const { settings } = useSession();
  const [error, setError] = useState<AppError>();
  const save = async (part: Partial<Settings>): Promise<void> => {
    try {
      await saveSettings({ ...settings, ...part });
      setError(undefined);
      tell(t("settings.saved"));
    } catch (refused) {
      setError(refused as AppError);
    }
  };
  return { settings, save, error };
}
