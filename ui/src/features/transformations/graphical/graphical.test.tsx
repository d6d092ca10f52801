import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { client } from "../../../shell/data";
import type { Try } from "../tryout/useTry";
import { Bench, language, rowsOf, world } from "./testingBench";

const call = vi.hoisted(() => vi.fn());
vi.mock("../../../api/api", () => ({ call, onEvent: vi.fn(async () => () => undefined) }));

beforeEach(() => {
  // Nothing is laid out here; the list must believe that it has room.
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, "offsetWidth", "get").mockReturnValue(700);
  Element.prototype.scrollIntoView = vi.fn();
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
  };
  client.clear();
  world.acted = [];
  world.selected = [];
  world.refuse = undefined;
  world.torn = false;
  world.steps.length = 0;
  world.onText.mockReset();
  world.document = {
    user: {
      mappings: [
        { constant: "dummy", targetPath: "$.id", scope: "createEntity" },
        { sourcePath: "$.userName", targetPath: "$.userName", team: "IAM" },
        { sourcePath: "$.name", targetPath: "$.name", optional: true },
        { sourcePath: "$.Operations", targetPath: "$.Operations", scope: "patchEntity" },
      ],
    },
  };
  const answers: Record<string, (args: { text: string }) => unknown> = {
    transformation_mappings: ({ text }) => (text === "{" ? { readable: false, entities: [] } : rowsOf(world.document)),
    transformation_language: () => language,
    transformation_paths: () => [
      { path: "$.userName", example: '"jana"', seen: 9, of: 9 },
      { path: "$.title", example: '"Dr."', seen: 2, of: 9 },
    ],
  };
  call
    .mockReset()
    .mockImplementation(async (command: string, args: never) => structuredClone(answers[command]?.(args)));
});

const show = async (props: Parameters<typeof Bench>[0] = {}) => {
  localStorage.clear();
  render(<Bench {...props} />);
  await screen.findAllByTestId("graphical-row");
};
const targets = () => world.document.user?.mappings.map(({ targetPath }) => targetPath);
const seen = () => screen.getAllByTestId("graphical-row").map((one) => one.querySelector(".tg code")?.textContent);
const rows = () => screen.getByTestId("graphical-rows");
const press = (key: string, keys = {}) => fireEvent.keyDown(rows(), { key, ...keys });
const open = async (index: number) => {
  fireEvent.click(screen.getAllByTestId("graphical-row")[index] as HTMLElement);
  return screen.findByTestId("mapping-form");
};
const current = () => document.getElementById(rows().getAttribute("aria-activedescendant") ?? "");
const type = (testid: string, value: string) => fireEvent.change(screen.getByTestId(testid), { target: { value } });

it("shows a row a mapping, with its rules, counted by operation", async () => {
  await show();
  expect(seen()).toEqual(["$.id", "$.userName", "$.name", "$.Operations"]);
  expect(screen.getByTestId("chip-create").textContent).toBe("Create3");
  expect(screen.getByTestId("chip-patch").textContent).toBe("Patch1");
  expect(screen.getAllByTestId("graphical-row")[2]?.getAttribute("aria-label")).toBe(
    "Mapping 3, $.name to $.name, optional",
  );
  cleanup();
  await show({ kind: "read" });
  expect(screen.queryByTestId("chip-patch")).toBeNull();
});

it("filters, and what is edited stays in sight", async () => {
  await show();
  fireEvent.click(screen.getByTestId("chip-create"));
  expect(seen()).toEqual(["$.id", "$.userName", "$.name"]);
  await open(1);
  fireEvent.change(screen.getByTestId("field-scope"), { target: { value: "patchEntity" } });
  await waitFor(() => expect(screen.getByTestId("chip-create").textContent).toBe("Create2"));
  expect(world.document.user?.mappings[1]?.scope).toBe("patchEntity");
  expect(seen()).toEqual(["$.id", "$.userName", "$.name"]);
  fireEvent.click(screen.getByTestId("mapping-close"));
  fireEvent.click(screen.getByTestId("chip-patch"));
  expect(seen()).toEqual(["$.userName", "$.Operations"]);
  type("graphical-filter", "nowhere");
  await screen.findByText("Clear Filter");
  fireEvent.click(screen.getByText("Clear Filter"));
  expect(seen()).toHaveLength(4);
});

it("moves by the keys over any distance, past what is hidden, and says so", async () => {
  await show();
  press("ArrowDown");
  press("ArrowDown");
  expect(current()?.textContent).toContain("$.id");
  press("ArrowDown", { altKey: true });
  press("ArrowDown", { altKey: true });
  await waitFor(() => expect(targets()).toEqual(["$.userName", "$.name", "$.id", "$.Operations"]));
  // Two presses at once: the second one moves what the first one moved.
  expect(world.acted.map(([one]) => one)).toMatchObject([
    { act: "move", pointer: "/user/mappings", from: 0, to: 1 },
    { act: "move", pointer: "/user/mappings", from: 1, to: 2 },
  ]);
  await waitFor(() => expect(screen.getByTestId("live").textContent).toBe("$.id is now mapping 3 of 4"));
  expect(current()?.textContent).toContain("$.id");
  expect(world.selected.at(-1)).toBe(4);
  press("Home", { altKey: true });
  await waitFor(() => expect(targets()?.[0]).toBe("$.id"));
  fireEvent.click(screen.getByTestId("chip-create"));
  press("End", { altKey: true });
  // Behind the last one that is shown; the hidden one keeps its place at the end.
  await waitFor(() => expect(targets()).toEqual(["$.userName", "$.name", "$.id", "$.Operations"]));
  fireEvent.keyDown(window, { key: "z", ctrlKey: true });
  await waitFor(() => expect(seen()[0]).toBe("$.id"));
  expect(current()?.textContent).toContain("$.id");
});

it("moves what an undo a moment ago has put elsewhere", async () => {
  await show();
  await open(1);
  press("ArrowDown", { altKey: true });
  await waitFor(() => expect(seen()).toEqual(["$.id", "$.name", "$.userName", "$.Operations"]));
  fireEvent.keyDown(window, { key: "z", ctrlKey: true });
  press("ArrowUp", { altKey: true });
  await waitFor(() => expect(targets()).toEqual(["$.userName", "$.id", "$.name", "$.Operations"]));
});

it("stays at the one of two equal mappings that is edited", async () => {
  const same = { sourcePath: "$.a", targetPath: "$.a" };
  world.document.user = { mappings: [same, { ...same }] };
  await show();
  await open(1);
  type("field-target", "$.b");
  fireEvent.blur(screen.getByTestId("field-target"));
  await waitFor(() => expect(seen()).toEqual(["$.a", "$.b"]));
  expect(screen.getByTestId("mapping-form").textContent).toContain("user · mapping 2");
});

it("opens by Enter, gives the focus to the form and back", async () => {
  await show();
  press("End");
  press("ArrowUp");
  press("Enter");
  const form = await screen.findByTestId("mapping-form");
  expect(document.activeElement).toBe(within(form).getByRole("heading", { name: "$.name" }));
  expect(form.textContent).toContain("user · mapping 3");
  fireEvent.keyDown(form, { key: "Escape" });
  expect(screen.queryByTestId("mapping-form")).toBeNull();
  expect(document.activeElement).toBe(rows());
  press("ArrowLeft");
  press("ArrowLeft");
  expect(screen.queryAllByTestId("graphical-row")).toHaveLength(0);
  press("ArrowRight");
  expect(seen()).toHaveLength(4);
});

it("deletes and duplicates", async () => {
  await show();
  await open(1);
  press("Delete");
  await waitFor(() => expect(targets()).toEqual(["$.id", "$.name", "$.Operations"]));
  expect(screen.getByTestId("live").textContent).toBe("$.userName is deleted. Undo brings it back.");
  expect(current()?.textContent).toContain("$.name");
  expect(screen.queryByTestId("mapping-form")).toBeNull();
  await open(2);
  fireEvent.click(screen.getByTestId("mapping-duplicate"));
  await waitFor(() => expect(world.document.user?.mappings).toHaveLength(4));
  expect(world.document.user?.mappings[3]).toEqual(world.document.user?.mappings[2]);
  await waitFor(() => expect(screen.getByTestId("mapping-form").textContent).toContain("user · mapping 4"));
});

it("sends what is typed at a pause or when the field is left, and takes an empty text out", async () => {
  await show();
  await open(1);
  vi.useFakeTimers({ shouldAdvanceTime: true });
  type("field-target", "$.a");
  type("field-target", "$.ab");
  expect(world.acted).toEqual([]);
  await act(() => vi.advanceTimersByTimeAsync(800));
  vi.useRealTimers();
  expect(world.acted).toEqual([[{ act: "set", pointer: "/user/mappings/1/targetPath", json: '"$.ab"' }]]);
  type("field-condition", "$.a == 1");
  fireEvent.blur(screen.getByTestId("field-condition"));
  await waitFor(() => expect(world.document.user?.mappings[1]?.condition).toBe("$.a == 1"));
  type("field-condition", "");
  fireEvent.keyDown(screen.getByTestId("field-condition"), { key: "Enter" });
  await waitFor(() => expect(world.document.user?.mappings[1]).not.toHaveProperty("condition"));
  expect(Object.keys(world.document.user?.mappings[1] ?? {})).toEqual(["sourcePath", "targetPath", "team"]);
  expect(screen.getByTestId("field-others").textContent).toContain('team"IAM"');
});

it("keeps what cannot be sent in its field, with the reason", async () => {
  await show();
  await open(1);
  const field = screen.getByTestId("field-default");
  fireEvent.click(screen.getByTestId("field-default-mode"));
  type("field-default", "{no");
  fireEvent.blur(field);
  expect(screen.getByTestId("field-default-problem").textContent).toContain("This is no JSON");
  expect((field as HTMLInputElement).value).toBe("{no");
  expect(world.acted).toEqual([]);
  fireEvent.keyDown(field, { key: "Escape" });
  expect((field as HTMLInputElement).value).toBe("");
  expect(screen.getByTestId("mapping-form")).toBeTruthy();
  world.refuse = "Nothing stands there.";
  type("field-target", "$.x");
  fireEvent.blur(screen.getByTestId("field-target"));
  expect((await screen.findByTestId("field-target-problem")).textContent).toBe("Nothing stands there.");
  expect((screen.getByTestId("field-target") as HTMLInputElement).value).toBe("$.x");
  world.refuse = undefined;
  type("field-condition", "bad");
  fireEvent.blur(screen.getByTestId("field-condition"));
  expect((await screen.findByTestId("field-condition-problem")).textContent).toBe("No condition");
});

it("reads from another kind of source once it has a value", async () => {
  await show();
  await open(1);
  fireEvent.click(screen.getByTestId("source-constant"));
  expect(world.acted).toEqual([]);
  type("field-source", "true");
  fireEvent.blur(screen.getByTestId("field-source"));
  await waitFor(() => expect(world.document.user?.mappings[1]?.constant).toBe("true"));
  expect(world.document.user?.mappings[1]).not.toHaveProperty("sourcePath");
  // The text becomes the boolean that it looks like.
  fireEvent.click(screen.getByTestId("field-source-mode"));
  await waitFor(() => expect(world.document.user?.mappings[1]?.constant).toBe(true));
});

it("adds, changes, moves and removes functions", async () => {
  await show();
  await open(1);
  const add = async (name: string) => {
    fireEvent.click(screen.getByTestId("add-function"));
    type("picker-search", name);
    await waitFor(() => expect(screen.getAllByTestId("picker-option")).toHaveLength(1));
    fireEvent.keyDown(screen.getByTestId("picker-search"), { key: "Enter" });
  };
  await add("substr");
  await waitFor(() => expect(screen.getAllByTestId("function")).toHaveLength(1));
  await add("encode");
  await waitFor(() => expect(screen.getAllByTestId("function")).toHaveLength(2));
  const functions = () => world.document.user?.mappings[1]?.functions;
  expect(functions()).toEqual([
    { function: "substring", beginIndex: 0 },
    { function: "encode", algorithm: "base32" },
  ]);
  type("parameter-beginIndex", "2");
  fireEvent.blur(screen.getByTestId("parameter-beginIndex"));
  await waitFor(() => expect(functions()).toMatchObject([{ beginIndex: 2 }, {}]));
  type("parameter-beginIndex", "two");
  fireEvent.blur(screen.getByTestId("parameter-beginIndex"));
  expect(await screen.findByText(/A whole number/)).toBeTruthy();
  type("parameter-algorithm", "base64");
  await waitFor(() => expect(functions()).toMatchObject([{ beginIndex: 2 }, { algorithm: "base64" }]));
  fireEvent.keyDown(screen.getAllByTestId("function")[1] as HTMLElement, { key: "ArrowUp", altKey: true });
  await waitFor(() => expect(functions()).toMatchObject([{ function: "encode" }, { function: "substring" }]));
  fireEvent.click(screen.getAllByTestId("function-more")[0] as HTMLElement);
  fireEvent.click(screen.getByTestId("parameter-skipPadding"));
  await waitFor(() => expect(functions()).toMatchObject([{ skipPadding: true }, {}]));
  for (const left of [1, 0]) {
    fireEvent.click(screen.getAllByTestId("function-remove")[0] as HTMLElement);
    await waitFor(() => expect(screen.queryAllByTestId("function")).toHaveLength(left));
  }
  expect(world.document.user?.mappings[1]).not.toHaveProperty("functions");
});

it("adds a mapping from a path of the snapshot, behind the current one", async () => {
  await show();
  press("ArrowDown");
  press("ArrowDown");
  fireEvent.click(screen.getByText("add"));
  await screen.findByText("$.title");
  type("picker-search", "$.tit");
  await waitFor(() => expect(screen.getAllByTestId("picker-option")[0]?.textContent).toBe('$.title"Dr." · in 2 of 9'));
  fireEvent.keyDown(screen.getByTestId("picker-search"), { key: "Enter" });
  await waitFor(() => expect(world.document.user?.mappings).toHaveLength(5));
  expect(world.document.user?.mappings[1]).toEqual({ sourcePath: "$.title", targetPath: "$.title", optional: true });
  await waitFor(() => expect(screen.getByTestId("mapping-form").textContent).toContain("user · mapping 2"));
});

it("shows the value after each step of the try", async () => {
  world.document.user?.mappings[1] &&
    Object.assign(world.document.user.mappings[1], { functions: [{ function: "toLowerCaseString" }] });
  const mapping = (number: number) => ({
    number,
    title: "$.userName",
    range: { from: { line: number + 1, column: 1 }, to: { line: number + 1, column: 2 } },
    outcome: "ran",
    source: "$.userName",
    places: [],
    value: '"Gareth"',
    functions: [{ name: "toLowerCaseString", ran: true, value: '"gareth"' }],
    targets: ["$.userName"],
    target: "$.userName",
    result: '"gareth"',
  });
  const tried = { mappings: [1, 2, 3, 4].map(mapping), ended: { kind: "entity", text: "{}" } };
  await show({
    attempt: { tried, sample: { of: "stored", id: "1", title: "Gareth.Pugh" } } as unknown as Partial<Try>,
  });
  const form = await open(1);
  expect(screen.getByTestId("source-value").textContent).toBe('"Gareth"');
  expect(screen.getByTestId("function").textContent).toContain('"gareth"');
  expect(form.textContent).toContain("Values: Gareth.Pugh");
  fireEvent.click(screen.getByTestId("mapping-tab-try"));
  expect(screen.getByTestId("mapping-steps").textContent).toContain("toLowerCaseString");
});

it("writes the JSON of one mapping", async () => {
  await show();
  await open(1);
  fireEvent.click(screen.getByTestId("mapping-tab-json"));
  const area = screen.getByTestId("mapping-json") as HTMLTextAreaElement;
  expect(JSON.parse(area.value)).toEqual(world.document.user?.mappings[1]);
  type("mapping-json", '{"a": ');
  fireEvent.click(screen.getByTestId("mapping-json-apply"));
  expect(screen.getByText(/no JSON yet/)).toBeTruthy();
  expect(world.acted).toEqual([]);
  type("mapping-json", '{\n  "sourcePath": "$.b"\n}');
  fireEvent.click(screen.getByTestId("mapping-json-apply"));
  await waitFor(() => expect(world.document.user?.mappings[1]).toEqual({ sourcePath: "$.b" }));
});

it("shows the last rows of a text that broke, and changes nothing in it", async () => {
  await show();
  await open(1);
  fireEvent.click(screen.getByText("tear"));
  expect((await screen.findByTestId("graphical-torn")).textContent).toContain("Line 1: A comma is missing");
  expect(seen()).toHaveLength(4);
  press("Delete");
  press("ArrowDown", { altKey: true });
  expect(screen.getByTestId("mapping-delete").getAttribute("aria-disabled")).toBe("true");
  expect((screen.getByTestId("field-target") as HTMLInputElement).closest("fieldset")?.disabled).toBe(true);
  fireEvent.click(screen.getByTestId("graphical-mend"));
  expect(world.onText).toHaveBeenCalledWith({ line: 1, column: 1 });
  expect(world.acted).toEqual([]);
});

it("draws only the rows in sight of ten thousand", async () => {
  world.document.user = {
    mappings: Array.from({ length: 10_000 }, (_, i) => ({ sourcePath: `$.p${i}`, targetPath: `$.p${i}` })),
  };
  await show();
  expect(screen.getAllByTestId("graphical-row").length).toBeLessThan(80);
  type("graphical-filter", "$.p9999");
  await waitFor(() => expect(seen()).toEqual(["$.p9999"]));
});
