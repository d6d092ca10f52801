import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { client } from "../../shell/data";
import { statusTexts } from "../../shell/status";
import { startedDescription } from "./compare/conflict";
import {
  begin,
  calls,
  content,
  describe,
  fine,
  pressSave,
  range,
  show,
  version,
  world,
  write,
} from "./transformations.fixtures";

vi.mock("../../api/api", () => ({ call: vi.fn(), onEvent: vi.fn(async () => () => undefined) }));

beforeEach(begin);

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
  world.answers.transformation_save = () => {
    throw { code: "ZD8002", message: "Version 8 was saved meanwhile by ann.", where: "8" };
  };
  await pressSave();
  await describe("mine");
  await waitFor(() => expect(location.hash).toBe("#/compare/s/read?a=v8&b=draft"));
  expect(calls("draft_save").at(-1)).toMatchObject({ base: 7, text: "[]" });
  expect(startedDescription("s", "read")).toBe("mine");
});

it("tells of another version beside a draft, and discards the draft when told", async () => {
  world.stored = { version: version(8), text: "theirs", isDefault: false, draft: { base: 7, at: "", text: "mine" } };
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
  world.answers.transformation_check = () => ({
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

it("reads a finding whole where it is cut to two lines: from its place, and as a tooltip", async () => {
  const message = "Two mappings write $.emails[0].value, and the second always wins.";
  const fix = { title: "Remove it", edits: [] };
  const findings = [{ code: "ZT031", severity: "warning" as const, message, range: range(1), fix }];
  world.answers.transformation_check = () => ({ ...fine, warnings: 1, findings });
  await show();
  const finding = await screen.findByTestId("finding");
  const place = within(finding).getByRole("button", { name: "Line 1", description: message });
  expect(place.nextElementSibling?.getAttribute("title")).toBe(message);
});

it("keeps the last list of mappings while the text is torn, and says where and how to mend it", async () => {
  await show();
  expect(await screen.findByText("$.id")).toBeTruthy();
  world.answers.transformation_check = ({ text }: { text: string }) =>
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
  world.answers.transformation_check = () => ({ ...fine, foreign: "This is not written for a proxy system." });
  await show();
  expect((await screen.findByTestId("foreign")).textContent).toContain("not written for a proxy system. It is checked");
});

it("lays the text out in one step that can be undone", async () => {
  await show();
  world.answers.transformation_edit = () => [
    { range: { from: { line: 1, column: 2 }, to: { line: 1, column: 2 } }, text: "  " },
  ];
  fireEvent.click(screen.getByTestId("editor-format"));
  await waitFor(() => expect(content()?.textContent).toBe("{  }"));
  expect(calls("transformation_edit")).toEqual([{ text: "{}", acts: [{ act: "format" }] }]);
  fireEvent.click(screen.getByTestId("editor-undo"));
  expect(content()?.textContent).toBe("{}");
});

it("renames the variable at the cursor everywhere", async () => {
  world.stored = {
    ...world.stored,
    text: '{"u": {"mappings": [{"targetVariable": "old"}, {"sourceVariable": "fixed"}]}}',
  };
  await show();
  const { EditorView } = await import("@codemirror/view");
  const view = EditorView.findFromDOM(content() as HTMLElement);
  fireEvent.keyDown(window, { key: "F2" });
  await waitFor(() => expect(client.isFetching()).toBe(0));
  act(() => view?.dispatch({ selection: { anchor: world.stored.text.indexOf("fixed") } }));
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
  world.answers.transformation_edit = () => [];
  fireEvent.click(screen.getByTestId("rename-act"));
  await waitFor(() =>
    expect(calls("transformation_edit")[0]?.acts).toEqual([{ act: "renameVariable", from: "old", to: "new" }]),
  );
});

it("mends at the cursor and goes to a mapping by the keyboard", async () => {
  const fix = { title: "Write x", edits: [{ range: range(2), text: "x" }] };
  world.answers.transformation_check = () => ({
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
  world.stored = { ...world.stored, text: "a\nb" };
  await show();
  expect((await screen.findByTestId("removed")).textContent).toContain("$.gone");
  await screen.findByTestId("finding");
  fireEvent.keyDown(window, { key: "g", ctrlKey: true });
  const field = await screen.findByTestId("go-to-mapping-input");
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
