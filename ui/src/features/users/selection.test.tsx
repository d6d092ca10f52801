import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { navigate, paths } from "../../shell/router";
import { begin, press, show, world } from "./users.fixtures";

vi.mock("../../api/api", () => ({ call: vi.fn(), onEvent: vi.fn(async () => () => undefined) }));

beforeEach(begin);

describe("the selection", () => {
  it("of ticked rows goes out by id", async () => {
    await show();
    press(" ");
    press("ArrowDown");
    press(" ");
    expect(screen.getByTestId("selection-count").textContent).toBe("2 selected");
    fireEvent.click(screen.getByTestId("delete"));
    expect(world.asked?.change).toEqual({
      kind: "deleteUsers",
      system: "s",
      users: { kind: "ids", ids: ["u0", "u1"] },
    });
  });

  it("of all goes out as the filter and its exceptions", async () => {
    await navigate(`${paths.system("s", "users")}?chip=inactive`);
    await show();
    press("a", { ctrlKey: true });
    press(" ");
    expect(screen.getByTestId("selection-count").textContent).toBe("199,999 selected, all matching but 1");
    fireEvent.click(screen.getByTestId("deactivate"));
    expect(world.asked?.change).toEqual({
      kind: "setActive",
      system: "s",
      active: false,
      users: { kind: "matching", filter: { search: "", chip: "inactive", origins: [] }, except: ["u0"] },
    });
  });

  it("of all ends with the filter that it was about", async () => {
    await show();
    press("a", { ctrlKey: true });
    fireEvent.click(screen.getByTestId("chip-platform"));
    await waitFor(() => expect(screen.queryByTestId("selection")).toBeNull());
  });

  it("grows by Shift over rows that are not on the page", async () => {
    await show();
    press("End", { shiftKey: true });
    await waitFor(() => expect(screen.getByTestId("selection-count").textContent).toBe("200,000 selected"), {
      timeout: 5000,
    });
    expect(world.queries.filter((q) => q.limit > 100).every((q) => q.limit <= 1000)).toBe(true);
  });
});
