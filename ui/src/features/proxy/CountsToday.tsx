import type { ProxyCounts } from "../../api/generated/ProxyCounts";
import { useReading } from "../../shell/data";
import { useT } from "../../shell/i18n";

/** How often a system, or all of them, was called since midnight; undefined while that is not known. */
export function useCountsToday(system?: string): ProxyCounts | undefined {
  const since = new Date(new Date().setHours(0, 0, 0, 0)).toISOString();
  return useReading("proxy_counts", { since, ...(system !== undefined && { system }) }).data;
}

/** Nothing as long as nobody called. */
export function CountsToday({ counts }: { counts: ProxyCounts | undefined }) {
  const t = useT();
  if (!counts?.calls) return null;
  return (
    <span className="quiet small counts" title={t("proxy.countsText")} data-testid="proxy-counts">
      {t("proxy.counts", { ...counts })}
    </span>
  );
}
