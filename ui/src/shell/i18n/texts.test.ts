import { readFileSync } from "node:fs";
import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, it } from "vitest";
import { textOf } from ".";
import { en } from "./en";

it("has only texts that can be read", () => {
  const broken = Object.entries(en).filter(([, text]) => {
    try {
      new IntlMessageFormat(text, "en-GB");
      return false;
    } catch {
      return true;
    }
  });
  expect(broken.map(([key]) => key)).toEqual([]);
});

describe("texts of the backend", () => {
  const table = ["texts.rs", "exchange/texts.rs", "properties/texts.rs", "system_history/texts.rs"]
    .map((file) => readFileSync(`../src-tauri/crates/app/src/${file}`, "utf8"))
    .map((source) => source.slice(source.indexOf("pub const TEXTS"), source.indexOf("\n];")))
    .join("");
  const row = /\(\s*"((?:[^"\\]|\\.)*)",\s*"((?:[^"\\]|\\.)*)",\s*"((?:[^"\\]|\\.)*)",?\s*\)/g;
  const rows = [...table.matchAll(row)].map(([, code = "", one = "", several = ""]) => ({
    code,
    one: one.replaceAll('\\"', '"'),
    several: several.replaceAll('\\"', '"'),
  }));

  it("were found", () => {
    expect(rows.length).toBeGreaterThan(50);
    expect(rows.length).toBe(table.match(/^\s*\(/gm)?.length);
  });

  it.each(rows)("$code says in English what the backend says", ({ code, one, several }) => {
    for (const [count, sentence] of [
      ["1", one],
      ["1200", several || one],
    ] as const) {
      const names = [...`${one} ${several}`.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
      const numbers: Record<string, string> = { count, before: "1200", after: "2400" };
      const params = Object.fromEntries([...names, "count"].map((name) => [name, numbers[name] ?? `<${name}>`]));
      const shown: Record<string, string> = { 1: "1", 1200: "1,200", 2400: "2,400" };
      const expected = sentence.replace(
        /\{(\w+)\}/g,
        (_, name: string) => shown[params[name] ?? ""] ?? params[name] ?? "",
      );
      expect(textOf({ code, params, message: "not translated" }).replaceAll("’", "'")).toBe(expected);
    }
  });
});

it.each([
  ["no.such", "has none"],
  ["title.addMembers", "wants more than an old entry of the journal holds"],
])("shows the backend's own sentence for %s, where the language %s", (code) => {
  expect(textOf({ code, params: {}, message: "As it is" })).toBe("As it is");
});
