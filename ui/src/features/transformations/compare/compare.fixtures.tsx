import { QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen } from "@testing-library/react";
import { vi } from "vitest";
import { call } from "../../../api/api";
import type { MappingDifference } from "../../../api/generated/MappingDifference";
import type { SystemNode } from "../../../api/generated/SystemNode";
import type { Transformation } from "../../../api/generated/Transformation";
import type { TransformationComparison } from "../../../api/generated/TransformationComparison";
import { client } from "../../../shell/data";
import { navigate, usePlace } from "../../../shell/router";
import { ComparePage } from "./ComparePage";

// Two transformations that differ, in place of the backend. A test that uses it mocks `api/api`.

export const node = (id: string, name: string) =>
  ({ id, name, state: "reachable", refreshedAt: "2026-11-24T09:14:00Z" }) as SystemNode;
export const version = (number: number) => ({
  number,
  at: "2026-11-24T09:14:00Z",
  who: "ann",
  description: `Change ${number}`,
  inUse: number === 7,
});
export const range = (line: number) => ({ from: { line, column: 1 }, to: { line, column: 2 } });
export const mapping = (
  id: string,
  kind: MappingDifference["kind"],
  title: string,
  more: Partial<MappingDifference> = {},
): MappingDifference => ({ id, kind, title, before: 3, after: 3, tags: [], lines: [], ...more });
export const changed = mapping("m1", "changed", "$.userName", {
  tags: ["functions"],
  rangeAfter: range(25),
  lines: [
    { name: "sourcePath", before: "$.userName", after: "$.userName", same: true },
    { name: "functions[0]", after: "toLowerCaseString", same: false },
    { name: "condition", before: "$.a == 1", after: "$.b == 1", same: false },
  ],
});
export const moved = mapping("m2", "moved", "$.origin", { before: 12, moved: { matters: [] } });
export const removed = mapping("m3", "removed", "$.phoneNumbers", {
  lines: [{ name: "optional", before: "true", same: false }],
});
export const differ: TransformationComparison = {
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
export const job = { id: "j", kind: "effect", state: "done", done: 9, total: 9 };
export const row = { entity: "user", id: "u1", title: "Gareth.Pugh@old.example", kind: "changed", values: 1 };
export const counts = {
  entity: "user",
  entities: 2014,
  changed: 214,
  failing: 0,
  passing: 1,
  appearing: 0,
  vanishing: 0,
};

/** What the backend holds and answers. */
export const world = {
  stored: {} as Transformation,
  compared: differ,
  answers: {} as Record<string, (args: never) => unknown>,
};

/** Before each test. */
export async function begin(): Promise<void> {
  // Nothing is laid out here; the lists must believe that they have room.
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, "offsetWidth", "get").mockReturnValue(200);
  client.clear();
  world.stored = {
    version: version(7),
    text: "{}",
    isDefault: false,
    draft: { base: 7, at: "2026-11-24T09:14:00Z", text: "[]" },
  };
  world.compared = differ;
  world.answers = {
    landscape: () => ({ systems: [node("s", "Retail PROD"), node("o", "Retail QA")], demo: false }),
    transformation: () => world.stored,
    transformation_versions: () => [7, 6].map(version),
    transformation_compare: () => world.compared,
    transformation_text: () => '{"a": 1}',
    transformation_merge: ({ taken }: { taken: string[] }) => `merged ${taken}`,
    transformation_save: ({ version: { basedOn } }: { version: { basedOn: number } }) => {
      world.stored = { ...world.stored, version: version(basedOn + 1) };
      return world.stored.version;
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
  vi.mocked(call)
    .mockReset()
    .mockImplementation(async (command, args) => structuredClone(world.answers[command]?.(args as never)) as never);
}

function Here() {
  return <ComparePage rest={usePlace().segments.slice(1)} />;
}
export const show = async (to: string) => {
  await act(() => navigate(to));
  return render(
    <QueryClientProvider client={client}>
      <Here />
    </QueryClientProvider>,
  );
};
export const calls = (command: string) =>
  vi
    .mocked(call)
    .mock.calls.filter(([name]) => name === command)
    // biome-ignore lint/suspicious/noExplicitAny: each test knows what it looks for
    .map(([, args]) => args as any);
export const press = (key: string) => fireEvent.keyDown(screen.getByTestId("change-list"), { key });
export const selected = () =>
  screen.getAllByTestId("change").find((line) => line.getAttribute("aria-selected") === "true");
export const describe = async (text: string) => {
  const field = await screen.findByTestId("description");
  (field as HTMLInputElement).value = text;
  fireEvent.input(field);
  fireEvent.click(screen.getByTestId("describe-save"));
};
