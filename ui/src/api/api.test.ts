import { readFileSync } from "node:fs";
import { expect, it, vi } from "vitest";
import { call, onEvent, onSentence, onVaultLocked, received, vaultLocked } from "./api";

const { invoke, listen } = vi.hoisted(() => ({
  invoke: vi.fn(),
  listen: vi.fn(
    async (..._: unknown[]) =>
      () =>
        undefined,
  ),
}));
vi.mock("@tauri-apps/api/core", () => ({ invoke }));
vi.mock("@tauri-apps/api/event", () => ({ listen }));

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
])("knows what is absent, case %#", (sent, ready) => expect(received(sent)).toEqual(ready));

it("has the sentences of the backend said in the person's language, but no text by code and nothing of a person's", () => {
  onSentence((sentence) => `said ${sentence}`);
  const error = { code: "ZD3003", message: "Taken.", help: "Choose.", where: "name" };
  const title = { code: "title.undo", params: {}, message: "Undo" };
  expect(received({ name: "Retail", jobs: [{ title, error }], steps: [{ error: "Broken.", note: "Read." }] })).toEqual({
    name: "Retail",
    jobs: [{ title, error: { ...error, message: "said Taken.", help: "said Choose." } }],
    steps: [{ error: "said Broken.", note: "said Read." }],
  });
  onSentence((sentence) => sentence);
});

it("tells all who follow of an event of the one stream, and none who left", async () => {
  const [first, second] = [vi.fn(), vi.fn()];
  const leave = await onEvent(first);
  await onEvent(second);
  expect(listen).toHaveBeenCalledTimes(1);
  const tell = listen.mock.calls[0]?.[1] as (event: { payload: object }) => void;
  tell({ payload: { kind: "landscape", place: null } });
  expect(first.mock.calls).toEqual([[{ kind: "landscape" }]]);
  leave();
  tell({ payload: { kind: "landscape" } });
  expect([first, second].map((follower) => follower.mock.calls.length)).toEqual([1, 2]);
});

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
