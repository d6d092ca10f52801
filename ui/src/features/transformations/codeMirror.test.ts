import { Text } from "@codemirror/state";
import { expect, it } from "vitest";
import { lineBreakOf, offsetOf } from "./code/places";
import { nextFinding } from "./Findings";

it.each([
  ["", "\n"],
  ["a\nb\n", "\n"],
  ["a\r\nb\r\n", "\r\n"],
  ["a\r\nb\n", "\n"],
])("keeps the ends of lines of %j", (text, end) => expect(lineBreakOf(text)).toBe(end));

it.each([
  [1, 1, 0],
  [2, 2, 4],
  [2, 9, 5],
  [7, 1, 5],
])("finds line %i, column %i", (line, column, offset) => {
  expect(offsetOf(Text.of(["ab", "cd"]), { line, column })).toBe(offset);
});

it("walks through findings and begins again", () => {
  const findings = [2, 5].map((line) => ({
    code: "ZT001",
    severity: "error" as const,
    message: "",
    range: { from: { line, column: 3 }, to: { line, column: 4 } },
  }));
  const from = (line: number, column: number) => nextFinding(findings, { line, column })?.line;
  expect([from(1, 1), from(2, 3), from(5, 2), from(5, 3)]).toEqual([2, 5, 5, 2]);
  expect(nextFinding([], { line: 1, column: 1 })).toBeUndefined();
});
