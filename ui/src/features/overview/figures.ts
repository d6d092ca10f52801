import type { Overview } from "../../api/generated/Overview";
import type { UserChip } from "../../api/generated/UserChip";

export interface LogonBar {
  key: "d7" | "d30" | "d90" | "d180" | "older" | "never";
  count: number;
  tone: "attention" | "faint" | undefined;
  /** The users' chip that lists exactly these. */
  chip: UserChip | undefined;
}

/** The Last Logon bars; those that a chip of the users' list counts are links and marked. */
export function logonBars(data: Overview): LogonBar[] {
  return data.lastLogon.map(({ key, count }) => ({
    key: key as LogonBar["key"],
    count,
    tone: key === "older" ? "attention" : key === "never" ? "faint" : undefined,
    chip: key === "older" ? "inactive" : key === "never" ? "neverLoggedOn" : undefined,
  }));
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
