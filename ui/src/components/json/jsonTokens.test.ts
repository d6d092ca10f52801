import { expect, it } from "vitest";
import { compact, head, jsonTokens } from "./jsonTokens";

it.each([
  ['{ "a": "b:c", "n": -1.5e3, "t": true }', 'name:"a" string:"b:c" name:"n" value:-1.5e3 name:"t" value:true'],
  ['"say \\"hi\\""', 'string:"say \\"hi\\""'],
  ["not json at all", ""],
])("tells apart %s", (json, expected) => {
  const tokens = jsonTokens(json);
  expect(tokens.map((t) => t.text).join("")).toBe(json);
  const named = tokens.filter((t) => t.kind !== "plain").map((t) => `${t.kind}:${t.text}`);
  expect(named.join(" ")).toBe(expected);
});

it.each([
  ["a\nb\nc", 2, { text: "a\nb", more: 1 }],
  ["a", 2, { text: "a", more: 0 }],
])("cuts %j after %d lines", (text, lines, expected) => {
  expect(head(text, lines)).toEqual(expected);
});

it.each([
  [
    {
      members: [
        { value: "a", type: "USER" },
        { value: "b{\n}", type: "USER" },
      ],
    },
  ],
  [{ a: {}, b: [], c: "}" }],
  ["{ }"],
])("puts innermost objects on one line and changes nothing else: %j", (value) => {
  const text = compact(JSON.stringify(value, null, 2));
  expect(JSON.parse(text)).toEqual(value);
});

it("writes a list of members a line each", () => {
  expect(compact(JSON.stringify({ members: [{ value: "a", n: 1 }] }, null, 2))).toBe(
    '{\n  "members": [\n    { "value": "a", "n": 1 }\n  ]\n}',
  );
});
