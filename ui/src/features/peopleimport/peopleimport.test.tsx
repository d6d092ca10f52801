import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { Job } from "../../api/generated/Job";
import type { PeopleImport } from "../../api/generated/PeopleImport";
import type { SystemNode } from "../../api/generated/SystemNode";
import { start } from "../../bench/start";
import { type ChangeRequest, endChange, useChangeRequest } from "../../shell/changes";
import { client } from "../../shell/data";
import { forgetAll } from "../../shell/memory";
import type { PeopleAsked } from "../../shell/peopleImport";
import { setSession } from "../../shell/session";
import { ImportWizard } from "./ImportWizard";

const { call } = vi.hoisted(() => ({ call: vi.fn() }));
vi.mock("../../api/api", () => ({ call, onEvent: vi.fn(async () => () => undefined) }));

const system = { id: "s", name: "Retail PROD" } as SystemNode;
const users: PeopleAsked = { system, purpose: { kind: "users" } };
const figures = { rows: 3, create: 1, change: 0, add: 0, same: 1, conflict: 0, error: 1 };
const made = (part: Partial<PeopleImport> = {}): PeopleImport => ({
  id: "i",
  file: "people.csv",
  sheets: [],
  columns: [{ title: "User Name", field: "userName" }, { title: "Kürzel" }],
  figures,
  ...part,
});

const closed = vi.fn();
let asked: ChangeRequest | undefined;
function Page({ people }: { people: PeopleAsked }) {
  asked = useChangeRequest();
  return (
    <QueryClientProvider client={client}>
      <ImportWizard asked={people} onClose={closed} />
    </QueryClientProvider>
  );
}

let jobs: Partial<Job>[];
let answers: Record<string, (args: never) => unknown>;
const sent = (command: string) => call.mock.calls.filter(([name]) => name === command).map(([, args]) => args);
beforeEach(async () => {
  // Nothing is laid out here; the list must believe that it has room.
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, "offsetWidth", "get").mockReturnValue(800);
  client.clear();
  endChange();
  forgetAll();
  jobs = [];
  closed.mockReset();
  answers = {
    people_choose: () => made(),
    people_again: ({ settings }: { settings: { columns: PeopleImport["columns"] } }) =>
      made({ columns: settings.columns }),
    people_rows: () => ({
      rows: [
        {
          line: 3,
          values: [{ field: "userName", text: "new" }],
          userName: "new",
          origin: "",
          outcome: "error",
          note: "No address.",
        },
      ],
      total: 1,
    }),
    people_edit: () => made({ figures: { ...figures, create: 2, error: 0 } }),
    people_change: () => ({ kind: "importUsers", system: "s", import: "i" }),
    people_result: () => "/tmp/people result.csv",
    jobs: () => [...jobs],
    users_page: () => ({ rows: [], total: 0, counts: {}, origins: ["acme-ias"] }),
  };
  call.mockReset().mockImplementation(async (command: string, args: never) => answers[command]?.(args) ?? null);
  await setSession(start);
});

async function toCheck(people = users) {
  render(<Page people={people} />);
  fireEvent.click(await screen.findByTestId("people-choose"));
  await screen.findByTestId("people-columns");
  await waitFor(() => expect(screen.getByTestId("people-check").getAttribute("aria-disabled")).not.toBe("true"));
}

it("tells what columns hold, one field once, and remembers it by the head", async () => {
  await toCheck();
  fireEvent.change(screen.getByTestId("people-column-1"), { target: { value: "userName" } });
  const columns = [{ title: "User Name" }, { title: "Kürzel", field: "userName" }];
  await waitFor(() => expect(sent("people_again").at(-1)).toMatchObject({ import: "i", settings: { columns } }));
  fireEvent.click(screen.getByText("Choose Another File"));
  await waitFor(() => expect(sent("people_again")).toHaveLength(3));
  expect(sent("people_again").at(-1)).toMatchObject({ settings: { columns } });
});

it("mends a cell, reviews as any change and saves the result of the job", async () => {
  await toCheck();
  fireEvent.click(screen.getByTestId("people-check"));
  const cell = await screen.findByTestId("people-cell-3-userName");
  fireEvent.change(cell, { target: { value: "new@acme.example" } });
  fireEvent.blur(cell);
  // Though the file has no column of them.
  expect(screen.getByTestId("people-cell-3-email")).toBeTruthy();
  await waitFor(() =>
    expect(sent("people_edit")).toEqual([
      { edit: { import: "i", line: 3, field: "userName", text: "new@acme.example" } },
    ]),
  );
  await waitFor(() => expect(screen.getByTestId("people-review").textContent).toContain("Review 2 Rows"));
  fireEvent.click(screen.getByTestId("people-review"));
  await waitFor(() => expect(asked?.change).toEqual({ kind: "importUsers", system: "s", import: "i" }));
  asked?.onDone?.({ id: "j", state: "done", entry: 7 } as Job);
  fireEvent.click(await screen.findByTestId("people-save-result"));
  await screen.findByTestId("people-saved");
  expect(screen.getByTestId("people-ended").textContent).toBe("2 created, 1 the same, 0 left out.");
  expect(sent("people_result")).toEqual([{ import: "i", name: "people result.csv", entry: 7 }]);
});

it("asks for the rows that are seen, and again for those that an edit changed", async () => {
  const all = Array.from({ length: 5000 }, (_, i) => ({
    line: i + 2,
    values: [{ field: "userName", text: `u${i}` }],
    userName: `u${i}`,
    origin: "",
    outcome: "error",
    note: "No address.",
  }));
  answers.people_rows = ({ query }: { query: { offset: number; limit: number } }) => ({
    rows: all.slice(query.offset, query.offset + query.limit),
    total: all.length,
  });
  await toCheck();
  fireEvent.click(screen.getByTestId("people-check"));
  const cell = await screen.findByTestId("people-cell-2-userName");
  expect(document.querySelectorAll(".zpeople-rows tbody tr").length).toBeLessThan(100);
  expect(sent("people_rows").every(({ query }) => query.limit <= 100 && query.offset < 1000)).toBe(true);
  const before = sent("people_rows").length;
  fireEvent.change(cell, { target: { value: "new" } });
  fireEvent.keyDown(cell, { key: "Enter" });
  await waitFor(() => expect(sent("people_rows").length).toBeGreaterThan(before));
});

it("comes back when nothing was sent, and to the result when a part was", async () => {
  await toCheck();
  fireEvent.click(screen.getByTestId("people-check"));
  fireEvent.click(await screen.findByTestId("people-review"));
  await waitFor(() => expect(asked).toBeDefined());
  expect(screen.queryByTestId("people-import")?.hasAttribute("open")).toBe(false);
  asked?.onCancel?.();
  await screen.findByTestId("people-figures");
  expect(closed).not.toHaveBeenCalled();
  jobs = [];
  fireEvent.click(screen.getByTestId("people-review"));
  await waitFor(() => expect(sent("people_change")).toHaveLength(2));
  await waitFor(() => expect(sent("jobs").length).toBeGreaterThan(2));
  jobs = [{ id: "j2", kind: "change", system: "s", state: "failed", entry: 8 }];
  asked?.onCancel?.();
  expect((await screen.findByTestId("people-ended")).textContent).toContain("only what is missing is sent");
});

it("says what is wrong with a file", async () => {
  answers.people_choose = () => {
    throw { code: "ZD7004", message: "The file is empty.", help: "Choose another." };
  };
  render(<Page people={{ system, purpose: { kind: "members", roleCollection: "r" }, roleCollection: "Viewer" }} />);
  fireEvent.click(await screen.findByTestId("people-choose"));
  expect((await screen.findByTestId("people-refused")).textContent).toContain("The file is empty.");
  expect(screen.getByTestId("people-check").getAttribute("aria-disabled")).toBe("true");
});
