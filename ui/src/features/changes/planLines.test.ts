import { describe, expect, it } from "vitest";
import type { Plan } from "../../api/generated/Plan";
import type { PlanRow } from "../../api/generated/PlanRow";
import type { PlanVersion } from "../../api/generated/PlanVersion";
import { hindrance, planLines, secondsLeft, waitingRows, withRow } from "./planLines";

const text = (message: string) => ({ code: "", params: {}, message });
const row = (first: number, last: number, system: string, version: PlanVersion = { kind: "new" }): PlanRow => ({
  first,
  last,
  system,
  method: "POST",
  path: "/Users",
  what: text("Create"),
  version,
});
const stale: PlanVersion = { kind: "stale", snapshot: 41, now: 42 };
const system = (id: string, requests: number, seconds: number) => ({
  system: id,
  name: id,
  production: false,
  requests,
  seconds,
});
const plan = (over: Partial<Plan> = {}): Plan => ({
  id: "p",
  title: text("t"),
  action: text("a"),
  destructive: false,
  systems: [system("prod", 10, 4), system("dev", 1, 1)],
  requests: 11,
  seconds: 4,
  notices: [],
  rows: [row(1, 9, "prod"), row(10, 10, "prod", stale), row(11, 11, "dev")],
  stale: 1,
  undo: [],
  ...over,
});
const none: ReadonlySet<number> = new Set();
const view = (toggled: string[], leftOut: ReadonlySet<number> = none) => ({ toggled: new Set(toggled), leftOut });
const keys = (toggled: string[]) => planLines(plan(), view(toggled)).map((l) => l.key);

describe("planLines", () => {
  it("groups by system with everything closed", () => {
    expect(keys([])).toEqual(["sprod", "r1", "r10", "sdev", "r11"]);
  });
  it("folds a system", () => {
    expect(keys(["sprod"])).toEqual(["sprod", "sdev", "r11"]);
  });
  it("opens a folded row into its requests, one of them to its body", () => {
    expect(keys(["r1", "q2"]).slice(0, 6)).toEqual(["sprod", "r1", "q1", "q2", "b2", "q3"]);
  });
  it("opens a single row straight to its body", () => {
    expect(keys(["r10"])).toEqual(["sprod", "r1", "r10", "b10", "sdev", "r11"]);
  });
  it("marks what is left out", () => {
    const lines = planLines(plan(), view(["r1"], new Set([2, 10])));
    expect(lines.filter((l) => "leftOut" in l && l.leftOut).map((l) => l.key)).toEqual(["q2", "r10"]);
  });
});

describe("hindrance", () => {
  const out10 = new Set([10]);
  it("waits for stale rows, then for the name", () => {
    const p = plan({ confirm: "Retail PROD" });
    expect(hindrance(p, none, "Retail PROD")).toEqual({ kind: "stale", rows: 1 });
    expect(hindrance(p, out10, "retail prod")).toEqual({ kind: "name", name: "Retail PROD" });
    expect(hindrance(p, out10, " Retail PROD ")).toBeNull();
  });
  it("waits for an entity that is gone", () => {
    const p = plan({ rows: [row(1, 1, "prod", { kind: "gone" })], requests: 1 });
    expect(waitingRows(p, none)).toHaveLength(1);
    expect(hindrance(p, new Set([1]), "")).toEqual({ kind: "nothing" });
  });
});

it("takes a row out and back", () => {
  const out = withRow(none, row(1, 3, "prod"), true);
  expect([...out]).toEqual([1, 2, 3]);
  expect(withRow(out, row(2, 2, "prod"), false)).toEqual(new Set([1, 3]));
});

it.each([
  [[], 4],
  [[1, 2, 3, 4, 5], 2],
  [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 0],
])("reckons the time without requests %j", (out, seconds) => {
  expect(secondsLeft(plan(), new Set(out))).toBe(seconds);
});
