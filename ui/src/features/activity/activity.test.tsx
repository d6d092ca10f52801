import { QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { ActivityEntry } from "../../api/generated/ActivityEntry";
import type { Job } from "../../api/generated/Job";
import { useChangeRequest } from "../../shell/changes";
import { client } from "../../shell/data";
import { ActivityPage } from "./ActivityPage";
import { JobRow, jobsToShow } from "./JobRow";
import { UndoKey } from "./UndoKey";

const call = vi.hoisted(() => vi.fn());
vi.mock("../../api/api", () => ({ call, onEvent: vi.fn() }));

const text = (message: string) => ({ code: "", params: {}, message });
const entry = (over: Partial<ActivityEntry>): ActivityEntry => ({
  entry: 1,
  at: "2026-11-24T09:14:00Z",
  who: "ann",
  title: text("Delete 3 Users"),
  system: "s",
  systemName: "Retail PROD",
  reason: "ticket 4711",
  requests: 3,
  failed: 0,
  changed: 3,
  interrupted: false,
  undo: "offered",
  ...over,
});
const job = (over: Partial<Job>): Job => ({
  id: "j",
  kind: "refresh",
  title: text("Refresh"),
  system: "s",
  systemName: "Retail PROD",
  state: "failed",
  done: 0,
  requests: 1,
  repeats: 0,
  started: "2026-11-24T09:14:00Z",
  ...over,
});

let answers: Record<string, unknown>;
beforeEach(() => {
  // Nothing is laid out here; the list must believe that it has room.
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(800);
  client.clear();
  answers = {
    landscape: { systems: [], demo: false },
    activity_page: { rows: [entry({ entry: 2 }), entry({ entry: 1, undo: "undone", failed: 1 })], total: 2, failed: 1 },
    journal_verify: { entries: 2, intact: true },
    interrupted: [],
  };
  call.mockReset().mockImplementation(async (command: string) => structuredClone(answers[command]));
});

function Asked() {
  return <output data-testid="asked">{JSON.stringify(useChangeRequest()?.change)}</output>;
}
const show = (rest: string[] = []) =>
  render(
    <QueryClientProvider client={client}>
      <ActivityPage rest={rest} />
      <Asked />
    </QueryClientProvider>,
  );

it("lists what was changed, and offers the way back where there is one", async () => {
  show();
  const rows = await screen.findAllByTestId("activity-row");
  expect(rows).toHaveLength(2);
  expect(rows[0]?.textContent).toContain("Retail PROD · ann · ticket 4711");
  expect(rows[1]?.textContent).toContain("1 of 3 requests failed");
  expect(rows[1]?.textContent).toContain("Undone");
  const undo = screen.getAllByTestId("activity-undo");
  expect(undo).toHaveLength(1);
  fireEvent.click(undo[0] as HTMLElement);
  expect(screen.getByTestId("asked").textContent).toBe('{"kind":"undo","entry":2}');
});

it("offers to go on with what was interrupted", async () => {
  answers.interrupted = [entry({ entry: 7, title: text("Add 1,000 Members"), requests: 1000, changed: 612 })];
  show();
  const strip = await screen.findByTestId("interrupted");
  expect(strip.textContent).toContain("1 job was interrupted: 612 of 1,000 done. Add 1,000 Members, Retail PROD");
  fireEvent.click(screen.getByRole("button", { name: "Resume" }));
  expect(screen.getByTestId("asked").textContent).toBe('{"kind":"resume","entry":7}');
  answers.interrupted = [];
  fireEvent.click(screen.getByRole("button", { name: "Leave as It Is" }));
  await waitFor(() => expect(screen.queryByTestId("interrupted")).toBeNull());
  expect(call).toHaveBeenCalledWith("interrupted_settle", { entry: 7 });
});

it("keeps the focus on an entry when a newer one comes in above it", async () => {
  show();
  const [, second] = await screen.findAllByTestId("activity-row");
  const link = second?.querySelector("a");
  link?.focus();
  answers.activity_page = { rows: [3, 2, 1].map((n) => entry({ entry: n })), total: 3, failed: 0 };
  await act(() => client.invalidateQueries({ queryKey: ["activity_page"] }));
  await waitFor(() => expect(screen.getAllByTestId("activity-row")).toHaveLength(3));
  expect(document.activeElement).toBe(link);
  expect(link?.getAttribute("href")).toBe("#/activity/1");
});

it("asks for failed entries only", async () => {
  show();
  fireEvent.click(await screen.findByTestId("chip-failed"));
  await waitFor(() => expect(call.mock.lastCall?.[1].query.failedOnly).toBe(true));
});

it.each([
  [{ entries: 2, intact: true }, "journal-intact", "Journal intact"],
  [{ entries: 2, intact: false, brokenAt: 2 }, "journal-broken", "entry 2 does not fit"],
])("says what the check of the journal found: %j", async (check, testid, said) => {
  answers.journal_verify = check;
  show();
  expect((await screen.findByTestId(testid)).textContent).toContain(said);
});

it("says that nothing was changed yet", async () => {
  answers.activity_page = { rows: [], total: 0, failed: 0 };
  show();
  expect(await screen.findByText("Nothing was changed yet")).toBeTruthy();
});

it("opens what failed in an entry: status, reason, difference, body", async () => {
  answers.activity_detail = {
    entry: entry({ failed: 1 }),
    results: [
      {
        number: 1,
        method: "DELETE",
        path: "/Users/1",
        what: text("ann"),
        status: 200,
        milliseconds: 80,
        attempts: [],
        leftOut: [],
      },
      {
        number: 2,
        method: "PUT",
        path: "/Users/2",
        what: text("bob"),
        status: 409,
        milliseconds: 91,
        attempts: [
          { at: "2026-11-24T09:14:00Z", milliseconds: 9_000, note: "The connection broke." },
          { at: "2026-11-24T09:14:01Z", status: 200, milliseconds: 30, note: "Read: it had not been carried out." },
          { at: "2026-11-24T09:14:02Z", status: 409, milliseconds: 91, note: "Changed meanwhile." },
        ],
        leftOut: [{ why: "The user does not exist any more.", members: ["ann", "bob"] }],
        error: "Changed meanwhile.",
        difference: "name: a → b",
        body: '{ "active": false }',
      },
      {
        number: 3,
        method: "DELETE",
        path: "/Users/3",
        what: text("cem"),
        notSent: true,
        milliseconds: 0,
        attempts: [],
        leftOut: [],
        error: "Not sent.",
      },
    ],
  };
  show(["1"]);
  const detail = await screen.findByTestId("detail");
  await screen.findByTestId("activity-title");
  expect(detail.textContent).toContain("409");
  expect(detail.textContent).toContain("name: a → b");
  const tries = screen.getByRole("list", { name: "Attempts" });
  expect(screen.getByText("3 attempts")).toBeTruthy();
  expect(detail.textContent).toContain("2 members were left out. The user does not exist any more.");
  expect([...tries.children].map((row) => row.children[1]?.textContent)).toEqual(["no answer", "200", "409"]);
  expect(tries.textContent).toContain("Read: it had not been carried out.");
  expect(detail.textContent).toContain('{ "active": false }');
  const unsent = screen.getByTitle("DELETE /Users/3").closest("li")?.textContent;
  expect(unsent).toBe("DELETE /Users/3cemnot sentNot sent.");
  fireEvent.click(screen.getByRole("checkbox", { name: "Only not done 2" }));
  expect(screen.queryByTitle("DELETE /Users/1")).toBeNull();
  fireEvent.click(screen.getByTestId("activity-retry"));
  expect(screen.getByTestId("asked").textContent).toBe('{"kind":"retry","entry":1}');
  answers.activity_csv = "Request,What\r\n";
  fireEvent.click(screen.getByTestId("activity-csv"));
  await waitFor(() =>
    expect(call).toHaveBeenCalledWith("save_text", { name: "Retail PROD change 1.csv", text: "Request,What\r\n" }),
  );
});

it("offers to retry nothing where nothing failed", async () => {
  answers.activity_detail = { entry: entry({}), results: [] };
  show(["1"]);
  await screen.findByTestId("activity-title");
  expect(screen.queryByTestId("activity-retry")).toBeNull();
});

it("names an entry that is not there", async () => {
  show(["nonsense"]);
  expect(await screen.findByText("The journal has no such entry")).toBeTruthy();
});

it.each<[string, Job[], string[]]>([
  ["what runs", [job({ id: "a", state: "running" })], ["a"]],
  ["what failed and no journal tells of", [job({ id: "a" })], ["a"]],
  ["not what is done", [job({ id: "a", state: "done" })], []],
  ["not what stands in the journal", [job({ id: "a", kind: "change", entry: 3 })], []],
  ["the latest of an account", [job({ id: "b", state: "done" }), job({ id: "a" })], []],
  ["not the failure that is being tried again", [job({ id: "b", state: "running" }), job({ id: "a" })], ["b"]],
])("shows of jobs %s", (_, jobs, ids) => {
  expect(jobsToShow(jobs).map((j) => j.id)).toEqual(ids);
});

it("says what a job waits for, and opens its attempts", async () => {
  const waiting = { code: "", params: {}, message: "502 without an answer of UAA; again in 4 s" };
  answers.job_attempts = [
    {
      number: 2,
      at: "2026-11-24T09:14:01Z",
      call: "GET /Users",
      status: 502,
      error: "A gateway failed.",
      milliseconds: 12,
      waited: 0,
      againIn: 3900,
    },
    { number: 1, at: "2026-11-24T09:14:00Z", call: "GET /Users", status: 200, milliseconds: 80, waited: 333 },
  ];
  render(
    <QueryClientProvider client={client}>
      <ul>
        <JobRow job={job({ state: "running", requests: 2, repeats: 1, waiting, secondsLeft: 9 })} />
      </ul>
    </QueryClientProvider>,
  );
  const row = screen.getByTestId("job-row");
  expect(row.textContent).toContain("2 requests · 1 repeat · 502 without an answer of UAA; again in 4 s");
  expect(row.textContent).not.toContain("9 s");
  fireEvent.click(screen.getByTestId("job-attempts"));
  const log = await screen.findByRole("group", { name: "Attempts of Refresh" });
  await waitFor(() => expect(log.querySelectorAll("li")).toHaveLength(2));
  const [last, first] = log.querySelectorAll("li");
  expect(last?.textContent).toContain("A gateway failed. · again after 3.9 s");
  expect(first?.textContent).toContain("333 ms in the queue");
});

it("takes back by Ctrl+Z the latest change that can be", async () => {
  const rows = [
    entry({ entry: 4, undo: "undone" }),
    entry({ entry: 3, undo: "nothing" }),
    entry({ entry: 2 }),
    entry({}),
  ];
  answers.activity_page = { rows, total: 4, failed: 0 };
  render(
    <>
      <UndoKey />
      <Asked />
    </>,
  );
  fireEvent.keyDown(window, { key: "z", ctrlKey: true });
  await waitFor(() => expect(screen.getByTestId("asked").textContent).toBe('{"kind":"undo","entry":2}'));
});
