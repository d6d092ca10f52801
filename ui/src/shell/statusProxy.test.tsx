import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { ProxyState } from "../api/generated/ProxyState";
import { client } from "./data";
import { navigate } from "./router";
import { StatusBar } from "./StatusBar";

const call = vi.hoisted(() => vi.fn());
vi.mock("../api/api", () => ({ call, onEvent: vi.fn() }));
vi.mock("./session", () => ({ useSession: () => ({ secrets: "keychain" }) }));

const rests: ProxyState = {
  base: "https://localhost:8443",
  tls: true,
  loopback: true,
  systems: [],
  traces: [],
};
const runs = { ...rests, since: "2026-03-04T08:02:00Z", systems: ["s", "t"] };
const failure = { code: "ZD1", message: "Port 8443 is taken." };

beforeEach(() => {
  client.clear();
});

it.each<[ProxyState, string, string | undefined]>([
  [rests, "/system/s/users", undefined],
  [runs, "/system/s/users", "Proxy on for 2 systems"],
  [{ ...rests, failure }, "/activity", "Proxy does not run"],
  [runs, "/system/s/proxy", undefined],
  [runs, "/proxy/7", undefined],
])("the foot says that the proxy runs, but where its own view does, case %#", async (state, place, text) => {
  await navigate(place);
  call.mockReset().mockResolvedValue(state);
  render(
    <QueryClientProvider client={client}>
      <StatusBar systems={[]} system={undefined} />
    </QueryClientProvider>,
  );
  await waitFor(() => expect(client.getQueryData(["proxy_state", {}])).toBeDefined());
  await waitFor(() => expect(screen.queryByTestId("status-proxy")?.textContent).toBe(text));
});
