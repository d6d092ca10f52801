import type { ActivityEntry } from "../../api/generated/ActivityEntry";
import type { ActivityPage } from "../../api/generated/ActivityPage";
import type { ActivityQuery } from "../../api/generated/ActivityQuery";
import { usePages } from "../../components/grid/pages";
import { reading } from "../../shell/data";

export interface Filter {
  search: string;
  /** Empty: every system. */
  system: string;
  failedOnly: boolean;
  /** 0: all time. */
  days: number;
}

export const noFilter: Filter = { search: "", system: "", failedOnly: false, days: 0 };

/** Entries of the journal that match, newest first. */
export function useEntries({ search, system, failedOnly, days }: Filter) {
  return usePages<ActivityEntry, ActivityPage>((offset, limit) => {
    const query: ActivityQuery = { search, failedOnly, offset, limit };
    if (system) query.system = system;
    if (days) query.days = days;
    return reading("activity_page", { query });
  });
}
