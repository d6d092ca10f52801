import { call } from "../../api/api";
import { Button } from "../../components/Button";
import { Refused } from "../../components/Refused";
import { Strip } from "../../components/Strip";
import { useT } from "../../shell/i18n";
import { navigate, paths } from "../../shell/router";
import type { ProxyNow } from "./useProxy";

/** Why the proxy rests though it should run, with what mends it; and an act that was refused. */
export function ProxyStrips({ proxy: { state, error, act } }: { proxy: ProxyNow }) {
  const t = useT();
  const failure = state?.failure;
  return (
    <div className="zproxy-strips">
      <Refused error={error} testid="proxy-refused" />
      {failure && (
        <Strip
          severity="error"
          testid="proxy-failure"
          actions={
            <>
              <Button onClick={() => void act(() => call("proxy_restart", {}))} testid="proxy-restart">
                {t("common.retry")}
              </Button>
              <Button design="transparent" onClick={() => void navigate(paths.page("settings", "proxy"))}>
                {t("proxy.settings")}
              </Button>
            </>
          }
        >
          <b>{failure.message}</b> {failure.help} <small className="quiet">{failure.code}</small>
        </Strip>
      )}
    </div>
  );
}
