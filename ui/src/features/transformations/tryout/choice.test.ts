import { expect, it } from "vitest";
import type { TransformationCheck } from "../../../api/generated/TransformationCheck";
import { entityAt, withValue } from "./choice";

const mapping = (line: number, from: number, to: number) => ({
  title: "$.id",
  range: { from: { line, column: from }, to: { line, column: to } },
});
const check = (user: number[], group: number[]) =>
  ({
    entities: [
      { name: "user", mappings: user.map((line) => mapping(line, 5, 20)) },
      { name: "group", mappings: group.map((line) => mapping(line, 25, 40)) },
    ],
  }) as TransformationCheck;

it.each([
  ["before all", 1, 1, undefined],
  ["in the first", 3, 6, "user"],
  ["between two of a type", 4, 1, "user"],
  ["between two types", 7, 1, undefined],
  ["in the second type", 9, 30, "group"],
  ["behind all", 11, 1, undefined],
])("knows the entity type of a place %s", (_, line, column, entity) =>
  expect(entityAt(check([3, 5], [9, 10]), { line, column })).toBe(entity),
);

it("tells two types apart that share a line, and neither from what is around them", () => {
  const at = (column: number) => entityAt(check([1], [1]), { line: 1, column });
  expect([1, 5, 20, 22, 25, 41].map(at)).toEqual([undefined, "user", "user", undefined, "group", undefined]);
});

it("sets a value and takes it away", () => {
  const one = withValue({ a: "1" }, "b", "");
  expect(one).toEqual({ a: "1", b: "" });
  expect(withValue(one, "a", undefined)).toEqual({ b: "" });
});
