import { QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Attempt } from "../../../api/generated/Attempt";
import type { EffectPage } from "../../../api/generated/EffectPage";
import type { EffectQuery } from "../../../api/generated/EffectQuery";
import type { ExplainedMapping } from "../../../api/generated/ExplainedMapping";
import type { SampleQuery } from "../../../api/generated/SampleQuery";
import type { SystemNode } from "../../../api/generated/SystemNode";
import type { Tried } from "../../../api/generated/Tried";
import { client } from "../../../shell/data";
import { forgetAll } from "../../../shell/memory";
import { navigate, paths } from "../../../shell/router";
import { TransformationsTab } from "../TransformationsTab";
import { type Asking, mapping, noWords, range, triedOf } from "./testing";

const { call, onEvent } = vi.hoisted(() => ({
  call: vi.fn(),
  onEvent: vi.fn(async (_: (event: object) => void) => () => undefined),
}));
vi.mock("../../../api/api", () => ({ call, onEvent }));

/** Choices outlive the tab: each test has a system of its own. */
let number = 0;
let system: SystemNode;
const people = ["ann", "bob", "cyd"];
const groups = ["Admins"];

let answer: (asking: Asking) => Tried | Promise<Tried>;
let effect: EffectPage;
let answers: Record<string, (args: never) => unknown>;

const ended = (end: Tried["ended"], mappings?: ExplainedMapping[]) => (asking: Asking) => ({
  ...triedOf(asking),
  ended: end,
  ...(mappings && { mappings }),
});

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, "offsetWidth", "get").mockReturnValue(200);
  client.clear();
  forgetAll();
  window.innerWidth = 1440;
  number += 1;
  system = {
    id: `s${number}`,
    name: "Retail PROD",
    state: "reachable",
    users: 3,
    roleCollections: 1,
    refreshedAt: "2026-11-24T09:42:00Z",
  } as SystemNode;
  answer = triedOf;
  effect = {
    state: "done",
    counts: [{ entity: "user", entities: 3, changed: 1, failing: 0, passing: 0, appearing: 0, vanishing: 1 }],
    collisions: [],
    total: 2,
    rows: [
      { entity: "user", id: "bob", title: "bob", kind: "changed", values: 2 },
      { entity: "user", id: "cyd", title: "cyd", kind: "vanishes", values: 0 },
    ],
    milliseconds: 12,
    idle: [],
  };
  answers = {
    transformation: () => ({
      version: { number: 7, at: "2026-11-24T09:14:00Z", who: "ann", description: "c", inUse: true },
      text: "{\n1\n2\n}",
      isDefault: false,
    }),
    transformation_check: () => ({
      readable: true,
      errors: 0,
      warnings: 0,
      findings: [],
      entities: [
        {
          name: "user",
          mappings: [1, 2].map((n) => ({ title: `$.m${n}`, range: range(n + 1), runsOn: [], correlationOnly: false })),
          removed: [],
        },
      ],
      removed: 0,
      lines: [],
      properties: [],
    }),
    transformation_samples: ({ query }: { query: SampleQuery }) => {
      const all = (query.entity === "user" ? people : groups).filter((name) => name.includes(query.search ?? ""));
      const rows = all.slice(query.offset, query.offset + query.limit);
      return { total: all.length, rows: rows.map((id) => ({ id, title: `${id}@acme`, detail: "ldap" })) };
    },
    transformation_try: (asking: Asking) => answer(asking),
    transformation_effect_start: () => ({ id: `e${number}` }),
    transformation_effect: ({ query }: { query: EffectQuery }) => ({
      ...effect,
      rows: effect.rows.filter(({ kind }) => !query.kind || kind === query.kind).slice(query.offset, query.limit),
    }),
    transformation_effect_one: () => ({
      before: { kind: "entity", text: "{}" },
      after: { kind: "entity", text: "{}" },
      differences: [{ pointer: "/userName", before: '"Bob"', after: '"bob"' }],
    }),
    transformation_language: () => noWords,
    user: () => ({ row: { userName: "linked@acme" } }),
  };
  call.mockReset().mockImplementation(async (command: string, args: never) => {
    const given = await answers[command]?.(args);
    return structuredClone(given);
  });
});
afterEach(async () => {
  cleanup();
  await navigate("/");
});

const show = async (kind: "read" | "write" = "read") => {
  const shown = render(
    <QueryClientProvider client={client}>
      <TransformationsTab system={system} item={kind} />
    </QueryClientProvider>,
  );
  await screen.findByTestId("try");
  return shown;
};
const tries = (): Asking[] => call.mock.calls.filter(([name]) => name === "transformation_try").map(([, args]) => args);
const output = () => screen.getByTestId("try-result").textContent;
const sample = () => screen.getByTestId<HTMLInputElement>("try-sample").value;
const press = (id: string) => fireEvent.click(screen.getByTestId(id));
const write = async (text: string, selector = "[data-testid=transformation-editor] .cm-content") => {
  const { EditorView } = await import("@codemirror/view");
  const view = EditorView.findFromDOM(document.querySelector(selector) as HTMLElement);
  act(() => view?.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }));
};

it("tries the first of the snapshot, and the next and the one before by arrows", async () => {
  await show();
  press("try-output");
  await waitFor(() => expect(output()).toContain("ann"));
  expect(sample()).toBe("ann@acme");
  expect(screen.getByTestId("try-time").textContent).toBe("0.4 ms");
  expect(screen.getByTestId("try-previous").getAttribute("aria-disabled")).toBe("true");
  press("try-next");
  await waitFor(() => expect(output()).toContain("bob"));
  press("try-next");
  await waitFor(() => expect(output()).toContain("cyd"));
  expect(screen.getByTestId("try-next").getAttribute("aria-disabled")).toBe("true");
  press("try-previous");
  await waitFor(() => expect(sample()).toBe("bob@acme"));
  fireEvent.keyDown(screen.getByTestId("try-sample"), { key: "PageUp" });
  await waitFor(() => expect(sample()).toBe("ann@acme"));
});

it("runs what is written at each rest, one at a time, and drops older answers", async () => {
  await show();
  press("try-output");
  await waitFor(() => expect(output()).toContain("ann"));
  const done: ((tried: Tried) => void)[] = [];
  answer = () => new Promise((resolve) => done.push(resolve));
  const begun = tries().length;
  await write("A");
  await waitFor(() => expect(tries()).toHaveLength(begun + 1));
  await write("AB");
  await waitFor(() => expect(call.mock.calls.filter(([name]) => name === "transformation_check")).toHaveLength(3));
  // The check of the newest text is there, but the run before it is still under way.
  await act(() => new Promise((resolve) => setTimeout(resolve, 500)));
  expect(tries()).toHaveLength(begun + 1);
  done[0]?.(triedOf({ attempt: tries()[0]?.attempt as Attempt, text: "A" }));
  await waitFor(() => expect(tries().at(-1)?.text).toBe("AB"));
  expect(output()).not.toContain("ann A");
  done[1]?.(triedOf({ attempt: tries()[0]?.attempt as Attempt, text: "AB" }));
  await waitFor(() => expect(output()).toContain("ann AB"));
});

it("searches among the samples by keys, and walks on where it searched", async () => {
  await show();
  const field = screen.getByTestId("try-sample");
  fireEvent.change(field, { target: { value: "b" } });
  await waitFor(() => expect(screen.getAllByTestId("try-option")).toHaveLength(1));
  fireEvent.keyDown(field, { key: "Enter" });
  await waitFor(() => expect(tries().at(-1)?.attempt.sample).toEqual({ of: "stored", id: "bob" }));
  expect(screen.queryByTestId("try-samples")).toBeNull();
  expect(sample()).toBe("bob@acme");
  fireEvent.keyDown(field, { key: "ArrowDown" });
  await screen.findByTestId("try-samples");
  fireEvent.keyDown(field, { key: "Escape" });
  expect(screen.queryByTestId("try-samples")).toBeNull();
});

it("keeps what was chosen while the window lives, and each entity type its own", async () => {
  const shown = await show();
  await waitFor(() => expect(sample()).toBe("ann@acme"));
  press("try-next");
  await waitFor(() => expect(sample()).toBe("bob@acme"));
  fireEvent.click(screen.getByTestId("try-sample"));
  press("chip-group");
  await waitFor(() => expect(tries().at(-1)?.attempt).toMatchObject({ entity: "group", sample: { id: "Admins" } }));
  shown.unmount();
  await show();
  await waitFor(() => expect(sample()).toBe("Admins@acme"));
  // The cursor among mappings of users: what is tried follows it.
  fireEvent.click((await screen.findAllByTestId("mapping"))[1] as HTMLElement);
  await waitFor(() => expect(sample()).toBe("bob@acme"));
});

it("tries pasted JSON, and says at its place what is wrong with it", async () => {
  await show();
  await waitFor(() => expect(tries().length).toBeGreaterThan(0));
  await waitFor(() => expect(screen.getByTestId("try-values").getAttribute("aria-disabled")).toBeNull());
  fireEvent.click(screen.getByTestId("try-sample"));
  press("try-paste");
  expect(sample()).toBe("Pasted JSON");
  expect((await screen.findByTestId("sample-editor")).textContent).toContain('"of": "ann"');
  answer = ended({ kind: "unreadable", message: "A quote is missing.", range: range(2) });
  await write('{\n"a', "[data-testid=sample-editor] .cm-content");
  expect((await screen.findByTestId("sample-error")).textContent).toBe("Line 2 A quote is missing.");
  expect(tries().at(-1)?.attempt.sample).toEqual({ of: "text", text: '{\n"a' });
  press("try-output");
  expect(screen.getByTestId("ended-unreadable").textContent).toContain("A quote is missing.");
  press("try-act");
  expect(screen.getByTestId("sample-editor")).toBeTruthy();
});

it("runs with other values of properties for the try only, and hides credentials", async () => {
  await show();
  await waitFor(() => expect(screen.getByTestId("try-values").textContent).toContain("Properties 2"));
  press("try-values");
  const field = screen.getByTestId<HTMLInputElement>("try-value-cost.center");
  expect(field.value).toBe("4711");
  fireEvent.change(field, { target: { value: "4712" } });
  await waitFor(() => expect(tries().at(-1)?.attempt.properties).toEqual({ "cost.center": "4712" }));
  expect(await screen.findByText("1 other value")).toBeTruthy();
  const secret = screen.getByTestId<HTMLInputElement>("try-value-Password");
  expect([secret.readOnly, secret.value]).toEqual([true, ""]);
  press("try-reset");
  await waitFor(() => expect(tries().at(-1)?.attempt.properties).toEqual({}));
  expect(screen.queryByText("1 other value")).toBeNull();
  fireEvent.keyDown(screen.getByTestId("try-values-panel"), { key: "Escape" });
  expect(document.activeElement).toBe(screen.getByTestId("try-values"));
});

it("tries a write transformation by operation", async () => {
  await show("write");
  await waitFor(() => expect(tries().at(-1)?.attempt.operation).toBe("create"));
  answer = ended({ kind: "deleted" });
  press("try-delete");
  await waitFor(() => expect(tries().at(-1)?.attempt).toMatchObject({ kind: "write", operation: "delete" }));
  press("try-output");
  expect(await screen.findByTestId("ended-deleted")).toBeTruthy();
});

it("explains each mapping, and moves with the cursor by mouse and keys", async () => {
  answer = ended({ kind: "entity", text: "{}" }, [
    mapping(1, {
      functions: [
        { name: "toLowerCaseString", ran: true, value: '"lower"' },
        { name: "replaceString", ran: false },
      ],
      result: '"lower"',
    }),
    mapping(2, {
      outcome: "condition",
      condition: {
        text: "$.active == true",
        holds: false,
        comparisons: [{ left: "$.active", leftValue: "false", operator: "==", right: "true", holds: false }],
      },
    }),
  ]);
  await show();
  const [one, two] = await screen.findAllByTestId("explained");
  expect(one?.textContent).toContain('toLowerCaseString"lower"replaceStringnot run: condition');
  expect(two?.textContent).toContain("skipped: condition$.activefalse == true");
  fireEvent.click(two as HTMLElement);
  await waitFor(() => expect(screen.getAllByTestId("explained")[1]?.getAttribute("aria-selected")).toBe("true"));
  fireEvent.keyDown(screen.getByRole("listbox", { name: "Explain" }), { key: "ArrowUp" });
  await waitFor(() => expect(screen.getAllByTestId("explained")[0]?.getAttribute("aria-selected")).toBe("true"));
  expect(screen.getAllByTestId("mapping")[0]?.getAttribute("aria-current")).toBe("true");
});

it("says which mapping fails, and leads there", async () => {
  answer = ended({ kind: "failed", message: "No value at $.s2.", mapping: 2 }, [
    mapping(1),
    mapping(2, { outcome: "failed", why: "No value at $.s2." }),
  ]);
  await show();
  expect((await screen.findByTestId("ended-failed")).textContent).toContain("No value at $.s2.");
  press("try-act");
  await waitFor(() => expect(screen.getAllByTestId("mapping")[1]?.getAttribute("aria-current")).toBe("true"));
});

it("keeps the last good result greyed while the text is broken", async () => {
  await show();
  await screen.findAllByTestId("explained");
  answer = ended({ kind: "broken", message: "Line 3: a brace is missing." }, []);
  await write("{\n1\n2");
  expect((await screen.findByTestId("ended-broken")).textContent).toContain("a brace is missing");
  expect(screen.getByTestId("explain").className).toContain("stale");
  expect(screen.getAllByTestId("explained")).toHaveLength(2);
  press("try-output");
  expect(screen.getByTestId("try-result").className).toContain("stale");
});

it.each([
  ["there is no snapshot", { refreshedAt: undefined }, "no-snapshot"],
  ["it has no users", {}, "try-none"],
])("says what to do where %s", async (_, without, testid) => {
  system = { ...system, ...without } as SystemNode;
  answers.transformation_samples = () => ({ total: 0, rows: [] });
  await show();
  expect(await screen.findByTestId(testid)).toBeTruthy();
  expect(tries()).toEqual([]);
});

it("says why a try was refused, and tries again", async () => {
  answers.transformation_try = () => Promise.reject({ code: "ZD8001", message: "The account is gone." });
  await show();
  expect((await screen.findByTestId("error")).textContent).toContain("The account is gone.");
  answers.transformation_try = (asking: Asking) => answer(asking);
  fireEvent.click(screen.getByText("Try Again"));
  expect(await screen.findAllByTestId("explained")).toHaveLength(2);
  expect(screen.queryByTestId("error")).toBeNull();
});

it("opens with the user that a link names, explained", async () => {
  await navigate(paths.system(system.id, "transformations", "read", undefined, { user: "x" }));
  await show();
  await waitFor(() => expect(tries().at(-1)?.attempt.sample).toEqual({ of: "stored", id: "x" }));
  await waitFor(() => expect(sample()).toBe("linked@acme"));
  expect(screen.getByTestId("try-explain").getAttribute("aria-pressed")).toBe("true");
});

it("runs on all, lists what differs, and leads to each with its differences", async () => {
  effect.state = "running";
  await show();
  await screen.findAllByTestId("explained");
  press("run-all");
  await screen.findByTestId("run-progress");
  effect.state = "done";
  const figures = await screen.findByTestId("run-figures");
  expect(figures.textContent).toBe("2 of 3 differ from Version 7, none newly fails");
  const [started] = call.mock.calls.filter(([name]) => name === "transformation_effect_start");
  expect(started?.[1].effect).toEqual({
    system: system.id,
    kind: "read",
    before: { of: "version", number: 7 },
    after: { of: "text", text: "{\n1\n2\n}" },
  });
  fireEvent.click(figures);
  await screen.findByTestId("effect-row-1");
  press("effect-row-0");
  await waitFor(() => expect(sample()).toBe("bob"));
  expect((await screen.findByTestId("differences")).textContent).toContain('/userName"Bob""bob"');
  press("try-next");
  await waitFor(() => expect(screen.queryByTestId("differences")).toBeNull());
  await write("other");
  expect((await screen.findByText("Run Again")).closest("button")).toBeTruthy();
  expect(screen.getByTestId("run-figures").className).toContain("stale");
});

it("stops a run, and says why one could not begin", async () => {
  effect.state = "running";
  await show();
  await screen.findAllByTestId("explained");
  press("run-all");
  await waitFor(() => expect(screen.getByTestId("run-cancel").getAttribute("aria-disabled")).toBeNull());
  press("run-cancel");
  expect(call.mock.calls.find(([name]) => name === "job_cancel")?.[1]).toEqual({ id: `e${number}` });
  effect.state = "cancelled";
  expect((await screen.findByTestId("run-figures")).textContent).toContain("Stopped.");
  answers.transformation_effect_start = () => Promise.reject({ code: "ZD1", message: "The text is broken." });
  press("run-all");
  expect((await screen.findByTestId("run-text")).textContent).toContain("The text is broken.");
});

it("folds away to a strip and comes back", async () => {
  await show();
  press("hide-try");
  fireEvent.click(await screen.findByTestId("show-try"));
  expect(await screen.findByTestId("try")).toBeTruthy();
});
