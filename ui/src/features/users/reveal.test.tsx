import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { call } from "../../api/api";
import { client } from "../../shell/data";
import { currentPlace, navigate, paths } from "../../shell/router";
import { begin, focused, grid, press, show, user, world } from "./users.fixtures";

vi.mock("../../api/api", () => ({ call: vi.fn(), onEvent: vi.fn(async () => () => undefined) }));

beforeEach(async () => {
  // Nothing is laid out here; the list must believe that it can be scrolled.
  vi.spyOn(Element.prototype, "scrollHeight", "get").mockReturnValue(200_000 * 32);
  await begin();
});

const rowOf = () => focused()?.getAttribute("data-testid");
const shown = async (row: string) => {
  await waitFor(() => expect(rowOf()).toBe(row));
  // Which nothing here says by itself.
  fireEvent.scroll(grid());
  await waitFor(() => expect(focused()?.className).toContain("current"));
};
/** As the palette opens somebody. */
const fromPalette = (n: number) => navigate(paths.system("s", "users", `u${n}`, undefined, { find: `User ${n}` }));

describe("a user who is opened from elsewhere", () => {
  it.each([
    ["near the top", 40, 0],
    ["further down than what is loaded", 1234, 1234 * 20],
    ["near the end of what is looked through", 4999, 4999 * 20],
  ])("has a row in sight, with the keys on it: %s", async (_, n, top) => {
    await fromPalette(n);
    await show();
    await shown(`row-${n}`);
    expect(grid().scrollTop).toBeGreaterThanOrEqual(top);
    // The list is as it was, and the address says no more than where one is.
    expect(currentPlace().to).toBe(`/system/s/users/u${n}`);
    expect(world.queries.every(({ limit }) => limit <= 1000)).toBe(true);
    // The detail takes the focus; Esc leads to the row.
    await screen.findByTestId("detail-title");
    fireEvent.keyDown(document.body, { key: "Escape" });
    await waitFor(() => expect(document.activeElement).toBe(grid()));
    expect(rowOf()).toBe(`row-${n}`);
  });

  it("is looked for in the list as it is filtered and sorted", async () => {
    localStorage.setItem("zonedesk.users.sort", JSON.stringify([{ column: "origin", descending: true }]));
    await navigate(`${paths.system("s", "users", "u700")}?chip=inactive`);
    await show();
    await shown("row-700");
    const asked = world.queries.filter(({ limit }) => limit > 100);
    expect(asked).toMatchObject([{ filter: { chip: "inactive" }, sort: [{ column: "origin", descending: true }] }]);
  });

  it("is shown too while the list is open, again and again", async () => {
    await show();
    for (const n of [600, 20, 600]) {
      await act(() => fromPalette(n));
      await shown(`row-${n}`);
    }
  });

  it("narrows a list that is too long to be looked through down to the name", async () => {
    const answer = vi.mocked(call).getMockImplementation();
    vi.mocked(call).mockImplementation(async (command, args) => {
      const query = (args as { query?: { filter: { search: string }; offset: number } }).query;
      const found = await answer?.(command, args);
      if (command !== "users_page" || query?.filter.search !== "=User 150000") return found as never;
      return { ...(found as object), total: 2, rows: [user(7), user(150_000)].slice(query.offset) } as never;
    });
    await fromPalette(150_000);
    await show();
    await shown("row-1");
    expect(currentPlace().to).toBe("/system/s/users/u150000?q=%3DUser+150000");
    expect(screen.getByTestId<HTMLInputElement>("search").value).toBe("=User 150000");
  });

  it("stays unshown in a list that is too long where nobody searched for it", async () => {
    await navigate(paths.system("s", "users", "u150000"));
    await show();
    await screen.findByTestId("detail-title");
    await waitFor(() => expect(world.queries.filter(({ limit }) => limit === 1000)).toHaveLength(5));
    expect(currentPlace().to).toBe("/system/s/users/u150000");
    expect(rowOf()).toBe("row-0");
  });
});

it("asks for no more rows where one is opened in the list itself", async () => {
  await show();
  press("ArrowDown");
  press("Enter");
  await screen.findByTestId("detail-title");
  await waitFor(() => expect(client.isFetching()).toBe(0));
  expect(rowOf()).toBe("row-1");
  expect(world.queries.every(({ limit }) => limit === 100)).toBe(true);
});

it("keeps the keys on the user when a refresh brings others in above", async () => {
  await show();
  grid().focus();
  press("ArrowDown");
  press("ArrowDown");
  expect(focused()?.textContent).toContain("User 2");
  const answer = vi.mocked(call).getMockImplementation();
  vi.mocked(call).mockImplementation(async (command, args) => {
    const found = await answer?.(command, args);
    if (command !== "users_page") return found as never;
    const { rows, ...rest } = found as { rows: object[] };
    return { ...rest, rows: [{ ...user(0), id: "new", name: "Anna New" }, ...rows] } as never;
  });
  await act(() => client.invalidateQueries({ queryKey: ["users_page"] }));
  await waitFor(() => expect(screen.getByTestId("row-0").textContent).toContain("Anna New"));
  expect(rowOf()).toBe("row-3");
  expect(focused()?.textContent).toContain("User 2");
});

it("does not open again by itself whom a search left and who was closed", async () => {
  await navigate(`${paths.system("s", "users", "u0")}?q=user`);
  await show();
  await screen.findByTestId("detail-title");
  fireEvent.keyDown(document.body, { key: "Escape" });
  await waitFor(() => expect(currentPlace().to).toBe("/system/s/users?q=user"));
  await waitFor(() => expect(document.activeElement).toBe(grid()));
  expect(screen.queryByTestId("detail")).toBeNull();
});
