import { describe, expect, it } from "vitest";
import { barHeight, barPath, ticks } from "./scale";

describe("ticks", () => {
  it.each([
    [0, 3, [0, 1]],
    [1, 3, [0, 1]],
    [3, 3, [0, 1, 2, 3]],
    [7, 3, [0, 5, 10]],
    [100, 4, [0, 50, 100]],
    [2014, 3, [0, 1000, 2000, 3000]],
  ])("up to %d in %d steps", (max, count, expected) => {
    expect(ticks(max, count)).toEqual(expected);
  });
});

describe("barHeight", () => {
  it.each([
    [0, 100, 0],
    [1, 200_000, 2],
    [50, 100, 100],
    [100, 100, 200],
    [0, 0, 0],
  ])("%d of %d", (value, max, expected) => {
    expect(barHeight(value, max, 200)).toBe(expected);
  });
});

it("rounds no more of a low bar than there is", () => {
  expect(barPath(0, 20, 100, 2, 3)).toBe("M0 100V100q0 -2 2 -2h16q2 0 2 2V100z");
});
