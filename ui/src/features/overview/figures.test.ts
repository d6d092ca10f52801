import { expect, it } from "vitest";
import type { Overview } from "../../api/generated/Overview";
import { logonBars, share, weekLabels } from "./figures";

const data = (inactive: number, neverLoggedOn: number) =>
  ({
    inactive,
    neverLoggedOn,
    lastLogon: [
      { key: "d7", name: "", count: 5 },
      { key: "older", name: "", count: 3 },
      { key: "never", name: "", count: 2 },
    ],
  }) as unknown as Overview;

it.each([
  [3, 2, [undefined, "inactive", "neverLoggedOn"]],
  [1, 2, [undefined, undefined, "neverLoggedOn"]],
  [5, 0, [undefined, undefined, undefined]],
])("links a bar only to a list of exactly its users: inactive %d, never %d", (inactive, never, expected) => {
  expect(logonBars(data(inactive, never)).map((bar) => bar.chip)).toEqual(expected);
});

it.each([
  [0, 0, 0],
  [1, 4, 0.25],
  [5, 4, 1],
])("%d of %d", (part, whole, expected) => {
  expect(share(part, whole)).toBe(expected);
});

it.each([
  [0, []],
  [3, [0, 1, 2]],
  [13, [0, 4, 8]],
])("labels of %d bars", (count, expected) => {
  expect([...weekLabels(count)]).toEqual(expected);
});
