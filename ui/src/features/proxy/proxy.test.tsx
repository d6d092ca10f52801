import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { asked, begin, choose, flip, shownPage, shownTab, world } from "./proxy.fixtures";
import { stateOf } from "./testing";

vi.mock("../../api/api", () => ({ call: vi.fn(), onEvent: vi.fn() }));

beforeEach(begin);

describe("the head", () => {
  const address = "https://localhost:8443/ipsproxy/service/api/v1/scim/s1";
  it.each([
    [stateOf(), `Running on ${address}`],
    [stateOf({ systems: [] }), `Off. Its address is ${address}`],
  ])("says where it answers, case %#", async (now, text) => {
    world.state = now;
    shownTab();
    expect((await screen.findByTestId("proxy-state")).textContent).toBe(text);
  });

  it("switches, and goes back where that was refused", async () => {
    world.answers.proxy_switch = () => {
      throw { code: "ZD1", message: "The workspace is read-only." };
    };
    shownTab();
    await screen.findByTestId("proxy-switch");
    await flip("proxy-switch", false);
    expect((await screen.findByTestId("proxy-refused")).textContent).toContain("read-only");
    expect((screen.getByTestId("proxy-switch") as HTMLElement & { checked: boolean }).checked).toBe(true);
  });

  it("says why it does not run, and tries again", async () => {
    const { since: _, ...resting } = stateOf();
    world.state = {
      ...resting,
      failure: { code: "ZD7001", message: "Port 8443 is taken.", help: "Choose another port." },
    };
    world.answers.proxy_restart = () => stateOf();
    shownTab();
    const failure = await screen.findByTestId("proxy-failure");
    expect(failure.textContent).toContain("Port 8443 is taken. Choose another port.");
    fireEvent.click(screen.getByTestId("proxy-restart"));
    await waitFor(() => expect(screen.queryByTestId("proxy-failure")).toBeNull());
  });
});

describe("tracing", () => {
  it.each([15, 60, 480])("is begun for %i minutes", async (minutes) => {
    world.answers.proxy_trace = () => world.state;
    shownTab();
    await choose("proxy-log-menu", `trace-${minutes}`);
    await waitFor(() => expect(asked("proxy_trace")).toEqual([{ system: "s1", minutes }]));
  });

  it("is said while it is on, and ended", async () => {
    world.state = stateOf({ traces: [{ system: "s1", until: new Date(Date.now() + 60_000).toISOString() }] });
    world.answers.proxy_trace = () => stateOf();
    shownTab();
    expect((await screen.findByTestId("proxy-tracing")).textContent).toContain("Bodies are kept, secrets are masked.");
    fireEvent.click(screen.getByTestId("proxy-stop-tracing"));
    await waitFor(() => expect(screen.queryByTestId("proxy-tracing")).toBeNull());
    expect(asked("proxy_trace")).toEqual([{ system: "s1" }]);
  });

  it("that is over is not said", async () => {
    world.state = stateOf({ traces: [{ system: "s1", until: "2026-03-04T10:30:00Z" }] });
    shownTab();
    await screen.findByTestId("proxy-log-menu");
    expect(screen.queryByTestId("proxy-tracing")).toBeNull();
  });
});

describe("calls of today", () => {
  it.each([
    ["a system", shownTab, { system: "s1" }],
    ["all systems", shownPage, {}],
  ])("are counted for %s since midnight, and anew when one comes", async (_, shown, of) => {
    let calls = 0;
    world.answers.proxy_counts = () => ({ calls, errors: calls && 3 });
    shown();
    await waitFor(() => expect(asked("proxy_counts")).toHaveLength(1));
    const [{ since, ...more }] = asked("proxy_counts");
    const midnight = new Date(since);
    expect([more, midnight.getHours(), midnight.getMinutes()]).toEqual([of, 0, 0]);
    expect(Date.now() - midnight.getTime()).toBeLessThan(25 * 3_600_000);
    expect(screen.queryByTestId("proxy-counts")).toBeNull();
    calls = 128;
    act(() => world.tell({ kind: "proxy" }));
    expect((await screen.findByTestId("proxy-counts")).textContent).toBe("128 calls today, 3 errors");
  });
});
