import { QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { Difference } from "../../api/generated/Difference";
import type { DifferencePage } from "../../api/generated/DifferencePage";
import type { HistoryEntry } from "../../api/generated/HistoryEntry";
import type { HistoryPage } from "../../api/generated/HistoryPage";
import type { SystemNode } from "../../api/generated/SystemNode";
import { useChangeRequest } from "../../shell/changes";
import { client } from "../../shell/data";
import { HistoryTab } from "./HistoryTab";

const call = vi.hoisted(() => vi.fn());
vi.mock("../../api/api", () => ({ call, onEvent: vi.fn(async () => () => undefined) }));

const system = { id: "s", name: "Retail PROD" } as SystemNode;
const text = (message: string, code = "") => ({ code, params: { number: "3" }, message });
const rows: HistoryEntry[] = [
  {
    id: "change-9",
    kind: "change",
    at: "2026-03-04T11:00:00Z",
    who: "ann",
    title: text("Delete 3 Users"),
    reason: "ticket 4711",
    journal: { entry: 9, requests: 3, failed: 1, undo: "offered" },
  },
  {
    id: "configuration-2",
    kind: "transformation",
    at: "2026-03-04T10:00:00Z",
    who: "bob",
    title: text("Write transformation, version 3", "history.writeVersion"),
    reason: "why",
  },
  {
    id: "configuration-1",
    kind: "property",
    at: "2026-03-01T10:00:00Z",
    who: "bob",
    title: text("URL set to u"),
    reason: "",
  },
];

const difference = (more: Partial<Difference>): Difference => ({
  at: "2026-03-05T11:00:00Z",
  since: "2026-03-05T09:00:00Z",
  own: false,
  changeSet: 4,
  kind: "user",
  act: "removed",
  entity: "u3",
  name: "zoe@acme.example",
  origin: "acme-ias",
  fields: [],
  ...more,
});
const differences: DifferencePage = {
  rows: [
    difference({
      kind: "member",
      act: "added",
      entity: "u1",
      name: "jo@acme.example",
      holder: { id: "Retail Viewer", name: "Retail Viewer" },
    }),
    difference({
      act: "changed",
      entity: "u2",
      name: "max@acme.example",
      fields: [{ name: "active", before: "true", after: "false" }],
    }),
    difference({}),
  ],
  total: 3,
  counts: [],
};

let page: HistoryPage;
beforeEach(() => {
  // Nothing is laid out here; the list must believe that it has room.
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, "offsetWidth", "get").mockReturnValue(800);
  client.clear();
  page = {
    rows,
    total: 3,
    counts: [
      { kind: "change", count: 1 },
      { kind: "property", count: 1 },
      { kind: "transformation", count: 1 },
    ],
  };
  call.mockReset().mockImplementation(async (command: string) => {
    if (command === "system_history") return structuredClone(page);
    if (command === "differences") return structuredClone(differences);
    return command === "system_history_csv" ? "Time,Who\r\n" : "/tmp/file";
  });
});

function Asked() {
  return <output data-testid="asked">{JSON.stringify(useChangeRequest()?.change)}</output>;
}
const show = () =>
  render(
    <QueryClientProvider client={client}>
      <HistoryTab system={system} />
      <Asked />
    </QueryClientProvider>,
  );

it("tells by day what was done, with the way back and the way there", async () => {
  show();
  const shown = await screen.findAllByTestId("history-row");
  expect(shown).toHaveLength(3);
  expect(shown.map((row) => row.querySelector("h2")?.textContent)).toEqual(["4 Mar 2026", undefined, "1 Mar 2026"]);
  expect(shown[0]?.textContent).toContain("ann · ticket 4711 · 1 request failed");
  expect(shown[0]?.querySelector("a")?.getAttribute("href")).toBe("#/activity/9");
  expect(shown[1]?.querySelector("a")?.getAttribute("href")).toBe("#/system/s/transformations/write");
  expect(shown[2]?.querySelector("a")).toBeNull();
  fireEvent.click(screen.getByTestId("history-undo"));
  expect(screen.getByTestId("asked").textContent).toBe('{"kind":"undo","entry":9}');
});

it("keeps the focus on an entry when a newer one comes in above it", async () => {
  show();
  const ticks = await screen.findAllByTestId("history-tick");
  ticks[2]?.focus();
  page = { ...page, rows: [{ ...(rows[0] as HistoryEntry), id: "change-10" }, ...rows], total: 4 };
  await act(() => client.invalidateQueries({ queryKey: ["system_history"] }));
  await waitFor(() => expect(screen.getAllByTestId("history-row")).toHaveLength(4));
  expect(document.activeElement).toBe(ticks[2]);
  expect(ticks[2]?.getAttribute("aria-label")).toContain("URL set to u");
});

it("opens what a refresh found that others did", async () => {
  const found: HistoryEntry = {
    id: "difference-4",
    kind: "difference",
    at: "2026-03-05T11:00:00Z",
    who: "",
    title: text("2 users added outside Zonedesk"),
    reason: "",
    changeSet: 4,
  };
  page = { rows: [found], total: 1, counts: [{ kind: "difference", count: 1 }] };
  show();
  fireEvent.click(await screen.findByTestId("history-differences"));
  const listed = await screen.findAllByTestId("difference-row");
  expect(listed.map((row) => row.querySelector(".ell")?.textContent)).toEqual([
    "jo@acme.example added to Retail Viewer",
    "max@acme.example changed",
    "zoe@acme.example removed",
  ]);
  expect(listed[1]?.querySelector("small")?.textContent).toBe("User · acme-ias · active: true → false");
  expect(listed.map((row) => row.querySelector("a")?.getAttribute("href") ?? null)).toEqual([
    "#/system/s/users/u1",
    "#/system/s/users/u2",
    null,
  ]);
  const asked = call.mock.calls.filter(([name]) => name === "differences").at(-1)?.[1];
  expect(asked.query).toMatchObject({ system: "s", changeSet: 4, outside: true });
});

it("says what changed between two entries that are ticked, whichever came first", async () => {
  show();
  const ticks = await screen.findAllByTestId("history-tick");
  const tick = (i: number) => fireEvent.click(ticks[i] as HTMLElement);
  tick(1);
  expect(screen.queryByTestId("history-between")).toBeNull();
  tick(0);
  tick(2);
  expect(ticks.map((one) => (one as HTMLInputElement).checked)).toEqual([true, false, true]);
  fireEvent.click(screen.getByTestId("history-between"));
  const listed = await screen.findAllByTestId("difference-row");
  expect(listed[2]?.querySelector("small")?.textContent).toContain("User · acme-ias · outside Zonedesk");
  expect(screen.getByText(/The account was not read whole yet/)).toBeTruthy();
  const asked = call.mock.calls.filter(([name]) => name === "differences").at(-1)?.[1];
  expect(asked.query).toMatchObject({
    system: "s",
    since: "2026-03-01T10:00:00Z",
    until: "2026-03-04T11:00:00Z",
    outside: false,
  });
});

it("filters, and exports what is shown", async () => {
  show();
  fireEvent.click(await screen.findByTestId("chip-property"));
  const asked = (command: string) => call.mock.calls.filter(([name]) => name === command).at(-1)?.[1];
  await waitFor(() => expect(asked("system_history").query.kinds).toEqual(["property"]));
  fireEvent.click(screen.getByTestId("history-export"));
  await waitFor(() => expect(asked("save_text")).toEqual({ name: "Retail PROD history.csv", text: "Time,Who\r\n" }));
  expect(asked("system_history_csv").query).toMatchObject({ system: "s", kinds: ["property"] });
});

it("says that there is nothing, of a kind or at all", async () => {
  page = { rows: [], total: 0, counts: [] };
  show();
  expect(await screen.findByText("Nothing was done here yet")).toBeTruthy();
  fireEvent.click(screen.getByTestId("chip-system"));
  fireEvent.click(await screen.findByText("Clear Filters"));
  expect(await screen.findByText("Nothing was done here yet")).toBeTruthy();
});
