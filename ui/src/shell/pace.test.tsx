import { QueryClientProvider } from "@tanstack/react-query";
import { act, render, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { Event } from "../api/generated/Event";
import type { Pace } from "../api/generated/Pace";
import type { SystemNode } from "../api/generated/SystemNode";
import { client } from "./data";
import { followPaces } from "./pace";
import { StatusBar } from "./StatusBar";

const { onEvent } = vi.hoisted(() => ({ onEvent: vi.fn() }));
vi.mock("../api/api", () => ({ call: vi.fn(async () => null), onEvent }));
vi.mock("./session", () => ({ useSession: () => ({ secrets: "keychain" }) }));

const system = { id: "s", name: "Retail PROD", state: "reachable", users: 3 } as SystemNode;
const rest: Pace = { rate: 0, waiting: 0, held: 0, slowed: false };
let tell: (event: Event) => void = () => undefined;

beforeEach(() => {
  onEvent.mockImplementation(async (listener) => {
    tell = listener;
  });
  followPaces();
});

it.each<[Partial<Pace>, string | undefined]>([
  [{ rate: 29, waiting: 12 }, "2.9 requests/s · 12 waiting"],
  [{ rate: 10 }, "1.0 requests/s"],
  [{ rate: 12, slowed: true, waiting: 1 }, "1.2 requests/s · 1 waiting"],
  [{ rate: 3, held: 8 }, "Retail PROD asks to wait 8 s"],
  [{ held: 8, waiting: 1200 }, "Retail PROD asks to wait 8 s · 1,200 waiting"],
  [{}, undefined],
])("the pace of the open account is shown while it is asked: %j", (pace, shown) => {
  render(
    <QueryClientProvider client={client}>
      <StatusBar systems={[system]} system={system} />
    </QueryClientProvider>,
  );
  act(() => tell({ kind: "pace", system: "other", pace: { ...rest, rate: 30 } }));
  act(() => tell({ kind: "pace", system: "s", pace: { ...rest, rate: 30 } }));
  expect(screen.getByTestId("status-pace").textContent).toBe("3.0 requests/s");
  act(() => tell({ kind: "pace", system: "s", pace: { ...rest, ...pace } }));
  expect(screen.queryByTestId("status-pace")?.textContent).toBe(shown);
});
