import { expect, it } from "vitest";
import type { TransformationOperation } from "../../api/generated/TransformationOperation";
import { shortPath } from "../../components/explain/shortPath";
import { type MappingFilter, type Row, rowAt, rowsOf } from "./mappingRows";

const range = (line: number) => ({ from: { line, column: 1 }, to: { line: line + 1, column: 2 } });
const mapping = (title: string, line: number, ...runsOn: TransformationOperation[]) => ({
  title,
  range: range(line),
  runsOn,
  correlationOnly: false,
});
const check = {
  entities: [
    {
      name: "user",
      mappings: [mapping("$.id", 3, "create"), mapping("$.userName", 5, "create", "update")],
      removed: [{ title: "$.gone", number: 2 }],
    },
    { name: "group", mappings: [mapping("$.id", 10, "patch")], removed: [] },
  ],
  properties: [{ name: "user.site", masked: false, range: range(5) }],
};

const told = (row: Row): string => {
  switch (row.is) {
    case "group":
      return `${row.open ? "v" : ">"} ${row.group.name}`;
    case "mapping":
      return `${row.number} ${row.mapping.title}`;
    case "removed":
      return `- ${row.removed.title}`;
    case "properties":
      return `${row.open ? "v" : ">"} properties ${row.count}`;
    default:
      return `%${row.property.name}%`;
  }
};

const all = ["v user", "1 $.id", "2 $.userName", "- $.gone", "v group", "1 $.id", "v properties 1", "%user.site%"];
const cases: [string[], MappingFilter, string[]][] = [
  [[], { text: "" }, all],
  [["user", "%"], { text: "" }, ["> user", "v group", "1 $.id", "> properties 1"]],
  [["user"], { text: "USER" }, ["v user", "2 $.userName", "v properties 1", "%user.site%"]],
  [[], { text: "gone" }, ["v user", "- $.gone"]],
  [["user"], { text: "", operation: "update" }, ["v user", "2 $.userName"]],
  [[], { text: "id", operation: "patch" }, ["v group", "1 $.id"]],
  [[], { text: "nowhere" }, []],
];
it.each(cases)("folds %j and filters %j", (folded, filter, rows) => {
  expect(rowsOf(check, folded, filter).map(told)).toEqual(rows);
});

it.each([
  [3, 1],
  [6, 2],
  [10, 5],
  [8, -1],
])("finds the mapping of line %i", (line, index) => {
  expect(rowAt(rowsOf(check, [], { text: "" }), line)).toBe(index);
});

it.each([
  ["$.userName", "$.userName"],
  ["$['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User']['costCenter']", "$[…].costCenter"],
  ["$.emails[?(@.primary== true)].value", "$.emails[?(@.primary== true)].value"],
  ["$['a b'].c", "$['a b'].c"],
])("shortens %s", (path, short) => expect(shortPath(path)).toBe(short));
