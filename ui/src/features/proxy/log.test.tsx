import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { currentPlace } from "../../shell/router";
import { describe as describeCall } from "./callColumns";
import { asked, begin, paths, shownPage, shownTab, world } from "./proxy.fixtures";
import { callOf, detailOf, stateOf } from "./testing";

vi.mock("../../api/api", () => ({ call: vi.fn(), onEvent: vi.fn() }));

beforeEach(begin);

describe("the log", () => {
  it("has the calls of the system, newest first", async () => {
    shownTab();
    await waitFor(() => expect(paths()).toEqual(["GET/Users/u3", "PATCH/Groups/g"]));
    expect(screen.queryByTestId("head-system")).toBeNull();
    expect(["all", "errors", "slow"].map((chip) => screen.getByTestId(`chip-${chip}`).textContent)).toEqual([
      "All2",
      "Errors1",
      "Slow1",
    ]);
  });

  it("of all systems says whose they are", async () => {
    shownPage();
    await waitFor(() => expect(paths()).toHaveLength(3));
    expect(screen.getByTestId("head-system")).toBeTruthy();
    expect(screen.getByTestId("row-2").textContent).toContain("Retail QA");
  });

  it.each<[string, string[]]>([
    ["errors", ["GET/Users/u3"]],
    ["slow", ["GET/Users/u3"]],
  ])("shows %s alone", async (chip, expected) => {
    shownTab();
    fireEvent.click(await screen.findByTestId(`chip-${chip}`));
    await waitFor(() => expect(paths()).toEqual(expected));
  });

  it("is filtered by words, and says when nothing is left", async () => {
    shownTab();
    await waitFor(() => expect(paths()).toHaveLength(2));
    const field = screen.getByTestId("proxy-filter");
    fireEvent.change(field, { target: { value: "Groups" } });
    fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() => expect(paths()).toEqual(["PATCH/Groups/g"]));
    fireEvent.change(field, { target: { value: "nothing" } });
    fireEvent.keyDown(field, { key: "Enter" });
    fireEvent.click((await screen.findByTestId("proxy-no-hits")).querySelector("button") as HTMLElement);
    await waitFor(() => expect(paths()).toHaveLength(2));
  });

  it("follows what comes until it is paused, then says how many came", async () => {
    shownTab();
    await waitFor(() => expect(paths()).toHaveLength(2));
    world.log = [callOf(4), ...world.log];
    act(() => world.tell({ kind: "proxy" }));
    await waitFor(() => expect(paths()[0]).toBe("GET/Users/u4"));
    expect(screen.queryByTestId("proxy-fresh")).toBeNull();

    fireEvent.click(screen.getByTestId("proxy-pause"));
    await waitFor(() => expect(screen.getByTestId("proxy-fresh").textContent).toContain("Paused"));
    world.log = [callOf(7), callOf(6, { system: "s2" }), callOf(5), ...world.log];
    act(() => world.tell({ kind: "proxy" }));
    await waitFor(() => expect(screen.getByTestId("proxy-fresh").textContent).toContain("2 new calls"));
    expect(paths()[0]).toBe("GET/Users/u4");
    fireEvent.click(screen.getByTestId("proxy-go-on"));
    await waitFor(() => expect(paths()[0]).toBe("GET/Users/u7"));
    expect(screen.queryByTestId("proxy-fresh")).toBeNull();
  });

  it("asks for pages, never for all", async () => {
    world.log = Array.from({ length: 100_000 }, (_, i) => callOf(100_000 - i));
    shownTab();
    await waitFor(() => expect(screen.getByTestId("grid").getAttribute("aria-rowcount")).toBe("100001"));
    expect(paths().length).toBeLessThan(100);
    for (const { query } of asked("proxy_calls")) expect(query.count).toBeLessThanOrEqual(100);
  });

  it("opens a call, walks on by the arrows, and closes", async () => {
    shownTab();
    fireEvent.click(await screen.findByTestId("row-0"));
    await waitFor(() => expect(screen.getByTestId("call-title").textContent).toBe("GET /Users/u3"));
    expect(currentPlace().to).toBe("/system/s1/proxy/3");
    fireEvent.keyDown(screen.getByTestId("grid"), { key: "ArrowDown" });
    await waitFor(() => expect(currentPlace().to).toBe("/system/s1/proxy/2"));
    // A call that comes in above moves the row, not the one that is open.
    world.log = [callOf(4), ...world.log];
    act(() => world.tell({ kind: "proxy" }));
    await waitFor(() => expect(paths()).toHaveLength(3));
    fireEvent.keyDown(screen.getByTestId("grid"), { key: "ArrowUp" });
    await waitFor(() => expect(currentPlace().to).toBe("/system/s1/proxy/3"));
    fireEvent.keyDown(window, { key: "Escape" });
    await waitFor(() => expect(screen.queryByTestId("call-title")).toBeNull());
  });

  it.each([
    [callOf(1), "GET /Users/u1, idm-prod, Answered with status 200, 84 ms, 1 call to the account"],
    [detailOf({ call: { ...callOf(1), backendCalls: 0 } }).call, "no call to the account"],
  ])("reads a row, case %#", (one, text) => expect(describeCall(one)).toContain(text));

  it("takes whoever is not known for unknown", () => {
    const { consumer: _, ...nobody } = callOf(1);
    expect(describeCall(nobody)).toContain("unknown");
  });
});

describe("a log without calls", () => {
  beforeEach(() => {
    world.log = [];
  });

  it("says that the proxy is off, and switches it on", async () => {
    world.state = stateOf({ systems: [] });
    world.answers.proxy_switch = () => stateOf();
    shownTab();
    fireEvent.click(await screen.findByTestId("proxy-switch-on"));
    await waitFor(() => expect(asked("proxy_switch")).toEqual([{ system: "s1", on: true }]));
    expect(await screen.findByTestId("proxy-no-calls")).toBeTruthy();
  });

  it("says how to get the first", async () => {
    shownTab();
    fireEvent.click((await screen.findByTestId("proxy-no-calls")).querySelector("button") as HTMLElement);
    expect(await screen.findByTestId("connect-dialog")).toBeTruthy();
  });
});
