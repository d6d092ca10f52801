import type { ActivityEntry } from "../api/generated/ActivityEntry";
import { useReading } from "../shell/data";
import { Timeline } from "./Timeline";

interface Props {
  system: string;
  /** Id of the user or role collection. */
  entity: string;
  entries: readonly ActivityEntry[];
}

/** Differences that are shown; the history of the system has all. */
const most = 100;

/** What happened to a user or role collection: our changes, and what readings of its account found. */
export function EntityTimeline({ system, entity, entries }: Props) {
  const { data } = useReading("differences", { query: { system, entity, outside: true, offset: 0, limit: most } });
  return <Timeline system={system} entries={entries} differences={data?.rows ?? []} />;
}
