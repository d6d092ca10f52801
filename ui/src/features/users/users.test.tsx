import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Event } from "../../api/generated/Event";
import type { Job } from "../../api/generated/Job";
import type { SystemNode } from "../../api/generated/SystemNode";
import type { UserDetail } from "../../api/generated/UserDetail";
import type { UserQuery } from "../../api/generated/UserQuery";
import type { UserRow } from "../../api/generated/UserRow";
import { start } from "../../bench/start";
import { type } from "../../bench/type";
import { type ChangeRequest, endChange, useChangeRequest } from "../../shell/changes";
import { client } from "../../shell/data";
import { followJobs } from "../../shell/jobs";
import { currentPlace, navigate, paths, usePlace } from "../../shell/router";
import { setSession } from "../../shell/session";
import { UsersTab } from "./UsersTab";

const { call, onEvent } = vi.hoisted(() => ({
  call: vi.fn(),
  onEvent: vi.fn(
    async (_listener: (event: Event) => void): Promise<unknown> =>
      () =>
        undefined,
  ),
}));
vi.mock("../../api/api", () => ({ call, onEvent }));

const retail: SystemNode = {
  id: "s",
  name: "Retail PROD",
  description: "",
  level: "subaccount",
  url: "https://api.example",
  tokenUrl: "https://token.example",
  clientId: "sb",
  state: "reachable",
  enabled: true,
  demo: false,
  tags: [],
  notes: "",
  favourite: false,
  readOnly: false,
  refreshing: false,
  loading: false,
  users: 200_000,
  roleCollections: 1,
  refreshedAt: "2026-11-24T09:00:00Z",
};
const user = (n: number): UserRow => ({
  id: `u${n}`,
  name: `User ${n}`,
  userName: `user${n}@acme.example`,
  origin: "acme-ias",
  platform: false,
  roleCollections: n === 0 ? 1 : 2,
  directRoleCollections: n === 0 ? 1 : 2,
  state: "active",
  email: `user${n}@acme.example`,
  verified: true,
  active: true,
});
const detail = (n: number): UserDetail => ({
  row: user(n),
  givenName: "User",
  familyName: String(n),
  phoneNumbers: [],
  version: 1,
  grants: [
    { id: "r1", name: "Retail Viewer", granted: { kind: "direct" }, critical: false, predefined: false },
    {
      id: "r2",
      name: "Launchpad_Admin",
      granted: { kind: "nested", path: ["Key Users", "Launchpad_Admin"] },
      critical: false,
      predefined: false,
    },
    { id: "r3", name: "openid", granted: { kind: "unknown" }, critical: false, predefined: false },
  ],
  others: [{ system: "s", systemName: "Retail PROD", id: "u9", origin: "sap.default" }],
  json: "{}",
  activity: [],
});

let total: number;
let queries: UserQuery[];
beforeEach(async () => {
  client.clear();
  endChange();
  total = 200_000;
  queries = [];
  call.mockReset().mockImplementation(async (command: string, args: { query: UserQuery; id: string; at: string }) => {
    if (command === "user") {
      if (args.id === "gone") throw { code: "ZD1012", message: "No such user." };
      return detail(Number(args.id.slice(1)));
    }
    if (command === "users_page") {
      queries.push(args.query);
      const { offset, limit, filter } = args.query;
      const all = filter.search ? (filter.search === "none" ? 0 : 1) : total;
      const rows = Array.from({ length: Math.max(0, Math.min(limit, all - offset)) }, (_, i) => user(offset + i));
      const counts = { all: total, business: 3, platform: 2, inactive: 1, neverLoggedOn: 0, twoOrigins: 0 };
      return { rows, total: all, counts, origins: ["acme-ias", "sap.default"] };
    }
    if (command === "user_at") {
      const exists = args.at > "2026-02";
      const roleCollections = [{ id: "Viewer", name: "Viewer" }];
      return { exists, attributes: [{ name: "familyName", value: "Doe" }], roleCollections };
    }
    return command === "jobs" ? [] : null;
  });
  await setSession(start);
  await navigate(paths.system("s", "users"));
});

let asked: ChangeRequest | undefined;
function Page({ system }: { system: SystemNode }) {
  const { segments } = usePlace();
  asked = useChangeRequest();
  return <UsersTab system={system} item={segments[3]} section={segments[4]} />;
}
async function show(over: Partial<SystemNode> = {}) {
  render(
    <QueryClientProvider client={client}>
      <Page system={{ ...retail, ...over }} />
    </QueryClientProvider>,
  );
  await waitFor(() => expect(screen.queryByTestId("skeleton")).toBeNull());
}
const grid = () => screen.getByTestId("grid");
const press = (key: string, keys: object = {}) => fireEvent.keyDown(grid(), { key, ...keys });
const focused = () => document.getElementById(grid().getAttribute("aria-activedescendant") ?? "");

describe("the list", () => {
  it("asks for what is seen and a little ahead, however long it is", async () => {
    await show();
    expect(grid().getAttribute("aria-rowcount")).toBe("200001");
    expect(screen.getAllByRole("row").length).toBeLessThan(60);
    await waitFor(() => expect(queries.length).toBeGreaterThan(1));
    expect(Math.max(...queries.map((q) => q.offset))).toBeLessThanOrEqual(300);
    expect(queries.every((q) => q.limit === 100)).toBe(true);
  });

  it("says a row in words", async () => {
    await show();
    expect(screen.getByTestId("row-0").getAttribute("aria-label")).toBe(
      "User 0, user0@acme.example, origin acme-ias, 1 role collection, last logon —, Active, row 1 of 200,000",
    );
  });

  it("is one tab stop, walked by keys; Enter opens with the focus on the title", async () => {
    await show();
    press("ArrowDown");
    press("ArrowDown");
    expect(focused()?.getAttribute("data-testid")).toBe("row-2");
    press("Enter");
    const title = await screen.findByTestId("detail-title");
    expect(title.textContent).toBe("User 2");
    await waitFor(() => expect(document.activeElement).toBe(title));
  });

  it("takes the focus back to the row when Esc closes the detail", async () => {
    await show();
    press("ArrowDown");
    press("Enter");
    await screen.findByTestId("detail-title");
    fireEvent.keyDown(document.body, { key: "Escape" });
    await waitFor(() => expect(document.activeElement).toBe(grid()));
    expect(focused()?.getAttribute("data-testid")).toBe("row-1");
    expect(screen.queryByTestId("detail")).toBeNull();
  });

  it("sorts by a press on a title, and by more with Shift", async () => {
    await show();
    fireEvent.click(screen.getByTestId("head-state"));
    fireEvent.click(screen.getByTestId("head-origin"), { shiftKey: true });
    await waitFor(() =>
      expect(queries.at(-1)?.sort).toEqual([
        { column: "state", descending: false },
        { column: "origin", descending: false },
      ]),
    );
  });

  it("keeps its filter in the address, so that a figure can lead here", async () => {
    await navigate(`${paths.system("s", "users")}?chip=inactive&origin=sap.default`);
    await show();
    expect(queries[0]?.filter).toMatchObject({ chip: "inactive", origins: ["sap.default"] });
    fireEvent.click(screen.getByText("Origin is sap.default"));
    await waitFor(() => expect(queries.at(-1)?.filter.origins).toEqual([]));
    expect(currentPlace().query.get("chip")).toBe("inactive");
  });

  it("says in words why nothing matches, and clears it", async () => {
    await navigate(`${paths.system("s", "users")}?q=none`);
    await show();
    const nothing = await screen.findByTestId("no-hits");
    expect(nothing.textContent).toContain("“none” in name, user name, e-mail or ID");
    fireEvent.click(within(nothing).getByText("Clear Filters"));
    await waitFor(() => expect(currentPlace().query.get("q")).toBeNull());
  });

  it("opens the one user whom a search leaves", async () => {
    await show();
    fireEvent.change(screen.getByTestId("search"), { target: { value: "jana" } });
    expect(await screen.findByTestId("detail-title")).toBeTruthy();
  });
});

describe("the columns", () => {
  const titles = () => [...document.querySelectorAll("[data-column]")].map((head) => head.getAttribute("data-column"));
  beforeEach(() => localStorage.clear());

  it("are moved by the keyboard through their menu, and stay so", async () => {
    await show();
    expect(titles().slice(0, 2)).toEqual(["name", "userName"]);
    press("ArrowUp");
    press("F10", { shiftKey: true });
    expect(screen.queryByTestId("menu-left")).toBeNull();
    fireEvent.click(screen.getByTestId("menu-right"));
    expect(titles().slice(0, 2)).toEqual(["userName", "name"]);
    expect(JSON.parse(localStorage.getItem("zonedesk.users.columns") ?? "{}").shown[0]).toBe("userName");
  });

  it("are dragged to another place without sorting", async () => {
    await show();
    const sorts = queries.length;
    const heads = [...document.querySelectorAll<HTMLElement>("[data-column]")];
    heads.forEach((head, i) => {
      head.getBoundingClientRect = () => new DOMRect(i * 100, 0, 100, 30);
      head.setPointerCapture = () => undefined;
    });
    const first = heads[0] as HTMLElement;
    fireEvent.pointerDown(first, { button: 0, clientX: 10 });
    fireEvent.pointerMove(first, { clientX: 250 });
    fireEvent.pointerUp(first);
    fireEvent.click(first);
    expect(titles().slice(0, 3)).toEqual(["userName", "origin", "name"]);
    expect(queries.slice(sorts).every((q) => q.sort[0]?.column === "name" && !q.sort[0].descending)).toBe(true);
  });

  it("stay in sight up to the frozen one", async () => {
    await show();
    fireEvent.contextMenu(screen.getByTestId("head-userName"));
    fireEvent.click(screen.getByTestId("menu-freeze"));
    expect(document.querySelectorAll(".head .frozen").length).toBe(3);
    fireEvent.contextMenu(screen.getByTestId("head-userName"));
    expect(screen.queryByTestId("menu-freeze")).toBeNull();
    fireEvent.click(screen.getByTestId("menu-thaw"));
    expect(document.querySelectorAll(".frozen").length).toBe(0);
  });
});

describe("a view", () => {
  beforeEach(() => localStorage.clear());

  it("brings filter, order and columns back, and goes when it is deleted", async () => {
    await navigate(`${paths.system("s", "users")}?chip=inactive`);
    await show();
    fireEvent.click(screen.getByTestId("head-state"));
    fireEvent.click(screen.getByTestId("views"));
    fireEvent.click(screen.getByTestId("menu-view-save"));
    fireEvent.change(screen.getByTestId("view-field"), { target: { value: " Sleepers " } });
    fireEvent.click(screen.getByTestId("view-confirm"));
    expect(screen.getByTestId("views").textContent).toBe("Sleepers");

    fireEvent.click(screen.getByTestId("chip-all"));
    fireEvent.click(screen.getByTestId("head-name"));
    await waitFor(() => expect(screen.getByTestId("views").textContent).toBe("Views"));
    fireEvent.click(screen.getByTestId("views"));
    fireEvent.click(screen.getByTestId("menu-view-0"));
    await waitFor(() => expect(screen.getByTestId("views").textContent).toBe("Sleepers"));
    expect(currentPlace().query.get("chip")).toBe("inactive");
    expect(screen.getByTestId("head-state").getAttribute("aria-sort")).toBe("ascending");

    fireEvent.click(screen.getByTestId("views"));
    fireEvent.click(screen.getByTestId("menu-view-delete"));
    expect(localStorage.getItem("zonedesk.users.views")).toBe("[]");
  });
});

describe("the selection", () => {
  it("of ticked rows goes out by id", async () => {
    await show();
    press(" ");
    press("ArrowDown");
    press(" ");
    expect(screen.getByTestId("selection-count").textContent).toBe("2 selected");
    fireEvent.click(screen.getByTestId("delete"));
    expect(asked?.change).toEqual({ kind: "deleteUsers", system: "s", users: { kind: "ids", ids: ["u0", "u1"] } });
  });

  it("of all goes out as the filter and its exceptions", async () => {
    await navigate(`${paths.system("s", "users")}?chip=inactive`);
    await show();
    press("a", { ctrlKey: true });
    press(" ");
    expect(screen.getByTestId("selection-count").textContent).toBe("199,999 selected, all matching but 1");
    fireEvent.click(screen.getByTestId("deactivate"));
    expect(asked?.change).toEqual({
      kind: "setActive",
      system: "s",
      active: false,
      users: { kind: "matching", filter: { search: "", chip: "inactive", origins: [] }, except: ["u0"] },
    });
  });

  it("of all ends with the filter that it was about", async () => {
    await show();
    press("a", { ctrlKey: true });
    fireEvent.click(screen.getByTestId("chip-platform"));
    await waitFor(() => expect(screen.queryByTestId("selection")).toBeNull());
  });

  it("grows by Shift over rows that are not on the page", async () => {
    await show();
    press("End", { shiftKey: true });
    await waitFor(() => expect(screen.getByTestId("selection-count").textContent).toBe("200,000 selected"), {
      timeout: 5000,
    });
    expect(queries.filter((q) => q.limit > 100).every((q) => q.limit <= 1000)).toBe(true);
  });
});

describe("an account that cannot be written to", () => {
  it.each([
    [{ readOnly: true }, "This credential has no write scope (xs_user.write)."],
    [{ enabled: false }, "This system is disabled."],
  ])("says why, case %#", async (over, reason) => {
    await show(over);
    const create = screen.getByTestId("create");
    expect(create.title).toBe(reason);
    fireEvent.click(create);
    expect(currentPlace().segments[3]).toBeUndefined();
  });
});

describe("states", () => {
  it("never read", async () => {
    const { refreshedAt: _, users: __, ...fresh } = retail;
    render(
      <QueryClientProvider client={client}>
        <Page system={fresh} />
      </QueryClientProvider>,
    );
    fireEvent.click(await screen.findByTestId("read-now"));
    expect(call).toHaveBeenCalledWith("refresh", { system: "s" });
  });

  it("without a user", async () => {
    total = 0;
    await show();
    expect((await screen.findByTestId("no-users")).textContent).toContain("Create User");
  });

  it("unreachable, over the rows of the snapshot", async () => {
    await show({ state: "unreachable", problem: { code: "ZD2001", message: "The host is unknown." } });
    expect(screen.getByTestId("grid")).toBeTruthy();
    expect(screen.getByText(/The host is unknown/)).toBeTruthy();
  });
});

describe("a first refresh", () => {
  const job: Job = {
    id: "j",
    kind: "refresh",
    title: { code: "job.refresh", params: {}, message: "Refresh Retail PROD" },
    system: "s",
    systemName: "Retail PROD",
    state: "running",
    done: 1500,
    total: 2014,
    requests: 4,
    repeats: 0,
    started: "2026-11-24T09:00:00Z",
    secondsLeft: 1,
  };

  it("shows the rows that it has, and how far it is", async () => {
    onEvent.mockImplementation(async (listener) => listener({ kind: "job", job }));
    followJobs();
    await show({ refreshing: true, loading: true });
    expect(screen.getByTestId("row-0")).toBeTruthy();
    expect(screen.getByTestId("strip-loading").textContent).toBe(
      "Loading users and role collections: 1,500 of about 2,014 (4 requests, 1 s left)",
    );
  });
});

describe("the export", () => {
  const pick = async (item: string) => {
    fireEvent.click(screen.getByTestId("export"));
    fireEvent.click(await screen.findByTestId(`menu-${item}`));
  };
  const sent = () => call.mock.calls.filter(([command]) => command === "list_export").map(([, args]) => args);

  it("takes what is shown, or everything", async () => {
    await navigate(`${paths.system("s", "users")}?chip=inactive`);
    await show();
    await pick("export-xlsx");
    await pick("export-all-csv");
    const [shown, all] = sent();
    expect(shown).toMatchObject({
      name: "Retail PROD users.xlsx",
      export: {
        list: { kind: "users", system: "s", users: { kind: "matching", filter: { chip: "inactive" }, except: [] } },
        columns: ["name", "userName", "origin", "roleCollections", "lastLogon", "state"],
        format: "xlsx",
      },
    });
    expect(all).toMatchObject({
      export: { list: { users: { filter: { chip: "all" } } }, columns: [], format: "csv" },
    });
  });
});

describe("the detail", () => {
  it("lets only direct role collections be taken away", async () => {
    await navigate(paths.system("s", "users", "u0", "roleCollections"));
    await show();
    const there = await screen.findByTestId("unassign-Retail Viewer");
    expect(screen.queryByTestId("unassign-Launchpad_Admin")).toBeNull();
    expect(screen.getByText("Nested: Key Users → Launchpad_Admin")).toBeTruthy();
    expect(screen.queryByTestId("unassign-openid")).toBeNull();
    expect(screen.getByText("Origin unknown (default group or mapping)")).toBeTruthy();
    fireEvent.click(there);
    expect(asked?.change).toEqual({
      kind: "unassign",
      system: "s",
      users: { kind: "ids", ids: ["u0"] },
      roleCollections: ["r1"],
    });
  });

  it("says where else the person is", async () => {
    await navigate(paths.system("s", "users", "u0"));
    await show();
    expect((await screen.findByTestId("others")).textContent).toContain("Also a user with origin sap.default here.");
  });

  it("says what a user was at a moment", async () => {
    await navigate(paths.system("s", "users", "u0", "activity"));
    await show();
    const at = await screen.findByTestId("user-at");
    fireEvent.change(at, { target: { value: "2026-03-04T11:00:00" } });
    const then = await screen.findByTestId("user-then");
    expect(then.textContent).toContain("familyNameDoe");
    expect(then.querySelector("a")?.getAttribute("href")).toBe("#/system/s/role-collections/Viewer");
    fireEvent.change(at, { target: { value: "2026-01-01T00:00:00" } });
    await waitFor(() => expect(screen.getByTestId("user-then").textContent).toContain("was not there"));
  });

  it("says who is missing", async () => {
    await navigate(paths.system("s", "users", "gone"));
    await show();
    expect((await screen.findByTestId("user-gone")).textContent).toContain("gone");
  });
});

describe("the form", () => {
  it("sends what was typed, with the preview at its foot", async () => {
    await navigate(paths.system("s", "users", "u0"));
    await show();
    fireEvent.click(await screen.findByTestId("edit"));
    await type("field-familyName", "Eze");
    expect(await screen.findByText("Changed, was 0")).toBeTruthy();
    fireEvent.click(screen.getByTestId("save"));
    await waitFor(() => expect(asked).toBeDefined());
    expect(asked?.foot).toBeInstanceOf(HTMLElement);
    expect(asked?.change).toMatchObject({ kind: "editUser", id: "u0", user: { familyName: "Eze", givenName: "User" } });
  });

  it("says who has the user name already, and sends nothing", async () => {
    await show();
    fireEvent.click(screen.getByTestId("create"));
    await type("field-userName", "USER0@acme.example");
    expect((await screen.findByTestId("duplicate")).textContent).toContain("User 0");
    fireEvent.click(screen.getByTestId("save"));
    expect(asked).toBeUndefined();
  });
});
