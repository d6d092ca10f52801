import { useEffect, useState } from "react";
import { call } from "../../../api/api";
import type { UserDraft } from "../../../api/generated/UserDraft";
import type { UserRow } from "../../../api/generated/UserRow";
import { useReading } from "../../../shell/data";
import { noFilter } from "../place";

/** Asks for the users with exactly this user name and origin: at most one, as an account holds the pair once. */
function pairQuery(system: string, { userName, origin }: Pick<UserDraft, "userName" | "origin">) {
  return {
    query: {
      system,
      filter: { ...noFilter, search: `=${userName.trim()}`, origins: [origin.trim()] },
      sort: [],
      offset: 0,
      limit: 10,
    },
  };
}

const isPair = (row: UserRow, { userName, origin }: UserDraft) =>
  row.userName.toLowerCase() === userName.trim().toLowerCase() && row.origin === origin.trim();

/** The user who has the pair of the form already, looked up in the snapshot after a pause of typing. */
export function useTwin(system: string, draft: UserDraft, creating: boolean): UserRow | undefined {
  const [settled, setSettled] = useState(draft);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(draft), 200);
    return () => clearTimeout(timer);
  }, [draft]);
  const asks = creating && settled.userName.trim() !== "" && settled.origin.trim() !== "";
  const found = useReading("users_page", pairQuery(system, settled), { enabled: asks, gcTime: 0 });
  return asks ? found.data?.rows.find((row) => isPair(row, draft)) : undefined;
}

/** Id of the user who was just created; none while the snapshot does not hold it. */
export async function idOfUser(system: string, draft: UserDraft): Promise<string | undefined> {
  const { rows } = await call("users_page", pairQuery(system, draft));
  return rows.find((row) => isPair(row, draft))?.id;
}
