import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { begin, calls, changed, differ, press, range, selected, show, world } from "./compare.fixtures";

vi.mock("../../../api/api", () => ({ call: vi.fn(), onEvent: vi.fn(async () => () => undefined) }));

beforeEach(begin);

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
  world.compared = {
    ...differ,
    entities: differ.entities.map((one) => ({ ...one, mappings: [{ ...changed, lines }] })),
  };
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

it.each([
  [{ sameText: true, differingLines: 0 }, "Both are the same text"],
  [{ sameText: false, differingLines: 14 }, "Same meaning. Text differs in 14 lines."],
])("says that nothing differs: %o", async (more, title) => {
  world.compared = { ...differ, sameMeaning: true, entities: [], notes: [], ...more };
  await show("/compare/s/read");
  const equal = await screen.findByTestId("equal");
  expect(equal.innerHTML).toContain(title);
  expect(screen.queryByTestId("save-taken")).toBeNull();
  expect(calls("transformation_effect_start")).toEqual([]);
});

it("tells what is broken by its line, shows both as texts, runs nothing and merges nothing", async () => {
  const finding = { code: "ZT001", severity: "error" as const, message: "A comma is missing.", range: range(12) };
  world.compared = { ...differ, brokenAfter: [finding] };
  await show("/compare/s/read");
  await screen.findByTestId("merge");
  expect((await screen.findByTestId("compare-broken")).textContent).toContain(
    "B cannot be read whole. Line 12: A comma",
  );
  expect(screen.getByTestId("save-taken").getAttribute("aria-disabled")).toBe("true");
  expect(calls("transformation_effect_start")).toEqual([]);
});

it("shows the texts, on demand without what only their layout tells apart", async () => {
  world.answers.transformation_text = ({ side }: { side: { of: string } }) =>
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
  world.answers.transformation_landscape = () => ({
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
