import { call } from "../api/api";
import type { ProxySettings } from "../api/generated/ProxySettings";

/** Keeps them, and has the proxy run by them; why it then does not run is in its state. Rejects with an `AppError`. */
export async function saveProxySettings(settings: ProxySettings): Promise<ProxySettings> {
  const kept = await call("proxy_settings_save", { settings });
  await call("proxy_restart", {});
  return kept;
}
