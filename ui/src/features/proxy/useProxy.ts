import { useCallback, useState } from "react";
import type { AppError } from "../../api/generated/AppError";
import type { ProxyState } from "../../api/generated/ProxyState";
import { client, useReading } from "../../shell/data";

export interface ProxyNow {
  /** None before the first answer. */
  state: ProxyState | undefined;
  /** Why there is no state, or what the last act was refused for. */
  error: AppError | undefined;
  /** Does something to the proxy; resolves with whether it is done. */
  act: (work: () => Promise<ProxyState>) => Promise<boolean>;
}

/** The proxy of this process, as it is now. */
export function useProxy(): ProxyNow {
  const { data: state, error } = useReading("proxy_state", {});
  const [refused, setRefused] = useState<AppError>();
  const act = useCallback(async (work: () => Promise<ProxyState>) => {
    try {
      client.setQueryData(["proxy_state", {}], await work());
      setRefused(undefined);
      return true;
    } catch (failed) {
      setRefused(failed as AppError);
      return false;
    }
  }, []);
  return { state, error: refused ?? error ?? undefined, act };
}
