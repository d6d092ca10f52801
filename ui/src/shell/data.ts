import { type Query, QueryClient, type UseQueryOptions, useQuery } from "@tanstack/react-query";
import { type Commands, call, onEvent } from "../api/api";
import type { AppError } from "../api/generated/AppError";

/** Commands that only read. Their answers are kept under `[command, arguments]`. */
export type Reading =
  | "landscape"
  | "system_delete_plan"
  | "systems_deleted"
  | "overview"
  | "folder_overview"
  | "users_page"
  | "user"
  | "role_collections_page"
  | "role_collection"
  | "members_page"
  | "activity_page"
  | "activity_detail"
  | "journal_verify"
  | "interrupted"
  | "job_attempts"
  | "palette"
  | "known_properties"
  | "properties"
  | "destinations"
  | "consumers"
  | "proxy_state"
  | "proxy_calls"
  | "proxy_counts"
  | "proxy_call"
  | "transformation"
  | "transformation_versions"
  | "transformation_text"
  | "transformation_compare"
  | "transformation_language"
  | "transformation_landscape"
  | "transformation_samples"
  | "transformation_paths"
  | "transformation_effect"
  | "transformation_effect_one"
  | "system_history"
  | "differences"
  | "people_rows"
  | "user_at";

/** The backend is a function call away and answers from its snapshot: no retries, fresh until an event says otherwise. */
export const client = new QueryClient({
  defaultOptions: {
    queries: { retry: false, staleTime: Number.POSITIVE_INFINITY, gcTime: 60_000, networkMode: "always" },
  },
});

export const reading = <C extends Reading>(command: C, args: Commands[C][0]) => ({
  queryKey: [command, args] as const,
  queryFn: () => call(command, args),
});

/** The answer of a command that reads, kept and asked for again when an event says that it changed. */
export function useReading<C extends Reading>(
  command: C,
  args: Commands[C][0],
  options: Omit<UseQueryOptions<Commands[C][1], AppError>, "queryKey" | "queryFn"> = {},
) {
  return useQuery<Commands[C][1], AppError>({
    queryKey: [command, args],
    queryFn: () => call(command, args),
    ...options,
  });
}

/** Whether an answer was about this system. */
function concerns(key: readonly unknown[], system: string): boolean {
  const [command, args] = key;
  if (["folder_overview", "activity_page", "interrupted", "transformation_landscape"].includes(String(command)))
    return true;
  if (typeof args !== "object" || args === null) return false;
  const {
    system: named,
    query,
    owner,
    others,
  } = args as {
    system?: string;
    query?: { system?: string };
    owner?: string;
    others?: readonly string[];
  };
  return named === system || query?.system === system || owner === system || (others?.includes(system) ?? false);
}

/** Asks again for what is seen of the system; what is not seen goes when it is next wanted. */
export function refetchSystem(system: string): void {
  askAgain(({ queryKey }) => concerns(queryKey, system));
}

function askAgain(predicate: (query: Query) => boolean): void {
  for (const query of client.getQueryCache().findAll({ predicate, fetchStatus: "fetching" })) {
    if (query.state.data !== undefined) continue;
    // A first answer that is on its way may tell how it was before, and the library does not give it up by itself.
    const again = () => client.invalidateQueries({ queryKey: query.queryKey, exact: true });
    query.fetch().then(again, again);
  }
  void client.invalidateQueries({ predicate });
}

/** Follows the backend's events for the life of the window. */
export function followEvents(): void {
  void onEvent((event) => {
    if (event.kind === "landscape") {
      // Properties too: those of a destination count for every system that uses it.
      for (const command of ["landscape", "properties", "destinations", "systems_deleted"] as const) {
        askAgain(({ queryKey }) => queryKey[0] === command);
      }
    }
    if (event.kind === "proxy") {
      // Consumers too: each says when it called last.
      for (const command of ["proxy_state", "proxy_calls", "proxy_counts", "consumers"] as const) {
        askAgain(({ queryKey }) => queryKey[0] === command);
      }
    }
    if (event.kind === "system") {
      askAgain(({ queryKey }) => queryKey[0] === "landscape");
      refetchSystem(event.system);
    }
  });
}
