import type { Overview } from "../../api/generated/Overview";
import type { UserChip } from "../../api/generated/UserChip";

export interface LogonBar {
  key: "d7" | "d30" | "d90" | "d180" | "older" | "never";
  count: number;
  tone: "attention" | "faint" | undefined;
  /** The users' chip that lists exactly these. */
  chip: UserChip | undefined;
}

/** The chip that lists users by their last logon, and how many it lists. */
const chips = {
  older: ["inactive", (data: Overview) => data.inactive],
  never: ["neverLoggedOn", (data: Overview) => data.neverLoggedOn],
} as const;

/**
 * The Last Logon bars. One is a link only where a chip lists exactly its users: the bars break at 180 days, the chips
 * where the settings say.
 */
export function logonBars(data: Overview): LogonBar[] {
  return data.lastLogon.map((share) => {
    const key = share.key as LogonBar["key"];
    const [chip, listed] = key === "older" || key === "never" ? chips[key] : [];
    return {
      key,
      count: share.count,
      tone: key === "older" ? "attention" : key === "never" ? "faint" : undefined,
      chip: listed?.(data) === share.count ? chip : undefined,
    };
  });
}

/** Part of a whole, 0 to 1; 0 of nothing. */
export function share(part: number, whole: number): number {
  return whole <= 0 ? 0 : Math.min(1, part / whole);
}

/** Which of `count` narrow bars carry a label beside the last: the first, and two between. */
export function weekLabels(count: number): Set<number> {
  if (count < 4) return new Set(Array.from({ length: count }, (_, i) => i));
  return new Set([0, Math.round((count - 1) / 3), Math.round((2 * (count - 1)) / 3)]);
}
