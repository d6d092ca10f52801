import { useCallback, useState } from "react";
import { call } from "../../api/api";
import type { ProxyCall } from "../../api/generated/ProxyCall";
import type { ProxyCallKind } from "../../api/generated/ProxyCallKind";
import type { ProxyCallPage } from "../../api/generated/ProxyCallPage";
import type { ProxyCallQuery } from "../../api/generated/ProxyCallQuery";
import { usePages } from "../../components/grid/pages";
import { useReading } from "../../shell/data";

export interface CallFilter {
  kind: ProxyCallKind;
  text: string;
}

export const noFilter: CallFilter = { kind: "all", text: "" };

type Rows = ProxyCallPage & { rows: ProxyCall[] };

/**
 * The calls that match, newest first: live while the first row is in sight, else as they were when one left it. Paused,
 * they stay until one goes on.
 */
export function useCalls(system: string | undefined, filter: CallFilter) {
  /** The newest call at the pause, and the newest one when the first row went out of sight. */
  const [paused, setPaused] = useState<number>();
  const [away, setAway] = useState<number>();
  const upto = paused ?? away;
  const wanted: ProxyCallQuery = { ...filter, ...(system !== undefined && { system }), start: 0, count: 0 };
  const pages = usePages<ProxyCall, Rows>((start, count) => {
    const query = { ...wanted, ...(upto !== undefined && { upto }), start, count };
    return {
      queryKey: ["proxy_calls", { query }, "rows"],
      queryFn: async () => {
        const page = await call("proxy_calls", { query });
        return { ...page, rows: page.calls };
      },
    };
  });
  const now = useReading("proxy_calls", { query: wanted }, { enabled: upto !== undefined });
  const { page, total } = pages;
  const newest = page?.newest;
  const onWindow = useCallback(
    (first: number, last: number) => {
      setAway((before) => (first === 0 ? undefined : (before ?? newest)));
      pages.onWindow(first, last);
    },
    [pages.onWindow, newest],
  );
  return {
    ...pages,
    onWindow,
    paused: paused !== undefined,
    /** How many came since that are not shown. */
    fresh: upto === undefined ? 0 : Math.max(0, (now.data?.total ?? 0) - (total ?? 0)),
    pause: () => setPaused(newest ?? 0),
    resume: () => setPaused(undefined),
  };
}
