import { call } from "../../api/api";
import type { ProxyState } from "../../api/generated/ProxyState";
import { Button } from "../../components/Button";
import type { MenuItem } from "../../components/Menu";
import { Strip } from "../../components/Strip";
import { useReading } from "../../shell/data";
import { t, useFormat, useT } from "../../shell/i18n";
import { useNow } from "../../shell/useNow";
import { tracesNow } from "./tracesNow";
import type { ProxyNow } from "./useProxy";

/** How long bodies can be kept, minutes. */
const spans = [15, 60, 480] as const;

/** Keeps bodies of the system's calls for a while, or no longer. */
export function traceItems(system: string, state: ProxyState, act: ProxyNow["act"]): MenuItem[] {
  const items: MenuItem[] = spans.map((minutes) => ({
    id: `trace-${minutes}`,
    title: t("proxy.trace", { minutes }),
    run: () => void act(() => call("proxy_trace", { system, minutes })),
  }));
  if (tracesNow(state).some((trace) => trace.system === system)) {
    items.push({
      id: "trace-stop",
      title: t("proxy.stopTracing"),
      run: () => void act(() => call("proxy_trace", { system })),
    });
  }
  return items;
}

/** While bodies are kept: until when, and of which system where there are several. */
export function TraceStrips({ proxy: { state, act }, system }: { proxy: ProxyNow; system: string | undefined }) {
  const t = useT();
  const format = useFormat();
  const now = useNow(10_000);
  const { data } = useReading("landscape", {});
  const traces = state ? tracesNow(state, now.getTime()) : [];
  return traces
    .filter((trace) => system === undefined || trace.system === system)
    .map((trace) => (
      <Strip
        key={trace.system}
        testid="proxy-tracing"
        actions={
          <Button
            design="transparent"
            onClick={() => void act(() => call("proxy_trace", { system: trace.system }))}
            testid="proxy-stop-tracing"
          >
            {t("proxy.stopTracing")}
          </Button>
        }
      >
        {system === undefined && <b>{data?.systems.find(({ id }) => id === trace.system)?.name}: </b>}
        {t("proxy.tracing", { until: format.inSentence(trace.until) })}
      </Strip>
    ));
}
