import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { RoleCollectionQuery } from "../../api/generated/RoleCollectionQuery";
import type { SystemNode } from "../../api/generated/SystemNode";
import { start } from "../../bench/start";
import { client } from "../../shell/data";
import { currentPlace, navigate, paths, usePlace } from "../../shell/router";
import { setSession } from "../../shell/session";
import { TAB } from "./place";
import { RoleCollectionsTab } from "./RoleCollectionsTab";

const { call, onEvent } = vi.hoisted(() => ({ call: vi.fn(), onEvent: vi.fn(async () => () => undefined) }));
vi.mock("../../api/api", () => ({ call, onEvent }));

const system = { id: "s", name: "Retail PROD", state: "reachable", enabled: true, tags: [] } as unknown as SystemNode;
const row = (n: number) => ({ id: `r${n}`, name: `Role ${n}`, description: "", members: 1, nested: 0 });
const all = 2000;

beforeEach(async () => {
  client.clear();
  call.mockReset().mockImplementation(async (command: string, args: { query: RoleCollectionQuery; id: string }) => {
    if (command === "role_collection") throw { code: "ZD1012", message: "No such role collection." };
    if (command !== "role_collections_page") return command === "jobs" ? [] : null;
    const { offset, limit } = args.query;
    const rows = Array.from({ length: Math.max(0, Math.min(limit, all - offset)) }, (_, i) => row(offset + i));
    return { rows, total: all, counts: { all, noMembers: 0, administrators: 0, nested: 0 } };
  });
  await setSession(start);
});

function Page() {
  return <RoleCollectionsTab system={system} item={usePlace().segments[3]} section={undefined} />;
}

it("puts the keys on the row of a role collection that the palette opened", async () => {
  await navigate(paths.system("s", TAB, "r1500", undefined, { find: "Role 1500" }));
  render(
    <QueryClientProvider client={client}>
      <Page />
    </QueryClientProvider>,
  );
  const grid = await screen.findByTestId("grid");
  const at = () => document.getElementById(grid.getAttribute("aria-activedescendant") ?? "")?.dataset.testid;
  await waitFor(() => expect(at()).toBe("row-1500"));
  expect(currentPlace().to).toBe("/system/s/role-collections/r1500");
  fireEvent.keyDown(document.body, { key: "Escape" });
  await waitFor(() => expect(document.activeElement).toBe(grid));
  expect(at()).toBe("row-1500");
});
