import { expect, it } from "vitest";
import type { TransformationCheck } from "../../api/generated/TransformationCheck";
import { placeOf } from "./useMappingLink";

const at = (line: number) => ({ range: { from: { line, column: 3 }, to: { line: line + 2, column: 4 } } });
const check = {
  entities: [
    { name: "user", mappings: [at(4), at(7)] },
    { name: "group", mappings: [at(20)] },
  ],
} as TransformationCheck;

it.each([
  ["/user/mappings/1", 7],
  ["/group/mappings/0", 20],
  ["/group/mappings/0/functions/2", 20],
  ["/group/mappings/1", undefined],
  ["/role/mappings/0", undefined],
  ["/user/condition", undefined],
  ["nonsense", undefined],
])("finds %s in the text at line %s", (pointer, line) => expect(placeOf(check, pointer)?.line).toBe(line));
