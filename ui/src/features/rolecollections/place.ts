import { useCallback, useMemo } from "react";
import type { RoleCollectionChip } from "../../api/generated/RoleCollectionChip";
import type { RoleCollectionFilter } from "../../api/generated/RoleCollectionFilter";
import { navigate, paths, usePlace } from "../../shell/router";

export const TAB = "role-collections";

/** The item of the address that stands for one that is being created. No id looks like it. */
export const NEW = "+";

export const chips: readonly RoleCollectionChip[] = ["all", "noMembers", "administrators", "nested"];
export const noFilter: RoleCollectionFilter = { search: "", chip: "all" };

export function filterOf(query: URLSearchParams): RoleCollectionFilter {
  const chip = chips.find((c) => c === query.get("chip")) ?? "all";
  return { search: query.get("q") ?? "", chip };
}

const queryOf = ({ search, chip }: RoleCollectionFilter) => ({ q: search, chip: chip === "all" ? undefined : chip });

/** Filter, open role collection and its tab, all kept in the address. */
export function useRoleCollectionsPlace(system: string) {
  const { query } = usePlace();
  const text = query.toString();
  const filter = useMemo(() => filterOf(new URLSearchParams(text)), [text]);
  const setFilter = useCallback(
    (next: RoleCollectionFilter, item?: string) =>
      void navigate(paths.system(system, TAB, item, undefined, queryOf(next)), { replace: true }),
    [system],
  );
  const open = useCallback(
    (item?: string, section?: string) => void navigate(paths.system(system, TAB, item, section, queryOf(filter))),
    [system, filter],
  );
  return { filter, find: query.get("find"), setFilter, open };
}
