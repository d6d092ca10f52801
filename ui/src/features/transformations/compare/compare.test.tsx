import { QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { MappingDifference } from "../../../api/generated/MappingDifference";
import type { SystemNode } from "../../../api/generated/SystemNode";
import type { Transformation } from "../../../api/generated/Transformation";
import type { TransformationComparison } from "../../../api/generated/TransformationComparison";
import { client } from "../../../shell/data";
import { navigate, usePlace } from "../../../shell/router";
import { ComparePage } from "./ComparePage";

const call = vi.hoisted(() => vi.fn());
vi.mock("../../../api/api", () => ({ call, onEvent: vi.fn(async () => () => undefined) }));

const node = (id: string, name: string) =>
  ({ id, name, state: "reachable", refreshedAt: "2026-11-24T09:14:00Z" }) as SystemNode;
const version = (number: number) => ({
  number,
  at: "2026-11-24T09:14:00Z",
  who: "ann",
  description: `Change ${number}`,
  inUse: number === 7,
});
const range = (line: number) => ({ from: { line, column: 1 }, to: { line, column: 2 } });
const mapping = (
  id: string,
  kind: MappingDifference["kind"],
  title: string,
  more: Partial<MappingDifference> = {},
): MappingDifference => ({ id, kind, title, before: 3, after: 3, tags: [], lines: [], ...more });
const changed = mapping("m1", "changed", "$.userName", {
  tags: ["functions"],
  rangeAfter: range(25),
  lines: [
    { name: "sourcePath", before: "$.userName", after: "$.userName", same: true },
    { name: "functions[0]", after: "toLowerCaseString", same: false },
    { name: "condition", before: "$.a == 1", after: "$.b == 1", same: false },
  ],
});
const moved = mapping("m2", "moved", "$.origin", { before: 12, moved: { matters: [] } });
const removed = mapping("m3", "removed", "$.phoneNumbers", {
  lines: [{ name: "optional", before: "true", same: false }],
});
const differ: TransformationComparison = {
  sameMeaning: false,
  sameText: false,
  differingLines: 9,
  added: 0,
  removed: 1,
  changed: 1,
  moved: 1,
  unchanged: 1,
  before: { label: "Retail PROD · Version 7", inUse: true, errors: 0, warnings: 0, who: "ann", description: "Why" },
  after: { label: "Draft", inUse: false, errors: 0, warnings: 1 },
  entities: [
    {
      id: "user",
      name: "user",
      before: 15,
      after: 16,
      members: [],
      mappings: [changed, moved, removed],
      unchanged: [{ title: "$.active", before: 4, after: 4 }],
    },
  ],
  others: [],
  notes: [{ severity: "warning", text: "Look twice.", change: "m1" }],
  brokenBefore: [],
  brokenAfter: [],
};
const job = { id: "j", kind: "effect", state: "done", done: 9, total: 9 };
const row = { entity: "user", id: "u1", title: "Gareth.Pugh@old.example", kind: "changed", values: 1 };
const counts = { entity: "user", entities: 2014, changed: 214, failing: 0, passing: 1, appearing: 0, vanishing: 0 };

let stored: Transformation;
let compared: TransformationComparison;
let answers: Record<string, (args: never) => unknown>;
beforeEach(async () => {
  // Nothing is laid out here; the lists must believe that they have room.
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, "offsetWidth", "get").mockReturnValue(200);
  client.clear();
  stored = {
    version: version(7),
    text: "{}",
    isDefault: false,
    draft: { base: 7, at: "2026-11-24T09:14:00Z", text: "[]" },
  };
  compared = differ;
  answers = {
    landscape: () => ({ systems: [node("s", "Retail PROD"), node("o", "Retail QA")], demo: false }),
    transformation: () => stored,
    transformation_versions: () => [7, 6].map(version),
    transformation_compare: () => compared,
    transformation_text: () => '{"a": 1}',
    transformation_merge: ({ taken }: { taken: string[] }) => `merged ${taken}`,
    transformation_save: ({ version: { basedOn } }: { version: { basedOn: number } }) => {
      stored = { ...stored, version: version(basedOn + 1) };
      return stored.version;
    },
    transformation_effect_start: () => job,
    transformation_effect: () => ({
      state: "done",
      counts: [counts],
      collisions: [],
      total: 1,
      rows: [row],
      milliseconds: 20,
      idle: [],
    }),
    transformation_effect_one: () => ({
      before: { kind: "entity", text: '{"userName": "a@old"}' },
      after: { kind: "failed", message: "no such path", mapping: 4 },
      differences: [],
    }),
    save_text: () => null,
  };
  call
    .mockReset()
    .mockImplementation(async (command: string, args: never) => structuredClone(answers[command]?.(args)));
});

function Here() {
  return <ComparePage rest={usePlace().segments.slice(1)} />;
}
const show = async (to: string) => {
  await act(() => navigate(to));
  return render(
    <QueryClientProvider client={client}>
      <Here />
    </QueryClientProvider>,
  );
};
const calls = (command: string) => call.mock.calls.filter(([name]) => name === command).map(([, args]) => args);
const press = (key: string) => fireEvent.keyDown(screen.getByTestId("change-list"), { key });
const selected = () => screen.getAllByTestId("change").find((line) => line.getAttribute("aria-selected") === "true");
const describe = async (text: string) => {
  const field = await screen.findByTestId("description");
  (field as HTMLInputElement).value = text;
  fireEvent.input(field);
  fireEvent.click(screen.getByTestId("describe-save"));
};

it("compares the draft with the version in use where the address says no more", async () => {
  await show("/compare/s/read");
  await screen.findAllByTestId("card");
  expect(calls("transformation_compare")[0]).toEqual({
    system: "s",
    kind: "read",
    before: { of: "version", number: 7 },
    after: { of: "draft" },
  });
  expect(screen.getByTestId("side-A").textContent).toContain("“Why”");
});

it("shows each change with both sides aligned, and marks only what differs", async () => {
  await show("/compare/s/read");
  const [first, second, third] = await screen.findAllByTestId("card");
  const cells = [...(first?.querySelectorAll(".cell") ?? [])];
  expect(cells.map((cell) => cell.className)).toEqual([
    "cell",
    "cell",
    "cell nil",
    "cell added",
    "cell removed",
    "cell added",
  ]);
  expect([...(first?.querySelectorAll("em") ?? [])].map((part) => part.textContent)).toEqual([
    "toLowerCaseString",
    "a",
    "b",
  ]);
  expect(first?.textContent).toContain("Look twice.");
  expect(second?.textContent).toContain("moved 12 → 3");
  expect(second?.textContent).toContain("The new place has no effect");
  expect(third?.querySelector("em")).toBeNull();
  fireEvent.click(screen.getByTestId("same-user"));
  expect(screen.getByText("$.active")).toBeTruthy();
});

it("shows the former name of a target that was renamed", async () => {
  const lines = [
    { name: "sourcePath", before: "$.a", after: "$.a", same: true },
    { name: "targetPath", before: "$.nickName", after: changed.title, same: false },
  ];
  compared = { ...differ, entities: differ.entities.map((one) => ({ ...one, mappings: [{ ...changed, lines }] })) };
  await show("/compare/s/read");
  const card = await screen.findByTestId("card");
  expect(card.querySelector("s")?.textContent).toBe("$.nickName");
});

it("walks, filters, and opens a change in the editor at its line", async () => {
  await show("/compare/s/read");
  await screen.findAllByTestId("card");
  fireEvent.keyDown(window, { key: "j" });
  expect(selected()?.textContent).toContain("$.origin");
  fireEvent.keyDown(window, { key: "k" });
  expect(document.activeElement).toBe(screen.getByTestId("change-list"));
  press("End");
  expect(selected()?.textContent).toContain("$.phoneNumbers");
  fireEvent.click(screen.getByTestId("chip-changed"));
  expect(screen.getAllByTestId("change")).toHaveLength(1);
  press("Enter");
  await waitFor(() => expect(location.hash).toBe("#/system/s/transformations/read?line=25"));
});

it("saves what was taken as a version, and goes on with what is left", async () => {
  await show("/compare/s/read");
  await screen.findAllByTestId("card");
  press(" ");
  expect(selected()?.textContent).toContain("left as in A");
  fireEvent.click(screen.getByTestId("save-taken"));
  await describe("ticket 4711");
  await waitFor(() => expect(location.hash).toBe("#/compare/s/read?a=v8&b=draft"));
  expect(calls("transformation_merge")[0].taken).toEqual(["m2", "m3"]);
  expect(calls("transformation_save")).toEqual([
    { version: { system: "s", kind: "read", basedOn: 7, description: "ticket 4711" }, text: "merged m2,m3" },
  ]);
  expect(calls("draft_discard")).toEqual([]);
});

it("leaves to the editor when all of the draft was taken", async () => {
  await show("/compare/s/read");
  fireEvent.click(await screen.findByTestId("save-taken"));
  await describe("all of it");
  await waitFor(() => expect(location.hash).toBe("#/system/s/transformations/read"));
  expect(calls("transformation_text").at(-1).side).toEqual({ of: "draft" });
  expect(calls("transformation_save")[0].text).toBe('{"a": 1}');
  expect(calls("draft_discard")).toHaveLength(1);
});

it("says that another version was saved meanwhile, and saves nothing over it", async () => {
  await show("/compare/s/read");
  fireEvent.click(await screen.findByTestId("save-taken"));
  answers.transformation_save = () => {
    stored = { ...stored, version: version(8) };
    throw { code: "ZD8002", message: "Version 8 was saved meanwhile by ann.", where: "8" };
  };
  await describe("mine");
  expect((await screen.findByTestId("describe-error")).textContent).toContain("Version 8 was saved meanwhile");
  const strip = await screen.findByTestId("compare-meanwhile");
  expect(calls("transformation_save")[0].version.basedOn).toBe(7);
  fireEvent.click(within(strip).getByRole("button"));
  await waitFor(() => expect(location.hash).toBe("#/compare/s/read?a=v8&b=draft"));
});

it("leaves what the other saver changed as it is", async () => {
  stored = { ...stored, version: version(8) };
  answers.transformation_compare = ({ before }: { before: { number: number } }) =>
    before.number === 7
      ? { ...differ, entities: differ.entities.map((one) => ({ ...one, mappings: [changed] })) }
      : differ;
  await show("/compare/s/read?a=v8&b=draft");
  expect((await screen.findByTestId("compare-conflict")).textContent).toContain("2 changes that only Version 8 has");
  fireEvent.click(screen.getByTestId("save-taken"));
  await describe("mine");
  await waitFor(() => expect(calls("transformation_merge")[0]?.taken).toEqual(["m1"]));
  await waitFor(() => expect(calls("draft_discard")).toHaveLength(1));
});

it("chooses sides and swaps them", async () => {
  await show("/compare/s/read?a=v7&b=draft");
  await screen.findAllByTestId("card");
  fireEvent.click(screen.getByTestId("swap"));
  await waitFor(() => expect(location.hash).toBe("#/compare/s/read?a=draft&b=v7"));
  fireEvent.click(within(screen.getByTestId("side-B")).getByRole("button"));
  fireEvent.change(await screen.findByTestId("side-find"), { target: { value: "qa" } });
  fireEvent.keyDown(screen.getByTestId("side-find"), { key: "Enter" });
  await waitFor(() => expect(location.hash).toBe("#/compare/s/read?a=draft&b=system%3Ao"));
  expect(calls("transformation_compare").at(-1).after).toEqual({ of: "system", system: "o" });
});

it("takes a file, and asks which system of an export is meant", async () => {
  answers.transformation_file = () => ({
    name: "all.json",
    systems: [
      { name: "DEV", read: true, write: true },
      { name: "Half", read: false, write: true },
    ],
  });
  await show("/compare/s/read?a=v7&b=draft");
  await screen.findAllByTestId("card");
  const file = new File(['{"systems": []}'], "all.json");
  fireEvent.change(screen.getByTestId("file-A"), { target: { files: [file] } });
  const half = await screen.findByTestId("which-Half");
  fireEvent.click(half);
  expect(half.textContent).toContain("no Read Transformation");
  fireEvent.click(screen.getByTestId("which-DEV"));
  await waitFor(() => expect(location.hash).toMatch(/a=file%3A\d+&b=draft/));
  await waitFor(() =>
    expect(calls("transformation_compare").at(-1).before).toEqual({
      of: "file",
      name: "all.json",
      text: '{"systems": []}',
      system: "DEV",
    }),
  );
});

it("says why a file is not taken", async () => {
  answers.transformation_file = () => {
    throw { code: "ZD8007", message: "“a.json” cannot be compared: it is empty.", help: "Choose a file." };
  };
  await show("/compare/s/read?a=v7&b=draft");
  await screen.findAllByTestId("card");
  fireEvent.change(screen.getByTestId("file-A"), { target: { files: [new File([""], "a.json")] } });
  expect((await screen.findByTestId("file-refused")).textContent).toContain("it is empty");
  expect(location.hash).toBe("#/compare/s/read?a=v7&b=draft");
});

it("says that a file is gone, and lets another side be chosen", async () => {
  await show("/compare/s/read?a=file%3A99&b=draft");
  expect((await screen.findByTestId("side-gone")).textContent).toContain("choose the file again");
  expect(screen.getByTestId("side-A")).toBeTruthy();
});

it.each([
  [{ sameText: true, differingLines: 0 }, "Both are the same text"],
  [{ sameText: false, differingLines: 14 }, "Same meaning. Text differs in 14 lines."],
])("says that nothing differs: %o", async (more, title) => {
  compared = { ...differ, sameMeaning: true, entities: [], notes: [], ...more };
  await show("/compare/s/read");
  const equal = await screen.findByTestId("equal");
  expect(equal.innerHTML).toContain(title);
  expect(screen.queryByTestId("save-taken")).toBeNull();
  expect(calls("transformation_effect_start")).toEqual([]);
});

it("tells what is broken by its line, shows both as texts, runs nothing and merges nothing", async () => {
  const finding = { code: "ZT001", severity: "error" as const, message: "A comma is missing.", range: range(12) };
  compared = { ...differ, brokenAfter: [finding] };
  await show("/compare/s/read");
  await screen.findByTestId("merge");
  expect((await screen.findByTestId("compare-broken")).textContent).toContain(
    "B cannot be read whole. Line 12: A comma",
  );
  expect(screen.getByTestId("save-taken").getAttribute("aria-disabled")).toBe("true");
  expect(calls("transformation_effect_start")).toEqual([]);
});

it("shows what the difference does to real entities, and explains one", async () => {
  await show("/compare/s/read");
  expect((await screen.findByTestId("effect-headline")).textContent).toBe("214 of 2,014 users would read differently");
  const output = await screen.findByTestId("effect-output");
  await waitFor(() => expect(output.textContent).toContain("B fails in mapping 4: no such path"));
  expect(within(output).getByTestId("effect-explain").getAttribute("href")).toBe(
    "#/system/s/transformations/read?user=u1",
  );
});

it("ends a run that nobody looks at any more", async () => {
  answers.transformation_effect_start = () => ({ ...job, state: "running" });
  const shown = await show("/compare/s/read");
  await screen.findByTestId("effect-cancel");
  shown.unmount();
  await waitFor(() => expect(calls("job_cancel")).toEqual([{ id: "j" }]));
});

it("says why there is no effect to be seen where the account was never read", async () => {
  answers.landscape = () => ({ systems: [{ ...node("s", "Retail PROD"), refreshedAt: undefined }], demo: false });
  await show("/compare/s/read");
  expect(await screen.findByTestId("no-snapshot")).toBeTruthy();
  expect(calls("transformation_effect_start")).toEqual([]);
});

it("shows the texts, on demand without what only their layout tells apart", async () => {
  answers.transformation_text = ({ side }: { side: { of: string } }) =>
    side.of === "draft" ? '{"b":2,"a":1}' : '{\n  "a": 1,\n  "b": 2\n}';
  await show("/compare/s/read?mode=text");
  await screen.findByTestId("merge");
  expect(screen.queryByTestId("texts-equal")).toBeNull();
  fireEvent.click(screen.getByTestId("ignore-layout"));
  expect((await screen.findByTestId("texts-equal")).textContent).toContain("Only whitespace");
});

it("saves the difference as a file", async () => {
  await show("/compare/s/read");
  fireEvent.click(await screen.findByTestId("compare-download"));
  await waitFor(() => expect(calls("save_text")[0]?.name).toBe("Retail PROD read transformation, difference.md"));
  expect(calls("save_text")[0].text).toContain("**Moved** `$.origin`");
});

it("compares all systems with one, each leading to its comparison", async () => {
  const same = { added: 0, removed: 0, changed: 0, moved: 0, path: ["Acme"], isDefault: false };
  answers.transformation_landscape = () => ({
    against: "SAP Default",
    rows: [
      { ...same, system: "s", name: "Retail PROD", sameText: false, sameMeaning: false, added: 2, moved: 1 },
      { ...same, system: "o", name: "Retail QA", sameText: true, sameMeaning: true, isDefault: true },
    ],
  });
  await show("/compare");
  const first = await screen.findByTestId("landscape-row-Retail PROD");
  expect(first.textContent).toContain("3 mappings differ");
  expect(screen.getByTestId("landscape-row-Retail QA").textContent).toContain("Same text");
  fireEvent.click(screen.getByTestId("chip-same"));
  expect(screen.queryByTestId("landscape-row-Retail PROD")).toBeNull();
  fireEvent.click(screen.getByTestId("chip-all"));
  fireEvent.click(screen.getByTestId("landscape-row-Retail PROD"));
  await screen.findAllByTestId("card");
  expect(calls("transformation_compare").at(-1)).toMatchObject({
    before: { of: "default" },
    after: { of: "version", number: 7 },
  });
});
