import { useCallback, useMemo } from "react";
import type { UserChip } from "../../api/generated/UserChip";
import type { UserFilter } from "../../api/generated/UserFilter";
import type { UserState } from "../../api/generated/UserState";
import { navigate, paths, usePlace } from "../../shell/router";

export const chips = ["all", "business", "platform", "inactive", "neverLoggedOn", "twoOrigins"] as const;
export const states = ["active", "inactive", "neverLoggedOn", "deactivated"] as const;

export const noFilter: UserFilter = { search: "", chip: "all", origins: [] };

/** A filter as it stands in the address, so that a figure elsewhere can be a link to the list behind it. */
export function filterOf(query: URLSearchParams): UserFilter {
  const chip = query.get("chip");
  const state = query.get("state");
  const roleCollection = query.get("rc");
  return {
    search: query.get("q") ?? "",
    chip: isOneOf(chips, chip) ? chip : "all",
    origins: query.getAll("origin"),
    ...(roleCollection ? { roleCollection } : {}),
    ...(isOneOf(states, state) ? { state } : {}),
  };
}

function isOneOf<T extends string>(list: readonly T[], text: string | null): text is T {
  return (list as readonly (string | null)[]).includes(text);
}

export function queryOf(filter: UserFilter): string {
  const query = new URLSearchParams();
  if (filter.search) query.set("q", filter.search);
  if (filter.chip !== "all") query.set("chip", filter.chip satisfies UserChip);
  for (const origin of filter.origins) query.append("origin", origin);
  if (filter.roleCollection) query.set("rc", filter.roleCollection);
  if (filter.state) query.set("state", filter.state satisfies UserState);
  const text = query.toString();
  return text ? `?${text}` : "";
}

/** The item of the address that stands for a user who is being created. No id looks like it. */
export const NEW = "+";

/** Filter, open user and its tab, all kept in the address. */
export function useUsersPlace(system: string) {
  const { query } = usePlace();
  const text = query.toString();
  const filter = useMemo(() => filterOf(new URLSearchParams(text)), [text]);
  const search = queryOf(filter);
  const setFilter = useCallback(
    (next: UserFilter, item?: string) =>
      void navigate(paths.system(system, "users", item) + queryOf(next), { replace: true }),
    [system],
  );
  const open = useCallback(
    (item?: string, section?: string) => void navigate(paths.system(system, "users", item, section) + search),
    [system, search],
  );
  return { filter, find: query.get("find"), setFilter, open };
}
