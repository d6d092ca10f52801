import { QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Consumer } from "../../api/generated/Consumer";
import type { Event } from "../../api/generated/Event";
import type { ProxyCall } from "../../api/generated/ProxyCall";
import type { ProxyCallPage } from "../../api/generated/ProxyCallPage";
import type { ProxyCallQuery } from "../../api/generated/ProxyCallQuery";
import type { ProxyState } from "../../api/generated/ProxyState";
import type { SystemNode } from "../../api/generated/SystemNode";
import { type as typeInto } from "../../bench/type";
import { Question } from "../../shell/ask";
import { client, followEvents } from "../../shell/data";
import { currentPlace, usePlace } from "../../shell/router";
import { describe as describeCall } from "./callColumns";
import { ProxyPage } from "./ProxyPage";
import { ProxyTab } from "./ProxyTab";
import { callOf, detailOf, stateOf } from "./testing";

const { call, onEvent } = vi.hoisted(() => ({ call: vi.fn(), onEvent: vi.fn() }));
vi.mock("../../api/api", () => ({ call, onEvent }));

const system = { id: "s1", name: "Retail PROD", state: "reachable" } as SystemNode;
const other = { id: "s2", name: "Retail QA", state: "reachable" } as SystemNode;
const consumerOf = (id: string, more: Partial<Consumer> = {}): Consumer => ({
  id,
  name: "",
  signIn: "basic",
  access: true,
  createdAt: "2026-03-04T08:00:00Z",
  ...more,
});

let state: ProxyState;
let log: ProxyCall[];
let consumers: Record<string, Consumer[]>;
let answers: Record<string, (args: never) => unknown>;
let tell: (event: Event) => void;
const asked = (command: string) => call.mock.calls.filter(([name]) => name === command).map(([, args]) => args);

/** As the backend answers: newest first. */
function page({ system, kind, text, upto, start, count }: ProxyCallQuery): ProxyCallPage {
  const rest = log.filter(
    (one) =>
      (system === undefined || one.system === system) &&
      (upto === undefined || one.number <= upto) &&
      `${one.consumer} ${one.method} ${one.path} ${one.status}`.includes(text),
  );
  const of = {
    all: rest,
    errors: rest.filter((c) => c.status >= 400),
    slow: rest.filter((c) => c.milliseconds >= 1000),
  };
  return {
    calls: of[kind].slice(start, start + count),
    total: of[kind].length,
    all: rest.length,
    errors: of.errors.length,
    slow: of.slow.length,
    newest: log[0]?.number ?? 0,
  };
}

beforeEach(() => {
  // Nothing is laid out here; the list must believe that it has room.
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, "offsetWidth", "get").mockReturnValue(1200);
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(1200);
  client.clear();
  localStorage.clear();
  location.hash = "#/system/s1/proxy";
  window.dispatchEvent(new PopStateEvent("popstate"));
  state = stateOf();
  log = [
    callOf(3, { status: 500, milliseconds: 1840 }),
    callOf(2, { method: "PATCH", path: "/Groups/g" }),
    callOf(1, { system: "s2", systemName: "Retail QA", consumer: "entra" }),
  ];
  consumers = { s1: [consumerOf("idm-prod", { lastCall: { at: "2026-03-04T09:41:00Z", status: 200 } })], s2: [] };
  answers = {
    proxy_state: () => state,
    proxy_calls: ({ query }: { query: ProxyCallQuery }) => page(query),
    proxy_counts: () => ({ calls: 0, errors: 0 }),
    proxy_call: ({ number }: { number: number }) => detailOf({ call: callOf(number) }),
    consumers: ({ system }: { system: string }) => consumers[system],
    landscape: () => ({ systems: [system, other] }),
    consumer_update: () => ({ consumer: {} }),
    consumer_delete: () => null,
  };
  call.mockReset().mockImplementation(async (command: string, args: never) => answers[command]?.(args));
  onEvent.mockReset().mockImplementation(async (follow) => {
    tell = follow;
    return () => undefined;
  });
  followEvents();
});

function Tab() {
  const { segments } = usePlace();
  return <ProxyTab system={system} item={segments[3]} />;
}

const shownTab = () =>
  render(
    <QueryClientProvider client={client}>
      <Tab />
      <Question />
    </QueryClientProvider>,
  );
const shownPage = () =>
  render(
    <QueryClientProvider client={client}>
      <ProxyPage rest={[]} />
    </QueryClientProvider>,
  );
const paths = () => screen.getAllByRole("row").flatMap((row) => row.querySelector(".request")?.textContent ?? []);
const flip = (testid: string, on: boolean) =>
  act(async () => {
    const element = screen.getByTestId(testid) as HTMLElement & { checked: boolean };
    element.checked = on;
    fireEvent(element, new CustomEvent("ui5-change", { bubbles: true }));
    fireEvent(element, new CustomEvent("change", { bubbles: true }));
  });
const choose = async (menu: string, item: string) => {
  fireEvent.click(await screen.findByTestId(menu));
  fireEvent.click(screen.getByTestId(`menu-${item}`));
};

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
    log = [callOf(4), ...log];
    act(() => tell({ kind: "proxy" }));
    await waitFor(() => expect(paths()[0]).toBe("GET/Users/u4"));
    expect(screen.queryByTestId("proxy-fresh")).toBeNull();

    fireEvent.click(screen.getByTestId("proxy-pause"));
    await waitFor(() => expect(screen.getByTestId("proxy-fresh").textContent).toContain("Paused"));
    log = [callOf(7), callOf(6, { system: "s2" }), callOf(5), ...log];
    act(() => tell({ kind: "proxy" }));
    await waitFor(() => expect(screen.getByTestId("proxy-fresh").textContent).toContain("2 new calls"));
    expect(paths()[0]).toBe("GET/Users/u4");
    fireEvent.click(screen.getByTestId("proxy-go-on"));
    await waitFor(() => expect(paths()[0]).toBe("GET/Users/u7"));
    expect(screen.queryByTestId("proxy-fresh")).toBeNull();
  });

  it("asks for pages, never for all", async () => {
    log = Array.from({ length: 100_000 }, (_, i) => callOf(100_000 - i));
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
    log = [callOf(4), ...log];
    act(() => tell({ kind: "proxy" }));
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
    log = [];
  });

  it("says that the proxy is off, and switches it on", async () => {
    state = stateOf({ systems: [] });
    answers.proxy_switch = () => stateOf();
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

describe("the head", () => {
  const address = "https://localhost:8443/ipsproxy/service/api/v1/scim/s1";
  it.each([
    [stateOf(), `Running on ${address}`],
    [stateOf({ systems: [] }), `Off. Its address is ${address}`],
  ])("says where it answers, case %#", async (now, text) => {
    state = now;
    shownTab();
    expect((await screen.findByTestId("proxy-state")).textContent).toBe(text);
  });

  it("switches, and goes back where that was refused", async () => {
    answers.proxy_switch = () => {
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
    state = { ...resting, failure: { code: "ZD7001", message: "Port 8443 is taken.", help: "Choose another port." } };
    answers.proxy_restart = () => stateOf();
    shownTab();
    const failure = await screen.findByTestId("proxy-failure");
    expect(failure.textContent).toContain("Port 8443 is taken. Choose another port.");
    fireEvent.click(screen.getByTestId("proxy-restart"));
    await waitFor(() => expect(screen.queryByTestId("proxy-failure")).toBeNull());
  });
});

describe("tracing", () => {
  it.each([15, 60, 480])("is begun for %i minutes", async (minutes) => {
    answers.proxy_trace = () => state;
    shownTab();
    await choose("proxy-log-menu", `trace-${minutes}`);
    await waitFor(() => expect(asked("proxy_trace")).toEqual([{ system: "s1", minutes }]));
  });

  it("is said while it is on, and ended", async () => {
    state = stateOf({ traces: [{ system: "s1", until: new Date(Date.now() + 60_000).toISOString() }] });
    answers.proxy_trace = () => stateOf();
    shownTab();
    expect((await screen.findByTestId("proxy-tracing")).textContent).toContain("Bodies are kept, secrets are masked.");
    fireEvent.click(screen.getByTestId("proxy-stop-tracing"));
    await waitFor(() => expect(screen.queryByTestId("proxy-tracing")).toBeNull());
    expect(asked("proxy_trace")).toEqual([{ system: "s1" }]);
  });

  it("that is over is not said", async () => {
    state = stateOf({ traces: [{ system: "s1", until: "2026-03-04T10:30:00Z" }] });
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
    answers.proxy_counts = () => ({ calls, errors: calls && 3 });
    shown();
    await waitFor(() => expect(asked("proxy_counts")).toHaveLength(1));
    const [{ since, ...more }] = asked("proxy_counts");
    const midnight = new Date(since);
    expect([more, midnight.getHours(), midnight.getMinutes()]).toEqual([of, 0, 0]);
    expect(Date.now() - midnight.getTime()).toBeLessThan(25 * 3_600_000);
    expect(screen.queryByTestId("proxy-counts")).toBeNull();
    calls = 128;
    act(() => tell({ kind: "proxy" }));
    expect((await screen.findByTestId("proxy-counts")).textContent).toBe("128 calls today, 3 errors");
  });
});

describe("consumers", () => {
  it("say when they called last", async () => {
    shownTab();
    expect((await screen.findByTestId("consumer-last-idm-prod")).textContent).toContain(", 200");
    consumers.s1 = [consumerOf("idm-prod")];
    act(() => tell({ kind: "proxy" }));
    await waitFor(() => expect(screen.getByTestId("consumer-last-idm-prod").textContent).toBe("—"));
  });

  it("lose their access", async () => {
    shownTab();
    await screen.findByTestId("consumer-access-idm-prod");
    await flip("consumer-access-idm-prod", false);
    expect(asked("consumer_update")).toEqual([
      { system: "s1", id: "idm-prod", edit: { access: false, newSecret: false } },
    ]);
  });

  it.each([
    ["delete", "consumer_delete", { system: "s1", id: "idm-prod" }],
    ["new-secret", "consumer_update", { system: "s1", id: "idm-prod", edit: { newSecret: true } }],
  ])("%s once that was confirmed", async (item, command, args) => {
    answers.consumer_update = () => ({ consumer: {}, secret: "s3cret" });
    shownTab();
    await choose("consumer-menu-idm-prod", item);
    expect(asked(command)).toEqual([]);
    fireEvent.click(await screen.findByTestId("question-yes"));
    await waitFor(() => expect(asked(command)).toEqual([args]));
    if (item === "new-secret") expect((await screen.findByTestId("consumer-secret")).textContent).toContain("s3cret");
  });

  it("get another name", async () => {
    shownTab();
    await choose("consumer-menu-idm-prod", "edit");
    await typeInto("consumer-name", "IdM PROD");
    fireEvent.click(screen.getByTestId("consumer-save"));
    await waitFor(() =>
      expect(asked("consumer_update")).toEqual([
        { system: "s1", id: "idm-prod", edit: { name: "IdM PROD", newSecret: false } },
      ]),
    );
  });

  it.each([
    [15, "token of 15 min"],
    [120, "token of 2 h"],
  ])("with tokens get other ones of another lifetime: %d minutes", async (tokenMinutes, shown) => {
    consumers.s1 = [consumerOf("app", { signIn: "oauth", tokenMinutes })];
    shownTab();
    expect((await screen.findByTestId("consumer-app")).textContent).toContain(shown);
    await choose("consumer-menu-app", "edit");
    await typeInto("consumer-token-minutes", "5");
    fireEvent.click(screen.getByTestId("consumer-save"));
    const edit = { name: "", newSecret: false, tokenMinutes: 5 };
    await waitFor(() => expect(asked("consumer_update")).toEqual([{ system: "s1", id: "app", edit }]));
  });

  it("are added, and their secret is shown once", async () => {
    answers.consumer_add = () => ({ consumer: consumerOf("entra"), secret: "s3cret" });
    shownTab();
    fireEvent.click(await screen.findByTestId("consumers-add"));
    await typeInto("consumer-id", "entra");
    fireEvent.click(screen.getByTestId("consumer-add"));
    expect((await screen.findByTestId("consumer-secret")).textContent).toContain("s3cret");
    fireEvent.click(screen.getByTestId("consumer-secret-close"));
    await waitFor(() => expect(document.body.textContent).not.toContain("s3cret"));
  });

  it("of all systems are in one list", async () => {
    consumers.s2 = [consumerOf("entra")];
    shownPage();
    await screen.findByTestId("consumer-entra");
    expect(screen.getByTestId("consumer-entra").textContent).toContain("Retail QA off");
    expect(screen.getByTestId("consumer-idm-prod").textContent).toContain("Retail PROD");
  });

  it("that there are none of are missed", async () => {
    consumers.s1 = [];
    shownTab();
    expect((await screen.findByTestId("consumers-none")).textContent).toContain("Add one");
  });
});
