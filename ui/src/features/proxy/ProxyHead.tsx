import { call } from "../../api/api";
import type { ProxyCounts } from "../../api/generated/ProxyCounts";
import type { SystemNode } from "../../api/generated/SystemNode";
import { Button } from "../../components/Button";
import { CopyButton } from "../../components/CopyButton";
import { MenuButton } from "../../components/MenuButton";
import { Toggle } from "../../components/Toggle";
import { announce } from "../../shell/announce";
import { askExchange } from "../../shell/exchange";
import { useFormat, useT } from "../../shell/i18n";
import { usePageActs } from "../../shell/pageActs";
import { CountsToday } from "./CountsToday";
import { addressesOf } from "./connect/addresses";
import type { ProxyNow } from "./useProxy";

interface Props {
  system: SystemNode;
  proxy: ProxyNow;
  /** Of the system, today. */
  counts: ProxyCounts | undefined;
  onConnect: () => void;
}

/** Whether the proxy of the system answers and where, and what a consumer needs of it. */
export function ProxyHead({ system, proxy: { state, act }, counts, onConnect }: Props) {
  const t = useT();
  const format = useFormat();
  const on = state?.systems.includes(system.id) ?? false;
  const turn = async (wanted: boolean) => {
    const done = await act(() => call("proxy_switch", { system: system.id, on: wanted }));
    if (done) announce(t(wanted ? "proxy.switchedOn" : "proxy.switchedOff", { name: system.name }));
    return done;
  };
  usePageActs(system.name, [
    { id: "switch", title: t(on ? "proxy.actOff" : "proxy.actOn"), run: () => void turn(!on) },
    { id: "connect", title: t("proxy.connect"), run: onConnect },
  ]);
  if (!state) return null;
  const address = addressesOf(state.base, system.id).service;
  const said = !on ? "proxy.offAt" : state.since ? "proxy.runningOn" : "proxy.restsOn";
  return (
    <div className="zproxy-head">
      <Toggle label={t("proxy.switch", { name: system.name })} on={on} onSwitch={turn} testid="proxy-switch" />
      <span className="ell" title={address} data-testid="proxy-state">
        {t.rich(said, {
          b: (inner) => <b>{inner}</b>,
          address: <span className="mono">{address}</span>,
        })}
      </span>
      <CopyButton bare label={t("proxy.copyAddress")} text={address} testid="proxy-copy" />
      {on && state.since && (
        <span className="quiet since" title={format.timestamp(state.since)}>
          {t("proxy.since", { since: format.inSentence(state.since) })}
        </span>
      )}
      <span className="room" />
      <CountsToday counts={counts} />
      <Button design="transparent" onClick={onConnect} testid="proxy-connect">
        {t("proxy.connect")}
      </Button>
      <MenuButton
        label={t("proxy.exportHint")}
        testid="proxy-export"
        items={(["csv", "json"] as const).map((kind) => ({
          id: kind,
          title: t(`exchange.${kind}`),
          run: () => askExchange({ kind, systems: [system.id] }),
        }))}
      >
        {t("export.title")}
      </MenuButton>
    </div>
  );
}
