import { type RefObject, useCallback, useId, useRef, useState } from "react";
import { call } from "../../api/api";
import type { ProxyCall } from "../../api/generated/ProxyCall";
import type { SystemNode } from "../../api/generated/SystemNode";
import { Button } from "../../components/Button";
import { Chips } from "../../components/Chips";
import type { Layout } from "../../components/grid/columns";
import { DataGrid, type GridHandle } from "../../components/grid/DataGrid";
import type { MenuItem } from "../../components/Menu";
import { MenuButton } from "../../components/MenuButton";
import { ErrorMessage, Message } from "../../components/Message";
import { SearchField } from "../../components/SearchField";
import { SkeletonRows } from "../../components/SkeletonRows";
import { announce } from "../../shell/announce";
import { useT } from "../../shell/i18n";
import { withKeys } from "../../shell/keyboard/shortcuts";
import { useKeys } from "../../shell/keyboard/useKeys";
import { useRemembered } from "../../shell/useRemembered";
import { columns, describe, idOf, initialLayout } from "./callColumns";
import { TraceStrips, traceItems } from "./Tracing";
import { noFilter, useCalls } from "./useCalls";
import type { ProxyNow } from "./useProxy";

interface Props {
  /** Absent: of all systems. */
  system?: SystemNode;
  proxy: ProxyNow;
  /** Number of the call whose detail is open. */
  current: string | undefined;
  onOpen: (id: string, focus: boolean) => void;
  grid: RefObject<GridHandle | null>;
  /** Offered while nobody has called. */
  onConnect?: (() => void) | undefined;
}

const newestFirst = [{ column: "time", descending: true }];

/** What consumers called, as it comes: newest first, filtered, paused, each with its detail. */
export function CallLog({ system, proxy, current, onOpen, grid, onConnect }: Props) {
  const t = useT();
  const title = useId();
  const search = useRef<HTMLInputElement>(null);
  const several = system === undefined;
  const [filter, setFilter] = useState(noFilter);
  const [layout, setLayout] = useRemembered<Layout>(
    several ? "proxy.columns.all" : "proxy.columns",
    initialLayout(several),
  );
  const log = useCalls(system?.id, filter);
  const { page, total } = log;
  const setText = useCallback((text: string) => setFilter((now) => ({ ...now, text })), []);
  useKeys({ search: () => search.current?.focus() });
  const items: MenuItem[] = system && proxy.state ? traceItems(system.id, proxy.state, proxy.act) : [];
  const goOn = () => {
    log.resume();
    grid.current?.toTop();
    announce(t("proxy.resumed"));
  };
  const pause = () => {
    log.pause();
    announce(t("proxy.paused"));
  };
  return (
    <section className="zproxy-log" aria-labelledby={title}>
      <div className="tools">
        <h2 id={title}>{t("proxy.log")}</h2>
        <Chips
          label={t("proxy.filters")}
          selected={filter.kind}
          onSelect={(kind) => setFilter({ ...filter, kind })}
          chips={[
            { id: "all", title: t("proxy.chip.all"), count: page?.all },
            { id: "errors", title: t("proxy.chip.errors"), count: page?.errors, attention: (page?.errors ?? 0) > 0 },
            { id: "slow", title: t("proxy.chip.slow"), count: page?.slow },
          ]}
        />
        <span className="room" />
        <SearchField
          ref={search}
          value={filter.text}
          onChange={setText}
          delay={150}
          icon="filter"
          placeholder={t("proxy.filter")}
          tooltip={withKeys(t("proxy.filterHint"), "search")}
          testid="proxy-filter"
          onKeyDown={(event) => {
            if (event.key !== "ArrowDown") return;
            event.preventDefault();
            grid.current?.focus();
          }}
        />
        <Button
          design="transparent"
          icon={log.paused ? "media-play" : "media-pause"}
          tooltip={t(log.paused ? "proxy.resume" : "proxy.pause")}
          aria-pressed={log.paused}
          onClick={log.paused ? goOn : pause}
          testid="proxy-pause"
        />
        {items.length > 0 && (
          <MenuButton label={t("proxy.logMenu")} icon="overflow" items={items} testid="proxy-log-menu" />
        )}
      </div>
      <TraceStrips proxy={proxy} system={system?.id} />
      {log.error && total === undefined ? (
        <ErrorMessage error={log.error} actions={<Button onClick={log.retry}>{t("common.retry")}</Button>} />
      ) : total === undefined ? (
        <SkeletonRows label={t("common.loading")} rows={8} />
      ) : total > 0 ? (
        <DataGrid<ProxyCall>
          ref={grid}
          label={t("proxy.log")}
          columns={columns}
          layout={layout}
          onLayout={setLayout}
          sort={newestFirst}
          total={total}
          rowAt={log.rowAt}
          onWindow={log.onWindow}
          idOf={idOf}
          describe={describe}
          current={current}
          follow
          onOpen={(row, focus) => onOpen(idOf(row), focus)}
        />
      ) : filter.kind !== "all" || filter.text !== "" ? (
        <Message
          icon="filter"
          title={t("proxy.noHits")}
          actions={<Button onClick={() => setFilter(noFilter)}>{t("proxy.clearFilters")}</Button>}
          testid="proxy-no-hits"
        />
      ) : (
        <NoCalls {...(system && { system })} proxy={proxy} onConnect={onConnect} />
      )}
      {(log.paused || log.fresh > 0) && (
        <div className="fresh" data-testid="proxy-fresh">
          {[log.paused && t("proxy.paused"), log.fresh > 0 && t("proxy.fresh", { count: log.fresh })]
            .filter(Boolean)
            .join(" · ")}
          <Button design="transparent" onClick={goOn} testid="proxy-go-on">
            {t(log.paused ? "proxy.resume" : "proxy.showFresh")}
          </Button>
        </div>
      )}
    </section>
  );
}

/** Nobody has called: what is to be done for it. */
function NoCalls({ system, proxy: { state, act }, onConnect }: Pick<Props, "system" | "proxy" | "onConnect">) {
  const t = useT();
  if (system && state && !state.systems.includes(system.id)) {
    return (
      <Message
        icon="process"
        title={t("proxy.offTitle")}
        text={t("proxy.offText", { name: system.name })}
        actions={
          <Button
            onClick={() => void act(() => call("proxy_switch", { system: system.id, on: true }))}
            testid="proxy-switch-on"
          >
            {t("proxy.switchOn")}
          </Button>
        }
      />
    );
  }
  return (
    <Message
      icon="process"
      title={t("proxy.noCalls")}
      text={t(system ? "proxy.noCallsText" : "proxy.noCallsAnywhere")}
      actions={onConnect && <Button onClick={onConnect}>{t("proxy.connect")}</Button>}
      testid="proxy-no-calls"
    />
  );
}
