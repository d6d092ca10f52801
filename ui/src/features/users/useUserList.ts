import { useCallback } from "react";
import { call } from "../../api/api";
import type { Sort } from "../../api/generated/Sort";
import type { UserFilter } from "../../api/generated/UserFilter";
import type { UserPage } from "../../api/generated/UserPage";
import type { UserRow } from "../../api/generated/UserRow";
import { usePages } from "../../components/grid/pages";
import { reading } from "../../shell/data";

/** Most rows that one answer brings (`UserQuery::limit`). */
const MOST = 1000;

/** The users of an account that match a filter, in an order, from its snapshot. */
export function useUserList(system: string, filter: UserFilter, sort: Sort[]) {
  const pages = usePages<UserRow, UserPage>((offset, limit) =>
    reading("users_page", { query: { system, filter, sort, offset, limit } }),
  );
  const idsBetween = useCallback(
    async (first: number, last: number): Promise<string[]> => {
      const ids: string[] = [];
      for (let offset = first; offset <= last; offset += MOST) {
        const limit = Math.min(MOST, last - offset + 1);
        const { rows } = await call("users_page", { query: { system, filter, sort, offset, limit } });
        ids.push(...rows.map((row) => row.id));
      }
      return ids;
    },
    [system, filter, sort],
  );
  return { ...pages, idsBetween };
}
