import { QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen } from "@testing-library/react";
import { vi } from "vitest";
import { call, onEvent } from "../../api/api";
import type { Consumer } from "../../api/generated/Consumer";
import type { Event } from "../../api/generated/Event";
import type { ProxyCall } from "../../api/generated/ProxyCall";
import type { ProxyCallPage } from "../../api/generated/ProxyCallPage";
import type { ProxyCallQuery } from "../../api/generated/ProxyCallQuery";
import type { SystemNode } from "../../api/generated/SystemNode";
import { Question } from "../../shell/ask";
import { client, followEvents } from "../../shell/data";
import { usePlace } from "../../shell/router";
import { ProxyPage } from "./ProxyPage";
import { ProxyTab } from "./ProxyTab";
import { callOf, detailOf, stateOf } from "./testing";

// Two systems with a proxy, in place of the backend. A test that uses it mocks `api/api`.

export const system = { id: "s1", name: "Retail PROD", state: "reachable" } as SystemNode;
export const other = { id: "s2", name: "Retail QA", state: "reachable" } as SystemNode;
export const consumerOf = (id: string, more: Partial<Consumer> = {}): Consumer => ({
  id,
  name: "",
  signIn: "basic",
  access: true,
  createdAt: "2026-03-04T08:00:00Z",
  ...more,
});

/** What the backend holds and answers, and how it tells of what happens. */
export const world = {
  state: stateOf(),
  log: [] as ProxyCall[],
  consumers: {} as Record<string, Consumer[]>,
  answers: {} as Record<string, (args: never) => unknown>,
  tell: (_: Event): void => undefined,
};
export const asked = (command: string) =>
  vi
    .mocked(call)
    .mock.calls.filter(([name]) => name === command)
    // biome-ignore lint/suspicious/noExplicitAny: each test knows what it looks for
    .map(([, args]) => args as any);

/** As the backend answers: newest first. */
function page({ system, kind, text, upto, start, count }: ProxyCallQuery): ProxyCallPage {
  const rest = world.log.filter(
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
    newest: world.log[0]?.number ?? 0,
  };
}

/** Before each test. */
export function begin(): void {
  // Nothing is laid out here; the list must believe that it has room.
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, "offsetWidth", "get").mockReturnValue(1200);
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(1200);
  client.clear();
  localStorage.clear();
  location.hash = "#/system/s1/proxy";
  window.dispatchEvent(new PopStateEvent("popstate"));
  world.state = stateOf();
  world.log = [
    callOf(3, { status: 500, milliseconds: 1840 }),
    callOf(2, { method: "PATCH", path: "/Groups/g" }),
    callOf(1, { system: "s2", systemName: "Retail QA", consumer: "entra" }),
  ];
  world.consumers = { s1: [consumerOf("idm-prod", { lastCall: { at: "2026-03-04T09:41:00Z", status: 200 } })], s2: [] };
  world.answers = {
    proxy_state: () => world.state,
    proxy_calls: ({ query }: { query: ProxyCallQuery }) => page(query),
    proxy_counts: () => ({ calls: 0, errors: 0 }),
    proxy_call: ({ number }: { number: number }) => detailOf({ call: callOf(number) }),
    consumers: ({ system }: { system: string }) => world.consumers[system],
    landscape: () => ({ systems: [system, other] }),
    consumer_update: () => ({ consumer: {} }),
    consumer_delete: () => null,
  };
  vi.mocked(call)
    .mockReset()
    .mockImplementation(async (command, args) => world.answers[command]?.(args as never) as never);
  vi.mocked(onEvent)
    .mockReset()
    .mockImplementation(async (follow) => {
      world.tell = follow;
      return () => undefined;
    });
  followEvents();
}

function Tab() {
  const { segments } = usePlace();
  return <ProxyTab system={system} item={segments[3]} />;
}

export const shownTab = () =>
  render(
    <QueryClientProvider client={client}>
      <Tab />
      <Question />
    </QueryClientProvider>,
  );
export const shownPage = () =>
  render(
    <QueryClientProvider client={client}>
      <ProxyPage rest={[]} />
    </QueryClientProvider>,
  );
export const paths = () =>
  screen.getAllByRole("row").flatMap((row) => row.querySelector(".request")?.textContent ?? []);
export const flip = (testid: string, on: boolean) =>
  act(async () => {
    const element = screen.getByTestId(testid) as HTMLElement & { checked: boolean };
    element.checked = on;
    fireEvent(element, new CustomEvent("ui5-change", { bubbles: true }));
    fireEvent(element, new CustomEvent("change", { bubbles: true }));
  });
export const choose = async (menu: string, item: string) => {
  fireEvent.click(await screen.findByTestId(menu));
  fireEvent.click(screen.getByTestId(`menu-${item}`));
};
