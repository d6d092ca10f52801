import { readFileSync } from "node:fs";
import { expect, it, vi } from "vitest";
import { call, onVaultLocked, vaultLocked, withoutNulls } from "./api";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("@tauri-apps/api/core", () => ({ invoke }));

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

it("asks once more when the person has opened the vault, and only then", async () => {
  const locked = { code: vaultLocked, message: "locked" };
  const other = { code: "ZD2001", message: "unknown" };
  let opens = true;
  let asked = 0;
  onVaultLocked(async () => {
    asked += 1;
    return opens;
  });
  const ask = (...answers: object[]) => {
    invoke.mockReset();
    for (const answer of answers) {
      if ("code" in answer) invoke.mockRejectedValueOnce(answer);
      else invoke.mockResolvedValueOnce(answer);
    }
    return call("jobs", {});
  };
  expect(await ask(locked, [])).toEqual([]);
  await expect(ask(locked, locked)).rejects.toEqual(locked);
  expect(asked).toBe(2);
  await expect(ask(other)).rejects.toEqual(other);
  expect(asked).toBe(2);
  opens = false;
  await expect(ask(locked)).rejects.toEqual(locked);
  expect(invoke).toHaveBeenCalledTimes(1);
});
