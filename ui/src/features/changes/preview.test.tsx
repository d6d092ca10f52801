import { QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { Event } from "../../api/generated/Event";
import type { Job } from "../../api/generated/Job";
import type { Plan } from "../../api/generated/Plan";
import type { RequestResult } from "../../api/generated/RequestResult";
import { client } from "../../shell/data";
import { followJobs } from "../../shell/jobs";
import { DialogPreview } from "./DialogPreview";
import { FootPreview } from "./FootPreview";

const call = vi.hoisted(() => vi.fn());
const tell = vi.hoisted(() => ({ event: (_: Event) => undefined as unknown }));
vi.mock("../../api/api", () => ({
  call,
  onEvent: async (handle: (event: Event) => void) => {
    tell.event = handle;
    return () => undefined;
  },
}));

const text = (message: string) => ({ code: "", params: {}, message });
const plan = (over: Partial<Plan> = {}): Plan => ({
  id: "p1",
  title: text("Add 2 Members to Editor"),
  action: text("Add 2 Members"),
  destructive: false,
  systems: [{ system: "s", name: "Retail PROD", production: true, requests: 1, seconds: 1 }],
  requests: 1,
  seconds: 1,
  notices: [],
  rows: [
    {
      first: 1,
      last: 1,
      system: "s",
      method: "PATCH",
      path: "/Groups/1",
      what: text("Add 2 members"),
      version: { kind: "same", version: 3 },
    },
  ],
  stale: 0,
  undo: [],
  ...over,
});
const stale = (over: Partial<Plan> = {}) =>
  plan({
    rows: plan().rows.map((row) => ({
      ...row,
      version: { kind: "stale", snapshot: 3, now: 4 },
      difference: "Elif Demir was added.",
    })),
    stale: 1,
    ...over,
  });
const row = (at: number, of: Plan = plan()) => ({ ...(of.rows[0] as Plan["rows"][0]), first: at, last: at });
/** Jobs of the window outlive a test: each test has one of its own. */
let id = "";
const job = (over: Partial<Job> = {}): Job => ({
  id,
  kind: "change",
  title: text("Add 2 Members to Editor"),
  system: "s",
  systemName: "Retail PROD",
  state: "running",
  done: 0,
  total: 3,
  requests: 0,
  repeats: 0,
  started: "2026-11-24T09:00:00Z",
  ...over,
});

const handles = { onDone: vi.fn(), onClose: vi.fn(), onActivity: vi.fn(), onAgain: vi.fn() };
const change = { kind: "undo", entry: 1 } as const;
let answers: Record<string, unknown>;

let count = 0;
beforeAll(() => {
  call.mockResolvedValue([]);
  followJobs();
});
beforeEach(() => {
  count += 1;
  id = `j${count}`;
  client.clear();
  for (const handle of Object.values(handles)) handle.mockReset();
  call.mockClear();
  answers = { plan: plan(), jobs: [], apply: job(), plan_discard: null, job_cancel: null };
  call.mockImplementation(async (command: string) => {
    const answer = answers[command];
    if (answer instanceof Error) throw Object.assign(answer, { code: "ZD2001" });
    return structuredClone(answer);
  });
});

async function show(element: React.ReactElement) {
  render(<QueryClientProvider client={client}>{element}</QueryClientProvider>);
  await waitFor(() => expect(call).toHaveBeenCalledWith("plan", { change }));
}
const apply = () => screen.findByTestId("preview-apply");
const isOff = (button: HTMLElement) => button.getAttribute("aria-disabled") === "true";
function type(testid: string, value: string) {
  const field = Object.assign(screen.getByTestId(testid), { value });
  fireEvent(field, new CustomEvent("input", { bubbles: true }));
}
const go = () => fireEvent.keyDown(window, { key: "Enter", ctrlKey: true });
const applied = () => call.mock.calls.find(([command]) => command === "apply")?.[1].approval;

it("sends what was seen, with the reason", async () => {
  await show(<DialogPreview change={change} {...handles} />);
  const button = await apply();
  expect(button.textContent).toBe("Add 2 Members");
  type("reason", " ticket 4711 ");
  fireEvent.click(button);
  await waitFor(() => expect(applied()).toEqual({ plan: "p1", reason: "ticket 4711", confirm: "", leftOut: [] }));
});

it("waits while a row is stale, shows the difference, and leaves it out", async () => {
  answers.plan = stale({ requests: 2, rows: [...stale().rows, row(2)] });
  await show(<DialogPreview change={change} {...handles} />);
  const button = await apply();
  expect(isOff(button)).toBe(true);
  expect(screen.getByText(/Elif Demir was added/)).toBeTruthy();
  fireEvent.click(button);
  expect(applied()).toBeUndefined();
  fireEvent.click(screen.getByTestId("plan-leave-out"));
  expect(isOff(button)).toBe(false);
  fireEvent.click(button);
  await waitFor(() => expect(applied().leftOut).toEqual([1]));
});

it("sends nothing when all is left out", async () => {
  answers.plan = stale();
  await show(<DialogPreview change={change} {...handles} />);
  const button = await apply();
  fireEvent.click(screen.getByTestId("plan-leave-out"));
  expect(isOff(button)).toBe(true);
});

it("reloads a stale plan", async () => {
  answers.plan = stale();
  answers.plan_reload = plan({ id: "p2" });
  await show(<DialogPreview change={change} {...handles} />);
  await apply();
  fireEvent.click(screen.getByTestId("plan-reload"));
  await waitFor(async () => expect(isOff(await apply())).toBe(false));
  fireEvent.click(await apply());
  await waitFor(() => expect(applied().plan).toBe("p2"));
});

it("forgets what was left out of a plan that is reloaded", async () => {
  answers.plan = stale({ requests: 2, rows: [row(1, stale()), row(2, stale())] });
  answers.plan_reload = plan({ id: "p2", requests: 2, rows: [row(1), row(2)] });
  await show(<DialogPreview change={change} {...handles} />);
  await apply();
  fireEvent.click(screen.getAllByTestId("plan-leave-out")[0] as HTMLElement);
  fireEvent.click(screen.getByTestId("plan-reload"));
  await waitFor(async () => expect(isOff(await apply())).toBe(false));
  fireEvent.click(await apply());
  await waitFor(() => expect(applied()).toMatchObject({ plan: "p2", leftOut: [] }));
});

it("asks anew for another change", async () => {
  answers.plan = stale({ requests: 2, rows: [row(1, stale()), row(2)] });
  const preview = (of: typeof change) => (
    <QueryClientProvider client={client}>
      <DialogPreview change={of} {...handles} />
    </QueryClientProvider>
  );
  const { rerender } = render(preview(change));
  await apply();
  fireEvent.click(screen.getByTestId("plan-leave-out"));
  type("reason", "ticket 4711");
  answers.plan = plan({ id: "p2" });
  rerender(preview({ ...change }));
  await waitFor(() => expect(screen.queryByTestId("preview-apply")).toBeNull());
  fireEvent.click(await apply());
  await waitFor(() => expect(applied()).toEqual({ plan: "p2", reason: "", confirm: "", leftOut: [] }));
});

it("goes by Ctrl+Enter, and not by Enter in a field", async () => {
  await show(<DialogPreview change={change} {...handles} />);
  await apply();
  const field = screen.getByTestId("reason");
  fireEvent.keyDown(field, { key: "Enter" });
  expect(applied()).toBeUndefined();
  fireEvent.keyDown(field, { key: "Enter", ctrlKey: true });
  await waitFor(() => expect(applied()).toBeDefined());
});

it("copies what is sent, and not what is left out", async () => {
  const copied = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  answers.plan = stale({ requests: 2, rows: [row(1, stale()), row(2)] });
  await show(<DialogPreview change={change} {...handles} />);
  await apply();
  fireEvent.click(screen.getByTestId("plan-leave-out"));
  const answer = call.getMockImplementation();
  call.mockImplementation(async (command: string, args: { number: number }) =>
    command === "plan_request" ? { curl: `curl ${args.number}` } : answer?.(command, args),
  );
  fireEvent.click(screen.getByTestId("copy-curl"));
  await waitFor(() => expect(copied).toHaveBeenCalledWith("curl 2"));
});

it("asks for the system's name", async () => {
  answers.plan = plan({ confirm: "Retail PROD" });
  await show(<DialogPreview change={change} {...handles} />);
  const button = await apply();
  expect(isOff(button)).toBe(true);
  type("confirm-name", "Retail");
  expect(isOff(button)).toBe(true);
  type("confirm-name", "Retail PROD");
  expect(isOff(button)).toBe(false);
  fireEvent.click(button);
  await waitFor(() => expect(applied().confirm).toBe("Retail PROD"));
});

it("stays with the plan when the word to go is refused", async () => {
  answers.apply = new Error("The workspace is busy.");
  await show(<DialogPreview change={change} {...handles} />);
  fireEvent.click(await apply());
  expect(await screen.findByText(/The workspace is busy/)).toBeTruthy();
  expect(isOff(await apply())).toBe(false);
});

it("says why no plan could be made", async () => {
  answers.plan = new Error("The host is unknown.");
  await show(<DialogPreview change={change} {...handles} />);
  expect(await screen.findByText(/The host is unknown/)).toBeTruthy();
  expect(screen.queryByTestId("preview-apply")).toBeNull();
});

async function end(ended: Job, results: Partial<RequestResult>[] = []) {
  answers.activity_detail = {
    entry: {},
    results: results.map((r, i) => ({ number: i + 1, what: text(`row ${i}`), ...r })),
  };
  await show(<DialogPreview change={change} {...handles} />);
  fireEvent.click(await apply());
  await screen.findByTestId("preview-progress");
  act(() => void tell.event({ kind: "job", job: ended }));
}

it("is done when every request was answered well", async () => {
  await end(job({ state: "done", done: 3, entry: 7 }));
  await waitFor(() => expect(handles.onDone).toHaveBeenCalledOnce());
});

it("ends well too when the job was over before anyone listened", async () => {
  await show(<DialogPreview change={change} {...handles} />);
  await apply();
  act(() => void tell.event({ kind: "job", job: job({ state: "done" }) }));
  fireEvent.click(await apply());
  await waitFor(() => expect(handles.onDone).toHaveBeenCalledOnce());
});

it("shows what failed and offers to reload after a conflict", async () => {
  await end(job({ state: "failed", done: 3, entry: 7 }), [
    { method: "PATCH", path: "/Groups/1", status: 200 },
    { method: "PATCH", path: "/Groups/2", status: 409, error: "Changed meanwhile.", difference: "description: a → b" },
  ]);
  const ended = await screen.findByTestId("preview-ended");
  expect(ended.textContent).toContain("1 request of 3 failed");
  expect(ended.textContent).toContain("description: a → b");
  expect(ended.textContent).not.toContain("/Groups/1");
  fireEvent.click(screen.getByTestId("preview-again"));
  expect(handles.onAgain).toHaveBeenCalledOnce();
  expect(handles.onDone).not.toHaveBeenCalled();
});

it("says what already happened when it is cancelled", async () => {
  await end(job({ state: "cancelled", done: 2, entry: 7 }));
  expect((await screen.findByTestId("preview-ended")).textContent).toContain("Cancelled after 2 of 3 requests");
});

it("asks to stop", async () => {
  await show(<DialogPreview change={change} {...handles} />);
  fireEvent.click(await apply());
  fireEvent.click(await screen.findByTestId("preview-stop"));
  await waitFor(() => expect(call).toHaveBeenCalledWith("job_cancel", { id }));
});

it("gives a plan back that nobody wants", async () => {
  const { unmount } = render(
    <QueryClientProvider client={client}>
      <DialogPreview change={change} {...handles} />
    </QueryClientProvider>,
  );
  await apply();
  unmount();
  expect(call).toHaveBeenCalledWith("plan_discard", { plan: "p1" });
});

it("gives a plan back that comes when nobody waits for it any more", async () => {
  let come = (_: Plan) => {};
  call.mockImplementation((command: string) =>
    command === "plan" ? new Promise<Plan>((resolve) => (come = resolve)) : Promise.resolve([]),
  );
  const { unmount } = render(
    <QueryClientProvider client={client}>
      <DialogPreview change={change} {...handles} />
    </QueryClientProvider>,
  );
  unmount();
  come(plan());
  await waitFor(() => expect(call).toHaveBeenCalledWith("plan_discard", { plan: "p1" }));
});

it("shows one small edit in a line and sends it from there", async () => {
  await show(<FootPreview change={change} {...handles} />);
  const button = await screen.findByTestId("foot-apply");
  expect(screen.getByTestId("foot-preview").textContent).toContain("1 request, < 1 s: PATCH /Groups/1");
  fireEvent.click(button);
  await waitFor(() => expect(applied()).toBeDefined());
});

it("sends from the foot by Ctrl+Enter, once", async () => {
  answers.apply = new Promise(() => undefined);
  await show(<FootPreview change={change} {...handles} />);
  await screen.findByTestId("foot-apply");
  go();
  go();
  expect(call.mock.calls.filter(([command]) => command === "apply")).toHaveLength(1);
});

it("does not send a stale edit from the foot", async () => {
  answers.plan = stale();
  await show(<FootPreview change={change} {...handles} />);
  expect(isOff(await screen.findByTestId("foot-apply"))).toBe(true);
  go();
  expect(applied()).toBeUndefined();
  fireEvent.click(screen.getByTestId("foot-show"));
  expect(await screen.findByTestId("plan-reload")).toBeTruthy();
});
