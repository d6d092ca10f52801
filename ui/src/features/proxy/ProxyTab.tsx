import { useCallback, useState } from "react";
import { useReading } from "../../shell/data";
import type { TabProps } from "../../shell/feature";
import { useFormat, useT } from "../../shell/i18n";
import { paths } from "../../shell/router";
import { useStatus } from "../../shell/status";
import { CallLog } from "./CallLog";
import { CallPanes } from "./CallPanes";
import { Consumers } from "./Consumers";
import { useCountsToday } from "./CountsToday";
import { ConnectDialog } from "./connect/ConnectDialog";
import { ProxyHead } from "./ProxyHead";
import { ProxyStrips } from "./ProxyStrips";
import { tracesNow } from "./tracesNow";
import { useProxy } from "./useProxy";
import "./proxy.css";

const none: never[] = [];

/** The proxy of one system: whether it answers, who may call it, and what they called. */
export function ProxyTab({ system, item }: TabProps) {
  const t = useT();
  const format = useFormat();
  const proxy = useProxy();
  const { state } = proxy;
  const consumers = useReading("consumers", { system: system.id }, { staleTime: 0 });
  const counts = useCountsToday(system.id);
  const [connecting, setConnecting] = useState<{ consumer?: string }>();
  const placeOf = useCallback((call?: string) => paths.system(system.id, "proxy", call), [system.id]);
  const on = state?.systems.includes(system.id) ?? false;
  const known = consumers.data ?? none;
  const until = state && tracesNow(state).find((trace) => trace.system === system.id)?.until;
  useStatus({
    left: [
      t("proxy.status", { state: !on ? "off" : state?.failure ? "failed" : "on", count: known.length }),
      counts && t("proxy.counts", { ...counts }),
    ]
      .filter(Boolean)
      .join(" · "),
    ...(until !== undefined && { right: [t("proxy.keptUntil", { until: format.inSentence(until) })] }),
  });
  return (
    <div className="zproxy">
      <ProxyHead system={system} proxy={proxy} counts={counts} onConnect={() => setConnecting({})} />
      <ProxyStrips proxy={proxy} />
      <CallPanes
        proxy={proxy}
        item={item}
        placeOf={placeOf}
        list={(log) => (
          <>
            <Consumers
              systems={[system]}
              consumers={known.map((consumer) => ({ system, consumer }))}
              error={consumers.error}
              state={state}
              onConnect={(consumer) => setConnecting({ consumer })}
            />
            <CallLog system={system} proxy={proxy} {...log} onConnect={() => setConnecting({})} />
          </>
        )}
      />
      {connecting && state && (
        <ConnectDialog
          system={system}
          state={state}
          consumers={known}
          chosen={connecting.consumer}
          onClose={() => setConnecting(undefined)}
        />
      )}
    </div>
  );
}
