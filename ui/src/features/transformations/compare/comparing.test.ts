import { describe, expect, it } from "vitest";
import type { EntityDifference } from "../../../api/generated/EntityDifference";
import type { MappingDifference } from "../../../api/generated/MappingDifference";
import type { TransformationComparison } from "../../../api/generated/TransformationComparison";
import { collisionNotes, kindsOf } from "./effect/figures";
import { changesOf, countsOf, rowsOf, takenIds, theirs } from "./items";
import { layOut } from "./layOut";
import { markdownOf } from "./markdown";
import { outputLines } from "./outputLines";
import { partsOf } from "./parts";
import { keepFile, nameOf, outsideName, ownName, sideOf } from "./sides";

const mapping = (id: string, kind: MappingDifference["kind"], title: string, more = {}): MappingDifference => ({
  id,
  kind,
  title,
  before: 1,
  after: 1,
  tags: [],
  lines: [{ name: "targetPath", before: "$.a", after: "$.b", same: false }],
  ...more,
});
const entity = (name: string, more: Partial<EntityDifference> = {}): EntityDifference => ({
  id: name,
  name,
  before: 3,
  after: 3,
  members: [],
  mappings: [],
  unchanged: [],
  ...more,
});
const side = { label: "A", inUse: false, errors: 0, warnings: 0 };
const comparison = (entities: EntityDifference[], more: Partial<TransformationComparison> = {}) => ({
  sameMeaning: false,
  sameText: false,
  differingLines: 4,
  added: 0,
  removed: 0,
  changed: 0,
  moved: 0,
  unchanged: 0,
  before: side,
  after: { ...side, label: "B" },
  entities,
  others: [],
  notes: [],
  brokenBefore: [],
  brokenAfter: [],
  ...more,
});

describe("changes", () => {
  it("are of entity types, mappings and the document, each with its notes", () => {
    const changes = changesOf(
      comparison(
        [
          entity("user", {
            members: [
              { id: "user.skip", name: "skip[0]", after: "x" },
              { id: "user.skip", name: "skip[1]", after: "y" },
              { id: "user.condition", name: "condition", before: "a", after: "b" },
            ],
            mappings: [mapping("m1", "moved", "$.id"), mapping("m2", "changed", "$.b", { tags: ["targetPath"] })],
          }),
        ],
        {
          others: [{ id: "version", name: "version", before: "1" }],
          notes: [{ severity: "warning", text: "look", change: "m2" }],
        },
      ),
    );
    expect(changes.map(({ id, kind, of, title }) => [id, kind, of, title])).toEqual([
      ["user.skip", "added", "entity", "skip"],
      ["user.condition", "changed", "entity", "condition"],
      ["m1", "moved", "mapping", "$.id"],
      ["m2", "changed", "mapping", "$.b"],
      ["version", "removed", "document", "version"],
    ]);
    expect(changes[0]?.lines.map((line) => line.name)).toEqual(["skip[0]", "skip[1]"]);
    expect(changes[1]?.lines[0]?.name).toBe("");
    expect(changes[2]?.lines).toEqual([]);
    expect(changes[3]?.notes).toHaveLength(1);
    expect(countsOf(changes)).toEqual({ all: 5, added: 1, removed: 1, changed: 2, moved: 1 });
  });

  it("of an entity type that one side lacks go together", () => {
    const { before: _, ...gone } = entity("group", { mappings: [mapping("m1", "added", "$.id")] });
    const changes = changesOf(comparison([gone]));
    expect(changes.map(({ id, of }) => [id, of])).toEqual([
      ["group", "type"],
      ["group", "mapping"],
    ]);
    expect(takenIds(changes, new Set())).toEqual(["group"]);
    expect(takenIds(changes, new Set(["group"]))).toEqual([]);
  });

  it("are filtered by kind, with what is the same only where all are shown", () => {
    const all = comparison([
      entity("user", {
        mappings: [mapping("m1", "moved", "$.id")],
        unchanged: [{ title: "$.x", before: 1, after: 1 }],
      }),
      entity("group", { unchanged: [{ title: "$.y", before: 1, after: 1 }] }),
      entity("empty"),
    ]);
    const changes = changesOf(all);
    const rows = (filter: "all" | "moved" | "added") => rowsOf(all, changes, filter).map((row) => row.key);
    expect(rows("all")).toEqual(["head user", "mapping m1", "same user", "head group", "same group"]);
    expect(rows("moved")).toEqual(["head user", "mapping m1"]);
    expect(rows("added")).toEqual([]);
  });

  it("that only the other saver made are told from those of the draft", () => {
    const of = (...mappings: MappingDifference[]) => changesOf(comparison([entity("user", { mappings })]));
    const changes = of(mapping("1", "removed", "$.theirs"), mapping("2", "changed", "$.mine"));
    expect([...theirs(changes, of(mapping("9", "changed", "$.mine")))]).toEqual(["1"]);
  });
});

describe("sides", () => {
  it.each([
    ["v7", { of: "version", number: 7 }],
    ["draft", { of: "draft" }],
    ["default", { of: "default" }],
    ["system:s1", { of: "system", system: "s1" }],
    ["system:s1:3", { of: "system", system: "s1", version: 3 }],
    ["v", undefined],
    ["v-1", undefined],
    ["system:", undefined],
    ["file:99", undefined],
    ["text:x", undefined],
    ["", undefined],
  ])("%s", (name, expected) => {
    expect(sideOf(name)).toEqual(expected);
    if (expected) expect(nameOf(expected as never)).toBe(name);
  });

  it("keeps a file once", () => {
    const file = { of: "file" as const, name: "a.json", text: "{}" };
    const name = keepFile(file);
    expect(keepFile({ ...file })).toBe(name);
    expect(keepFile({ ...file, system: "DEV" })).not.toBe(name);
    expect(sideOf(name)).toEqual(file);
  });

  it("names its own versions for others and takes itself for its own", () => {
    expect(ownName("system:s1", "s1", 8)).toBe("v8");
    expect(ownName("system:s1:3", "s1", 8)).toBe("v3");
    expect(ownName("system:s2", "s1", 8)).toBe("system:s2");
    expect(outsideName("v3", "s1")).toBe("system:s1:3");
    expect(outsideName("draft", "s1")).toBeUndefined();
    expect(outsideName("default", "s1")).toBe("default");
  });
});

describe("parts of two values", () => {
  const marked = (before: string, after: string) =>
    partsOf(before, after).map((parts) => parts.map(({ text, changed }) => (changed ? `[${text}]` : text)).join(""));
  it.each([
    ["gareth@old.example", "gareth@acme.example", "gareth@[old].example", "gareth@[acme].example"],
    ["$.a", "$.a[0]", "$.a", "$.a[[0]]"],
    ["true", "false", "[true]", "[false]"],
    ["same", "same", "same", "same"],
    ["", "new", "", "[new]"],
  ])("%s → %s", (before, after, a, b) => expect(marked(before, after)).toEqual([a, b]));

  it("does not look into what is too long", () => {
    const [a] = partsOf("x".repeat(5000), `y${"x".repeat(5000)}`);
    expect(a).toEqual([{ text: "x".repeat(5000), changed: true }]);
  });
});

describe("one layout", () => {
  it.each([
    ['{"b":1,"a":[2,{"d":1e400,"c":null}]}', '{ "a" : [2, {"c":null, "d":1e400}],\n"b":1}'],
    ["[]", "[ ]"],
    ['"x"', ' "x" '],
  ])("is the same for %s and %s", (a, b) => {
    expect(layOut(a)).toBe(layOut(b));
    expect(layOut(a)).toBeDefined();
  });
  it.each([
    ["[1,2]", "[2,1]"],
    ['{"a":1}', '{"a":1.0}'],
    ['{"a":1,"a":2}', '{"a":2,"a":1}'],
  ])("tells %s from %s", (a, b) => expect(layOut(a)).not.toBe(layOut(b)));
  it.each(['{"a" 1}', '{"a":}', "[1,]", "{} {}", '{"a":1', "", "{,}"])("has none for %j", (text) => {
    expect(layOut(text)).toBeUndefined();
  });
  it("is a member a line", () => expect(layOut('{"b":[],"a":[1]}')).toBe('{\n  "a": [\n    1\n  ],\n  "b": []\n}'));
});

describe("two outputs in one", () => {
  const written = (a: string | undefined, b: string | undefined) =>
    outputLines(a, b).map(({ side, depth, name, parts, hidden }) => {
      const sign = { both: " ", before: "-", after: "+" }[side];
      const text = parts.map((part) => (part.changed ? `[${part.text}]` : part.text)).join("");
      return `${sign}${"  ".repeat(depth)}${name === undefined ? "" : `${name}: `}${hidden ? `…${hidden}` : text}`;
    });
  it.each([
    ['{"a":1,"b":[1,2]}', '{"b":[1,2],"a":1}', [" {", ' "b": [ 2 ],', ' "a": 1', " }"]],
    [
      '{"id":1,"gone":[1],"name":"ab@old.x"}',
      '{"id":1,"name":"ab@new.x","more":true}',
      [
        " {",
        ' "id": 1,',
        '-"gone": [[ 1 ]],',
        '-"name": "ab@[old].x",',
        '+"name": "ab@[new].x",',
        '+"more": [true]',
        " }",
      ],
    ],
    ['{"l":[1,2,3,4]}', '{"l":[1,2,9,4]}', [" {", ' "l": [', "   …2", "-  [3],", "+  [9],", "   …1", " ]", " }"]],
    [undefined, '{"a":{"b":1}}', ["+{", '+"a": { 1 }', "+}"]],
    ["1", "1", [" 1"]],
  ])("case %#", (a, b, lines) => {
    const unindented = written(a, b).map((line) => line.replace(/^(.) {2}/, "$1"));
    expect(unindented).toEqual(lines);
  });
});

describe("figures", () => {
  const counts = { entity: "user", entities: 9, changed: 2, failing: 0, passing: 1, appearing: 0, vanishing: 0 };
  const collision = {
    entity: "user",
    attribute: "userName",
    value: "a",
    before: 9,
    after: 8,
    ids: ["1", "2"],
    titles: ["A", "a"],
  };
  const page = {
    state: "done" as const,
    counts: [counts],
    collisions: [collision],
    total: 0,
    rows: [],
    milliseconds: 1,
    idle: [],
  };
  it("are told by kind", () => {
    expect(kindsOf(page)).toEqual([
      { kind: "changed", count: 2 },
      { kind: "passes", count: 1 },
      { kind: "collides", count: 2 },
    ]);
  });
  it("stand at the change that they come from", () => {
    const of = (name: string) =>
      changesOf(comparison([entity(name, { mappings: [mapping("m", "changed", "$.userName")] })]));
    const both = { ...page, collisions: [collision, { ...collision, value: "b", ids: ["3", "4"] }] };
    expect([...collisionNotes(both, of("user"))]).toEqual([
      ["mapping m", [{ key: "userName", count: 4, before: 9, after: 8 }]],
    ]);
    expect(collisionNotes(both, of("group")).size).toBe(0);
  });
});

it("writes a difference as Markdown that says nothing by the signs of its values", () => {
  const all = comparison(
    [
      entity("user", {
        mappings: [
          mapping("1", "changed", "$.a", {
            lines: [{ name: "condition", before: "a `b`", after: "c\n d", same: false }],
          }),
          mapping("2", "moved", "$.o", { before: 12, after: 3, moved: { matters: ["$.o is written *twice*"] } }),
        ],
      }),
    ],
    { changed: 1, moved: 1, unchanged: 2 },
  );
  expect(markdownOf(all, changesOf(all))).toBe(
    `# A → B

0 added, 0 removed, 1 changed, 1 moved; 2 mappings are unchanged.

- **Changed** \`$.a\` (user · mapping 1)
  - \`condition\`: \`\` a \`b\` \`\` → \`c d\`

- **Moved** \`$.o\` (user · moved 12 → 3)
  - $.o is written \\*twice\\*

`,
  );
});
