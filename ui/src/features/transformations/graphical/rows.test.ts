import { describe, expect, it } from "vitest";
import { countsOf, everything, follow, itemsOf, matches, passed, pointerOf } from "./rows";
import { entity, row, table } from "./testing";
import { chipsOf, functionText, sentence, titleCase } from "./words";
import { outdented, partOf } from "./written";

const created = row({
  number: 1,
  scope: "createEntity",
  runsOn: ["create"],
  source: { kind: "constant", json: '"x"' },
});
const lowered = row({
  number: 2,
  change: "changed",
  functions: [
    { pointer: "", name: "toLowerCaseString", parameters: [] },
    {
      pointer: "",
      name: "substring",
      parameters: [
        { name: "beginIndex", json: "0" },
        { name: "endIndex", json: "36" },
      ],
    },
  ],
});
const mapped = row({
  number: 3,
  act: "valueMapping",
  source: { kind: "paths", paths: ["$.status"] },
  valueMappings: [{ pointer: "", key: ['"A"'], value: "true" }],
  defaultValue: "false",
  condition: "$.a == 1",
});
const patched = row({ number: 4, scope: "patchEntity", runsOn: ["patch"], targetPath: "$.Operations" });
const rows = [created, lowered, mapped, patched];
const shown = table([entity("user", rows), entity("group", [row({ number: 1 })])]);

describe("which rows are shown", () => {
  it.each([
    ["nothing", {}, 5],
    ["a text of a path", { text: "operations" }, 1],
    ["a text of a chip", { text: "LOWER CASE" }, 1],
    ["a text of a condition", { text: "$.a ==" }, 1],
    ["an operation", { runs: "patch" as const }, 1],
    ["another operation", { runs: "create" as const }, 4],
    ["what changed", { changed: true }, 1],
    ["all of it", { changed: true, runs: "patch" as const }, 0],
  ])("by %s", (_, filter, count) => {
    const items = itemsOf(shown, { ...everything, ...filter }, new Set(), new Set());
    expect(items.filter(({ is }) => is === "mapping")).toHaveLength(count);
    // An entity type without hits does not stand there alone.
    for (const item of items) if (item.is === "entity") expect(item.shown).toBeGreaterThan(0);
  });

  it("keeps the row that is being edited, and folds", () => {
    const filter = { ...everything, text: "nothing has this" };
    expect(itemsOf(shown, filter, new Set([lowered.pointer]), new Set()).map(pointerOf)).toEqual([
      "/user",
      lowered.pointer,
    ]);
    expect(itemsOf(shown, everything, new Set(), new Set(["/user"])).map(pointerOf)).toEqual([
      "/user",
      "/group",
      "/group/mappings/0",
    ]);
  });

  it("counts by operation", () => {
    expect(countsOf(shown)).toEqual({ all: 5, create: 4, update: 3, patch: 1, delete: 0, changed: 1 });
    expect(matches(created, { ...everything, runs: "update" })).toBe(false);
  });
});

describe("whose place a row takes", () => {
  const all = itemsOf(shown, everything, new Set(), new Set());
  const few = all.filter((item) => item.is === "entity" || item.row !== lowered);
  it.each([
    ["one down", all, created, 1, lowered],
    ["one down over one that is hidden", few, created, 1, mapped],
    ["one up over one that is hidden", few, mapped, -1, created],
    ["further than the list goes", all, created, 10, patched],
    ["to the top", all, patched, "first" as const, created],
    ["to the end", all, created, "last" as const, patched],
    ["up from the top", all, created, -1, undefined],
    ["down from the end, not into the next entity type", all, patched, 1, undefined],
  ])("%s", (_, items, moved, way, wanted) => expect(passed(items, moved.pointer, way)).toBe(wanted));
});

describe("where a row is after the text became another one", () => {
  const was = row({ number: 2, source: { kind: "path", path: "$.b" }, targetPath: "$.b" });
  const other = (number: number, path: string) => row({ number, source: { kind: "path", path }, targetPath: path });
  it.each([
    ["where it was", [other(1, "$.a"), was], "/user/mappings/1"],
    ["where it was moved to", [was, other(2, "$.a")].map((one, i) => at(one, i)), "/user/mappings/0"],
    ["where it was, edited", [other(1, "$.a"), other(2, "$.c")], "/user/mappings/1"],
    ["at the end of a list that is shorter", [other(1, "$.a")], "/user/mappings/0"],
    ["nowhere", [], undefined],
  ])("%s", (_, rows, wanted) => expect(follow(was, entity("user", rows))).toBe(wanted));

  function at(one: typeof was, index: number) {
    return { ...one, number: index + 1, pointer: `/user/mappings/${index}` };
  }
});

it("says rules in a few words", () => {
  const words = (of: typeof created) => chipsOf(of).map(({ kind, text }) => `${kind} ${text}`);
  expect(words(created)).toEqual(["scope create"]);
  expect(words(lowered)).toEqual(["function lower case", "function substring 0, 36"]);
  expect(words(mapped)).toEqual(["values 1 value, else false", "condition if $.a == 1"]);
  expect(
    words(row({ optional: true, preserveArray: true, correlation: true, defaultValue: '"a"', ignore: true })),
  ).toEqual(["rule optional", "rule keep list", "rule key", 'rule else "a"', "rule left out"]);
  expect(sentence(lowered)).toBe("Mapping 2, $.userName to $.userName, lower case, substring 0, 36, changed");
  expect(functionText({ pointer: "", name: "toString", parameters: [] })).toBe("to string");
  expect(titleCase("minimumNumberOfDigits")).toBe("Minimum Number Of Digits");
});

it("cuts a mapping out of its text, whatever ends the lines", () => {
  for (const end of ["\n", "\r\n", "\r"]) {
    const text = ["[", "    {", '      "é😀": [1,', "       2]", "    }, 0", "]"].join(end);
    const part = partOf(text, { from: { line: 2, column: 5 }, to: { line: 5, column: 6 } });
    expect(part).toBe(text.slice(text.indexOf("{"), text.indexOf("}") + 1));
    expect(outdented(part)).toBe(["{", '  "é😀": [1,', "   2]", "}"].join("\n"));
  }
});
