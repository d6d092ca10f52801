import { useEffect, useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { ProxySettings } from "../../api/generated/ProxySettings";
import { errorText } from "../../components/Refused";
import { saveProxySettings } from "../../shell/proxySettings";

/** The stored public URL of the proxy, and the way to store another. */
export function usePublicUrl() {
  const [settings, setSettings] = useState<ProxySettings>();
  const [error, setError] = useState<string>();
  useEffect(() => {
    call("proxy_settings", {}).then(setSettings, (refused: AppError) => setError(refused.message));
  }, []);
  /** Whether it is stored. */
  const save = async (publicUrl: string): Promise<boolean> => {
    if (!settings) return false;
    try {
      setSettings(await saveProxySettings({ ...settings, publicUrl }));
      setError(undefined);
      return true;
    } catch (refused) {
      setError(errorText(refused as AppError));
      return false;
    }
  };
  const scheme = !settings || settings.tls.kind === "off" ? "http" : "https";
  const placeholder = settings && `${scheme}://localhost:${settings.port}`;
  return { kept: settings?.publicUrl ?? "", placeholder, error, save };
}
