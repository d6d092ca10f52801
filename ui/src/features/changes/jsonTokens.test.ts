import { expect, it } from "vitest";
import { head, jsonTokens } from "./jsonTokens";

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
