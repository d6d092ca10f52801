import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { expect, vi } from "vitest";
import { call } from "../../api/api";
import type { SystemNode } from "../../api/generated/SystemNode";
import type { UserDetail } from "../../api/generated/UserDetail";
import type { UserQuery } from "../../api/generated/UserQuery";
import type { UserRow } from "../../api/generated/UserRow";
import { start } from "../../bench/start";
import { type ChangeRequest, endChange, useChangeRequest } from "../../shell/changes";
import { client } from "../../shell/data";
import { navigate, paths, usePlace } from "../../shell/router";
import { setSession } from "../../shell/session";
import { UsersTab } from "./UsersTab";

// An account of many users, in place of the backend. A test that uses it mocks `api/api`.

export const retail: SystemNode = {
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
export const user = (n: number): UserRow => ({
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
export const detail = (n: number): UserDetail => ({
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

/** What it holds now, and what was asked of it. */
export const world = {
  total: 200_000,
  queries: [] as UserQuery[],
  /** The change that was asked for. */
  asked: undefined as ChangeRequest | undefined,
};

/** Before each test. */
export async function begin(): Promise<void> {
  client.clear();
  endChange();
  world.total = 200_000;
  world.queries = [];
  vi.mocked(call)
    .mockReset()
    .mockImplementation(async (command, given) => {
      const args = given as { query: UserQuery; id: string; at: string };
      if (command === "user") {
        if (args.id === "gone") throw { code: "ZD1012", message: "No such user." };
        return detail(Number(args.id.slice(1)));
      }
      if (command === "users_page") {
        world.queries.push(args.query);
        const { offset, limit, filter } = args.query;
        const all = filter.search ? (filter.search === "none" ? 0 : 1) : world.total;
        const rows = Array.from({ length: Math.max(0, Math.min(limit, all - offset)) }, (_, i) => user(offset + i));
        const counts = { all: world.total, business: 3, platform: 2, inactive: 1, neverLoggedOn: 0, twoOrigins: 0 };
        return { rows, total: all, counts, origins: ["acme-ias", "sap.default"] };
      }
      if (command === "user_at") {
        const exists = args.at > "2026-02";
        const roleCollections = [{ id: "Viewer", name: "Viewer" }];
        return { exists, attributes: [{ name: "familyName", value: "Doe" }], roleCollections };
      }
      return (command === "jobs" ? [] : null) as never;
    });
  await setSession(start);
  await navigate(paths.system("s", "users"));
}

export function Page({ system }: { system: SystemNode }) {
  const { segments } = usePlace();
  world.asked = useChangeRequest();
  return <UsersTab system={system} item={segments[3]} section={segments[4]} />;
}
export async function show(over: Partial<SystemNode> = {}) {
  render(
    <QueryClientProvider client={client}>
      <main data-region="main" tabIndex={-1}>
        <Page system={{ ...retail, ...over }} />
      </main>
    </QueryClientProvider>,
  );
  await waitFor(() => expect(screen.queryByTestId("skeleton")).toBeNull());
}
export const grid = () => screen.getByTestId("grid");
export const press = (key: string, keys: object = {}) => fireEvent.keyDown(grid(), { key, ...keys });
/** The row that has the keys. */
export const focused = () => document.getElementById(grid().getAttribute("aria-activedescendant") ?? "");
