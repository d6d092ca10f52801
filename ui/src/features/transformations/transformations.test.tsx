import { QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { Language } from "../../api/generated/Language";
import type { SystemNode } from "../../api/generated/SystemNode";
import type { Transformation } from "../../api/generated/Transformation";
import type { TransformationCheck } from "../../api/generated/TransformationCheck";
import { Question } from "../../shell/ask";
import { client } from "../../shell/data";
import { navigate } from "../../shell/router";
import { statusTexts } from "../../shell/status";
import { startedDescription } from "./compare/conflict";
import { TransformationsTab } from "./TransformationsTab";
import { noWords } from "./tryout/testing";

const call = vi.hoisted(() => vi.fn());
vi.mock("../../api/api", () => ({ call, onEvent: vi.fn(async () => () => undefined) }));

const system = { id: "s", name: "Retail PROD", state: "reachable" } as SystemNode;
const version = (number: number) => ({
  number,
  at: "2026-11-24T09:14:00Z",
  who: "ann",
  description: `Change ${number}`,
  inUse: number === 7,
});
const range = (line: number, to = line) => ({ from: { line, column: 1 }, to: { line: to, column: 2 } });
const fine: TransformationCheck = {
  readable: true,
  errors: 0,
  warnings: 0,
  findings: [],
  entities: [
    { name: "user", mappings: [{ title: "$.id", range: range(1), runsOn: [], correlationOnly: false }], removed: [] },
  ],
  removed: 0,
  lines: [],
  properties: [],
};
const words: Language = { ...noWords, variables: [{ name: "fixed", takes: "", help: "" }] };

let stored: Transformation;
let answers: Record<string, (args: never) => unknown>;
beforeEach(async () => {
  await navigate("/");
  // Nothing is laid out here; the list must believe that it has room.
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, "offsetWidth", "get").mockReturnValue(200);
  window.innerWidth = 1440;
  client.clear();
  stored = { version: version(7), text: "{}", isDefault: false };
  answers = {
    transformation: () => stored,
    transformation_versions: () => [7, 6, 1].map(version),
    transformation_check: () => fine,
    transformation_language: () => words,
    transformation_text: () => "{ }",
    draft_save: ({ base, text }: { base: number; text: string }) => {
      stored = { ...stored, draft: { base, text, at: "2026-11-24T10:00:00Z" } };
      return stored.draft;
    },
    draft_discard: () => {
      const { draft: _, ...rest } = stored;
      stored = rest;
    },
    transformation_save: ({ version: { basedOn }, text }: { version: { basedOn: number }; text: string }) => {
      stored = { version: version(basedOn + 1), text, isDefault: false };
      return stored.version;
    },
    transformation_apply: () => version(8),
    save_text: () => "/tmp/file",
  };
  call
    .mockReset()
    .mockImplementation(async (command: string, args: never) => structuredClone(answers[command]?.(args)));
});

const show = async () => {
  const shown = render(
    <QueryClientProvider client={client}>
      <TransformationsTab system={system} />
      <Question />
    </QueryClientProvider>,
  );
  await screen.findByTestId("transformation-editor");
  return shown;
};
const calls = (command: string) => call.mock.calls.filter(([name]) => name === command).map(([, args]) => args);
const content = () => document.querySelector<HTMLElement>(".cm-content");
/** Puts a text into the editor as an undo or a paste would. */
const write = async (text: string) => {
  const { EditorView } = await import("@codemirror/view");
  const view = EditorView.findFromDOM(content() as HTMLElement);
  act(() => view?.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }));
};
const pressSave = async () => {
  const button = screen.getByTestId("transformation-save");
  await waitFor(() => expect(button.getAttribute("aria-disabled")).toBeNull());
  fireEvent.click(button);
};
const describe = async (text: string) => {
  const field = await screen.findByTestId("description");
  (field as HTMLInputElement).value = text;
  fireEvent.input(field);
  fireEvent.click(screen.getByTestId("describe-save"));
};

it("keeps what is written as a draft and takes it up again", async () => {
  const shown = await show();
  expect(screen.getByTestId("transformation-state").textContent).toBe("Version 7");
  await write('{"a": 1}');
  await waitFor(() => expect(screen.getByTestId("transformation-state").textContent).toBe("Draft of Version 7"));
  await waitFor(() => expect(calls("draft_save")).toEqual([{ system: "s", kind: "read", base: 7, text: '{"a": 1}' }]));
  await waitFor(() => expect(statusTexts.get()?.left).toContain("draft saved"));
  shown.unmount();
  await show();
  expect(content()?.textContent).toBe('{"a": 1}');
});

it("keeps what was written at the last moment before the tab goes", async () => {
  const shown = await show();
  await write("[]");
  shown.unmount();
  await waitFor(() => expect(calls("draft_save")).toHaveLength(1));
});

it("forgets the draft of a text that is in use again", async () => {
  await show();
  await write("[]");
  await waitFor(() => expect(calls("draft_save")).toHaveLength(1));
  await write("{}");
  await waitFor(() => expect(calls("draft_discard")).toHaveLength(1));
  expect(screen.getByTestId("transformation-state").textContent).toBe("Version 7");
});

it("saves a version with its description, and not without", async () => {
  await show();
  await write("[]");
  await pressSave();
  await describe(" ");
  expect((await screen.findByTestId("description-error")).textContent).toBe("Every version has a description.");
  await describe("ticket 4711");
  await waitFor(() => expect(screen.getByTestId("transformation-state").textContent).toBe("Version 8"));
  const saved = { system: "s", kind: "read", basedOn: 7, description: "ticket 4711" };
  expect(calls("transformation_save")).toEqual([{ version: saved, text: "[]" }]);
  expect(content()?.textContent).toBe("[]");
});

it("leads the second of two savers to what came between, and keeps what was typed", async () => {
  await show();
  await write("[]");
  answers.transformation_save = () => {
    throw { code: "ZD8002", message: "Version 8 was saved meanwhile by ann.", where: "8" };
  };
  await pressSave();
  await describe("mine");
  await waitFor(() => expect(location.hash).toBe("#/compare/s/read?a=v8&b=draft"));
  expect(calls("draft_save").at(-1)).toMatchObject({ base: 7, text: "[]" });
  expect(startedDescription("s", "read")).toBe("mine");
});

it("tells of another version beside a draft, and discards the draft when told", async () => {
  stored = { version: version(8), text: "theirs", isDefault: false, draft: { base: 7, at: "", text: "mine" } };
  await show();
  expect(content()?.textContent).toBe("mine");
  expect(screen.getByTestId("draft-meanwhile").textContent).toContain("Version 8 was saved by ann");
  fireEvent.click(screen.getByText("Show Difference"));
  await waitFor(() => expect(location.hash).toBe("#/compare/s/read?a=v8&b=draft"));
  fireEvent.click(screen.getByTestId("transformation-state"));
  fireEvent.click(screen.getByTestId("menu-discard"));
  fireEvent.click(await screen.findByTestId("question-yes"));
  await waitFor(() => expect(content()?.textContent).toBe("theirs"));
});

it("compares what is written, and without it the last change", async () => {
  await show();
  fireEvent.click(screen.getByTestId("transformation-compare"));
  await waitFor(() => expect(location.hash).toBe("#/compare/s/read"));
  await write("[]");
  fireEvent.click(screen.getByTestId("transformation-compare"));
  await waitFor(() => expect(location.hash).toBe("#/compare/s/read?a=v7&b=draft"));
  expect(calls("draft_save")).toHaveLength(1);
});

it("tells findings, and saves nothing while there are errors", async () => {
  const at = (line: number, severity: "error" | "warning") => ({
    code: "ZT031",
    severity,
    message: `In ${line}`,
    range: range(line),
  });
  answers.transformation_check = () => ({
    ...fine,
    errors: 1,
    warnings: 1,
    findings: [
      at(1, "error"),
      { ...at(2, "warning"), fix: { title: "Write x", edits: [{ range: range(2), text: "x" }] } },
    ],
  });
  await show();
  await write("a\nb");
  await waitFor(() => expect(calls("transformation_check").at(-1)).toMatchObject({ text: "a\nb" }));
  await waitFor(() => expect(screen.getAllByTestId("finding")).toHaveLength(2));
  await waitFor(() => expect(screen.getByTestId("transformation-save").getAttribute("aria-disabled")).toBe("true"));
  fireEvent.keyDown(window, { key: "s", ctrlKey: true });
  expect(screen.queryByTestId("describe")).toBeNull();
  fireEvent.keyDown(window, { key: "F8" });
  await waitFor(() => expect(screen.getAllByTestId("finding")[1]?.className).toContain("current"));
  fireEvent.click(screen.getByTestId("fix"));
  expect(content()?.textContent).toBe("ax");
});

it("keeps the last list of mappings while the text is torn, and says where and how to mend it", async () => {
  await show();
  expect(await screen.findByText("$.id")).toBeTruthy();
  answers.transformation_check = ({ text }: { text: string }) =>
    text === "{"
      ? {
          ...fine,
          readable: false,
          errors: 1,
          entities: [],
          findings: [
            {
              code: "ZT003",
              severity: "error",
              message: "Not closed",
              range: range(1),
              fix: {
                title: "Close it",
                edits: [{ range: { from: { line: 1, column: 2 }, to: { line: 1, column: 2 } }, text: "}" }],
              },
            },
          ],
        }
      : fine;
  await write("{");
  const torn = await screen.findByTestId("torn");
  expect(torn.textContent).toContain("Line 1 Not closed");
  expect(screen.getByText("$.id")).toBeTruthy();
  fireEvent.click(screen.getByTestId("torn-fix"));
  expect(content()?.textContent).toBe("{}");
  await waitFor(() => expect(screen.queryByTestId("torn")).toBeNull());
});

it("asks before a file takes the place of what is written, and undo brings it back", async () => {
  await show();
  const file = new File(["\uFEFF[1]"], "other.json");
  fireEvent.drop(content() as HTMLElement, { dataTransfer: { files: [file], types: ["Files"] } });
  const replace = await screen.findByTestId("replace");
  expect(replace.textContent).toContain("other.json");
  expect(content()?.textContent).toBe("{}");
  fireEvent.click(screen.getByTestId("replace-text"));
  await waitFor(() => expect(content()?.textContent).toBe("[1]"));
  fireEvent.click(screen.getByTestId("editor-undo"));
  expect(content()?.textContent).toBe("{}");
});

it("says that a text was written for another kind of system", async () => {
  answers.transformation_check = () => ({ ...fine, foreign: "This is not written for a proxy system." });
  await show();
  expect((await screen.findByTestId("foreign")).textContent).toContain("not written for a proxy system. It is checked");
});

it("lays the text out in one step that can be undone", async () => {
  await show();
  answers.transformation_edit = () => [
    { range: { from: { line: 1, column: 2 }, to: { line: 1, column: 2 } }, text: "  " },
  ];
  fireEvent.click(screen.getByTestId("editor-format"));
  await waitFor(() => expect(content()?.textContent).toBe("{  }"));
  expect(calls("transformation_edit")).toEqual([{ text: "{}", acts: [{ act: "format" }] }]);
  fireEvent.click(screen.getByTestId("editor-undo"));
  expect(content()?.textContent).toBe("{}");
});

it("renames the variable at the cursor everywhere", async () => {
  stored = { ...stored, text: '{"u": {"mappings": [{"targetVariable": "old"}, {"sourceVariable": "fixed"}]}}' };
  await show();
  const { EditorView } = await import("@codemirror/view");
  const view = EditorView.findFromDOM(content() as HTMLElement);
  fireEvent.keyDown(window, { key: "F2" });
  await waitFor(() => expect(client.isFetching()).toBe(0));
  act(() => view?.dispatch({ selection: { anchor: stored.text.indexOf("fixed") } }));
  fireEvent.keyDown(window, { key: "F2" });
  expect(screen.queryByTestId("rename")).toBeNull();
  act(() => view?.dispatch({ selection: { anchor: 41 } }));
  fireEvent.keyDown(window, { key: "F2" });
  const field = (await screen.findByTestId("rename-to")) as HTMLInputElement;
  field.value = "new}";
  fireEvent.input(field);
  fireEvent.click(screen.getByTestId("rename-act"));
  expect((await screen.findByTestId("rename-to-error")).textContent).toContain("holds no { }");
  field.value = "new";
  fireEvent.input(field);
  answers.transformation_edit = () => [];
  fireEvent.click(screen.getByTestId("rename-act"));
  await waitFor(() =>
    expect(calls("transformation_edit")[0]?.acts).toEqual([{ act: "renameVariable", from: "old", to: "new" }]),
  );
});

it("mends at the cursor and goes to a mapping by the keyboard", async () => {
  const fix = { title: "Write x", edits: [{ range: range(2), text: "x" }] };
  answers.transformation_check = () => ({
    ...fine,
    findings: [{ code: "ZT031", severity: "warning", message: "m", range: range(2), fix }],
    entities: [
      {
        name: "user",
        mappings: ["$.a", "$.b"].map((title, i) => ({
          title,
          range: range(i + 1),
          runsOn: [],
          correlationOnly: false,
        })),
        removed: [{ title: "$.gone", number: 3 }],
      },
    ],
  });
  stored = { ...stored, text: "a\nb" };
  await show();
  expect((await screen.findByTestId("removed")).textContent).toContain("$.gone");
  await screen.findByTestId("finding");
  fireEvent.keyDown(window, { key: "g", ctrlKey: true });
  const field = await screen.findByTestId("go-to-input");
  fireEvent.change(field, { target: { value: ".b" } });
  fireEvent.keyDown(field, { key: "Enter" });
  await waitFor(() => expect(statusTexts.get()?.right).toEqual(["Ln 2, Col 1", "JSON, 2 spaces"]));
  fireEvent.keyDown(window, { key: ".", ctrlKey: true });
  expect(content()?.textContent).toBe("ax");
});

it("lists versions, and applies, compares and downloads them", async () => {
  await show();
  fireEvent.click(screen.getByTestId("transformation-history"));
  expect(await screen.findAllByTestId("version")).toHaveLength(3);
  fireEvent.click(screen.getByTestId("compare-6"));
  await waitFor(() => expect(location.hash).toBe("#/compare/s/read?a=v6&b=v7"));
  fireEvent.click(screen.getByTestId("download-6"));
  await waitFor(() =>
    expect(calls("save_text")).toEqual([{ name: "Retail PROD read transformation, version 6.json", text: "{ }" }]),
  );
  fireEvent.click(screen.getByTestId("apply-6"));
  await describe("back");
  await waitFor(() => expect(calls("transformation_apply")).toHaveLength(1));
  expect(calls("transformation_apply")[0]).toMatchObject({ number: 6, version: { basedOn: 7, description: "back" } });
  cleanup();
});
