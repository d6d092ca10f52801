import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import type { AppError } from "../../api/generated/AppError";
import type { SystemNode } from "../../api/generated/SystemNode";
import { CopyButton } from "../../components/CopyButton";
import { Tag } from "../../components/Tag";
import { reading, useReading } from "../../shell/data";
import type { PageProps } from "../../shell/feature";
import { useFormat, useT } from "../../shell/i18n";
import { isAccount } from "../../shell/isAccount";
import { Link, paths } from "../../shell/router";
import { CallLog } from "./CallLog";
import { CallPanes } from "./CallPanes";
import { type ConsumerRow, Consumers } from "./Consumers";
import { CountsToday, useCountsToday } from "./CountsToday";
import { ConnectDialog } from "./connect/ConnectDialog";
import { ProxyStrips } from "./ProxyStrips";
import { type ProxyNow, useProxy } from "./useProxy";
import "./proxy.css";

const placeOf = (call?: string) => paths.page("proxy", call);

/** The proxies of all systems: who may call them, and one log of what they called. */
export function ProxyPage({ rest: [item] }: PageProps) {
  const proxy = useProxy();
  const { state } = proxy;
  const { data } = useReading("landscape", {});
  const systems = data?.systems.filter(isAccount) ?? [];
  const { rows, error } = useAllConsumers(systems);
  const [connecting, setConnecting] = useState<ConsumerRow>();
  return (
    <div className="zproxy">
      <PageHead proxy={proxy} systems={systems} />
      <ProxyStrips proxy={proxy} />
      <CallPanes
        proxy={proxy}
        item={item}
        several
        placeOf={placeOf}
        list={(log) => (
          <>
            <Consumers
              several
              systems={systems}
              consumers={rows}
              error={error}
              state={state}
              onConnect={(_, row) => setConnecting(row)}
            />
            <CallLog proxy={proxy} {...log} />
          </>
        )}
      />
      {connecting && state && (
        <ConnectDialog
          system={connecting.system}
          state={state}
          consumers={rows.filter(({ system }) => system.id === connecting.system.id).map(({ consumer }) => consumer)}
          chosen={connecting.consumer.id}
          onClose={() => setConnecting(undefined)}
        />
      )}
    </div>
  );
}

function PageHead({ proxy: { state }, systems }: { proxy: ProxyNow; systems: readonly SystemNode[] }) {
  const t = useT();
  const format = useFormat();
  const counts = useCountsToday();
  const on = systems.filter(({ id }) => state?.systems.includes(id)).length;
  return (
    <header className="page-head">
      <h1>{t("page.proxy")}</h1>
      {state && (
        <>
          <Tag tone={state.since ? "positive" : state.failure ? "negative" : "neutral"}>
            {t(state.since ? "proxy.running" : state.failure ? "proxy.failed" : "proxy.off")}
          </Tag>
          <span className="mono ell" title={state.base}>
            {state.base}
          </span>
          <CopyButton bare label={t("proxy.copyAddress")} text={state.base} />
          {state.since && (
            <span className="quiet since" title={format.timestamp(state.since)}>
              {t("proxy.since", { since: format.inSentence(state.since) })}
            </span>
          )}
          <span className="room" />
          <span className="quiet small">{t("proxy.systemsOn", { on, systems: systems.length })}</span>
          <CountsToday counts={counts} />
          <Link to={paths.page("settings", "proxy")}>{t("proxy.settings")}</Link>
        </>
      )}
    </header>
  );
}

/** The consumers of these systems, in their order. */
function useAllConsumers(systems: readonly SystemNode[]): { rows: ConsumerRow[]; error: AppError | null } {
  const answers = useQueries({
    queries: systems.map(({ id }) => ({ ...reading("consumers", { system: id }), staleTime: 0 })),
  });
  return {
    rows: systems.flatMap((system, i) => (answers[i]?.data ?? []).map((consumer) => ({ system, consumer }))),
    error: (answers.find((answer) => answer.error)?.error ?? null) as AppError | null,
  };
}
