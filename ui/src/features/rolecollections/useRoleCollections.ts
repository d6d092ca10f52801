import { useCallback } from "react";
import { call } from "../../api/api";
import type { RoleCollectionFilter } from "../../api/generated/RoleCollectionFilter";
import type { RoleCollectionPage } from "../../api/generated/RoleCollectionPage";
import type { RoleCollectionRow } from "../../api/generated/RoleCollectionRow";
import type { Sort } from "../../api/generated/Sort";
import { usePages } from "../../components/grid/pages";
import { reading } from "../../shell/data";

/** Most rows that one answer brings (`RoleCollectionQuery::limit`). */
const MOST = 1000;

/** The role collections of an account that match a filter, in an order, from its snapshot. */
export function useRoleCollections(system: string, filter: RoleCollectionFilter, sort: Sort[]) {
  const pages = usePages<RoleCollectionRow, RoleCollectionPage>((offset, limit) =>
    reading("role_collections_page", { query: { system, filter, sort, offset, limit } }),
  );
  const idsBetween = useCallback(
    async (first: number, last: number): Promise<string[]> => {
      const ids: string[] = [];
      for (let offset = first; offset <= last; offset += MOST) {
        const limit = Math.min(MOST, last - offset + 1);
        const { rows } = await call("role_collections_page", { query: { system, filter, sort, offset, limit } });
        ids.push(...rows.map((row) => row.id));
      }
      return ids;
    },
    [system, filter, sort],
  );
  return { ...pages, idsBetween };
}
