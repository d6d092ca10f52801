import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { call, onEvent } from "../../api/api";
import type { Job } from "../../api/generated/Job";
import { client } from "../../shell/data";
import { followJobs } from "../../shell/jobs";
import { currentPlace, navigate, paths } from "../../shell/router";
import { begin, focused, grid, Page, press, retail, show, world } from "./users.fixtures";

vi.mock("../../api/api", () => ({ call: vi.fn(), onEvent: vi.fn(async () => () => undefined) }));

beforeEach(begin);

describe("the list", () => {
  it("asks for what is seen and a little ahead, however long it is", async () => {
    await show();
    expect(grid().getAttribute("aria-rowcount")).toBe("200001");
    expect(screen.getAllByRole("row").length).toBeLessThan(60);
    await waitFor(() => expect(world.queries.length).toBeGreaterThan(1));
    expect(Math.max(...world.queries.map((q) => q.offset))).toBeLessThanOrEqual(300);
    expect(world.queries.every((q) => q.limit === 100)).toBe(true);
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
      expect(world.queries.at(-1)?.sort).toEqual([
        { column: "state", descending: false },
        { column: "origin", descending: false },
      ]),
    );
  });

  it("keeps its filter in the address, so that a figure can lead here", async () => {
    await navigate(`${paths.system("s", "users")}?chip=inactive&origin=sap.default`);
    await show();
    expect(world.queries[0]?.filter).toMatchObject({ chip: "inactive", origins: ["sap.default"] });
    fireEvent.click(screen.getByText("Origin is sap.default"));
    await waitFor(() => expect(world.queries.at(-1)?.filter.origins).toEqual([]));
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
    world.total = 0;
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
    vi.mocked(onEvent).mockImplementation(async (listener) => {
      listener({ kind: "job", job });
      return () => undefined;
    });
    followJobs();
    await show({ refreshing: true, loading: true });
    expect(screen.getByTestId("row-0")).toBeTruthy();
    expect(screen.getByTestId("strip-loading").textContent).toBe(
      "Loading users and role collections: 1,500 of about 2,014 (4 requests, 1 s left)",
    );
  });
});
