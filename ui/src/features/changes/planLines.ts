import type { Plan } from "../../api/generated/Plan";
import type { PlanRow } from "../../api/generated/PlanRow";
import type { PlanSystem } from "../../api/generated/PlanSystem";

/** One line of the requests table. `key` names what it opens and stays the same while others open and close. */
export type PlanLine =
  | { kind: "system"; key: string; system: PlanSystem; open: boolean }
  | { kind: "row"; key: string; row: PlanRow; open: boolean; leftOut: boolean }
  /** One request of a folded row. */
  | { kind: "request"; key: string; row: PlanRow; number: number; open: boolean; leftOut: boolean }
  /** Headers and body of the request above. */
  | { kind: "body"; key: string; number: number };

export interface PlanView {
  /** Keys of what differs from the start: systems are open, rows are closed. */
  toggled: ReadonlySet<string>;
  leftOut: ReadonlySet<number>;
}

/** The table as flat lines, grouped by system in the plan's order, folded rows opened where asked for. */
export function planLines(plan: Plan, view: PlanView): PlanLine[] {
  const lines: PlanLine[] = [];
  for (const system of plan.systems) {
    const key = `s${system.system}`;
    const open = !view.toggled.has(key);
    lines.push({ kind: "system", key, system, open });
    if (!open) continue;
    for (const row of plan.rows) if (row.system === system.system) lines.push(...rowLines(row, view));
  }
  return lines;
}

function rowLines(row: PlanRow, { toggled, leftOut }: PlanView): PlanLine[] {
  const key = `r${row.first}`;
  const open = toggled.has(key);
  const head: PlanLine = { kind: "row", key, row, open, leftOut: isLeftOut(row, leftOut) };
  if (!open) return [head];
  if (row.first === row.last) return [head, { kind: "body", key: `b${row.first}`, number: row.first }];
  const inner: PlanLine[] = [];
  for (let number = row.first; number <= row.last; number += 1) {
    const requestKey = `q${number}`;
    const requestOpen = toggled.has(requestKey);
    inner.push({ kind: "request", key: requestKey, row, number, open: requestOpen, leftOut: leftOut.has(number) });
    if (requestOpen) inner.push({ kind: "body", key: `b${number}`, number });
  }
  return [head, ...inner];
}

/** Every request of the row is left out. */
export function isLeftOut(row: PlanRow, leftOut: ReadonlySet<number>): boolean {
  for (let number = row.first; number <= row.last; number += 1) if (!leftOut.has(number)) return false;
  return true;
}

/** The row's entity is not what the snapshot says. */
export function isStale(row: PlanRow): boolean {
  return row.version.kind === "stale" || row.version.kind === "gone";
}

/** Rows that must be reloaded or left out before anything is sent. */
export function waitingRows(plan: Plan, leftOut: ReadonlySet<number>): PlanRow[] {
  return plan.rows.filter((row) => isStale(row) && !isLeftOut(row, leftOut));
}

/** The requests of the row leave the plan, or come back. */
export function withRow(leftOut: ReadonlySet<number>, row: PlanRow, out: boolean): Set<number> {
  const next = new Set(leftOut);
  for (let number = row.first; number <= row.last; number += 1) {
    if (out) next.add(number);
    else next.delete(number);
  }
  return next;
}

/** What the button needs before it works; `null`: nothing. */
export type Hindrance = { kind: "stale"; rows: number } | { kind: "nothing" } | { kind: "name"; name: string };

export function hindrance(plan: Plan, leftOut: ReadonlySet<number>, typed: string): Hindrance | null {
  const stale = waitingRows(plan, leftOut).length;
  if (stale > 0) return { kind: "stale", rows: stale };
  if (plan.requests - leftOut.size <= 0) return { kind: "nothing" };
  if (plan.confirm !== undefined && typed.trim() !== plan.confirm) return { kind: "name", name: plan.confirm };
  return null;
}

/** Seconds for what is left: the account with the most requests, at the pace the plan was reckoned with. */
export function secondsLeft(plan: Plan, leftOut: ReadonlySet<number>): number {
  if (leftOut.size === 0) return plan.seconds;
  const seconds = plan.systems.map((system) => {
    if (system.requests === 0) return 0;
    const out = plan.rows
      .filter((row) => row.system === system.system)
      .reduce((sum, row) => sum + leftOutOf(row, leftOut), 0);
    return Math.ceil((system.seconds * (system.requests - out)) / system.requests);
  });
  return Math.max(0, ...seconds);
}

function leftOutOf(row: PlanRow, leftOut: ReadonlySet<number>): number {
  let count = 0;
  for (let number = row.first; number <= row.last; number += 1) if (leftOut.has(number)) count += 1;
  return count;
}
