import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { withoutNulls } from "./api";

it("names the commands that the shell registers", () => {
  const shell = readFileSync("../src-tauri/src/commands/mod.rs", "utf8");
  const registered = [...(/generate_handler!\[([^\]]*)\]/.exec(shell)?.[1] ?? "").matchAll(/(\w+)\s*(?:,|$)/g)];
  const table = readFileSync("src/api/api.ts", "utf8");
  const named = [...(/interface Commands \{(.*?)\n\}/s.exec(table)?.[1] ?? "").matchAll(/^ {2}(\w+):/gm)];
  const names = (matches: RegExpExecArray[]) => matches.map(([, name]) => name).sort();
  // Called by `page_faults.js`, which runs before any script of the page.
  const beside = ["page_fault"];
  expect(names(registered).filter((name) => !beside.includes(name ?? ""))).toEqual(names(named));
});

it.each([
  [null, null],
  ["text", "text"],
  [
    { parent: null, users: 0, name: "" },
    { users: 0, name: "" },
  ],
  [[{ a: { b: null, c: [{ d: null }] } }], [{ a: { c: [{}] } }]],
])("knows what is absent, case %#", (sent, received) => expect(withoutNulls(sent)).toEqual(received));
