import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { call } from "../../api/api";
import { currentPlace, navigate, paths } from "../../shell/router";
import { begin, press, show, world } from "./users.fixtures";

vi.mock("../../api/api", () => ({ call: vi.fn(), onEvent: vi.fn(async () => () => undefined) }));

beforeEach(begin);

describe("the columns", () => {
  const titles = () => [...document.querySelectorAll("[data-column]")].map((head) => head.getAttribute("data-column"));
  beforeEach(() => localStorage.clear());

  it("are moved by the keyboard through their menu, and stay so", async () => {
    await show();
    expect(titles().slice(0, 2)).toEqual(["name", "userName"]);
    press("ArrowUp");
    press("F10", { shiftKey: true });
    expect(screen.queryByTestId("menu-left")).toBeNull();
    fireEvent.click(screen.getByTestId("menu-right"));
    expect(titles().slice(0, 2)).toEqual(["userName", "name"]);
    expect(JSON.parse(localStorage.getItem("zonedesk.users.columns") ?? "{}").shown[0]).toBe("userName");
  });

  it("are dragged to another place without sorting", async () => {
    await show();
    const sorts = world.queries.length;
    const heads = [...document.querySelectorAll<HTMLElement>("[data-column]")];
    heads.forEach((head, i) => {
      head.getBoundingClientRect = () => new DOMRect(i * 100, 0, 100, 30);
      head.setPointerCapture = () => undefined;
    });
    const first = heads[0] as HTMLElement;
    fireEvent.pointerDown(first, { button: 0, clientX: 10 });
    fireEvent.pointerMove(first, { clientX: 250 });
    fireEvent.pointerUp(first);
    fireEvent.click(first);
    expect(titles().slice(0, 3)).toEqual(["userName", "origin", "name"]);
    expect(world.queries.slice(sorts).every((q) => q.sort[0]?.column === "name" && !q.sort[0].descending)).toBe(true);
  });

  it("stay in sight up to the frozen one", async () => {
    await show();
    fireEvent.contextMenu(screen.getByTestId("head-userName"));
    fireEvent.click(screen.getByTestId("menu-freeze"));
    expect(document.querySelectorAll(".head .frozen").length).toBe(3);
    fireEvent.contextMenu(screen.getByTestId("head-userName"));
    expect(screen.queryByTestId("menu-freeze")).toBeNull();
    fireEvent.click(screen.getByTestId("menu-thaw"));
    expect(document.querySelectorAll(".frozen").length).toBe(0);
  });
});

describe("a view", () => {
  beforeEach(() => localStorage.clear());

  it("brings filter, order and columns back, and goes when it is deleted", async () => {
    await navigate(`${paths.system("s", "users")}?chip=inactive`);
    await show();
    fireEvent.click(screen.getByTestId("head-state"));
    fireEvent.click(screen.getByTestId("views"));
    fireEvent.click(screen.getByTestId("menu-view-save"));
    fireEvent.change(screen.getByTestId("view-field"), { target: { value: " Sleepers " } });
    fireEvent.click(screen.getByTestId("view-confirm"));
    expect(screen.getByTestId("views").textContent).toBe("Sleepers");

    fireEvent.click(screen.getByTestId("chip-all"));
    fireEvent.click(screen.getByTestId("head-name"));
    await waitFor(() => expect(screen.getByTestId("views").textContent).toBe("Views"));
    fireEvent.click(screen.getByTestId("views"));
    fireEvent.click(screen.getByTestId("menu-view-0"));
    await waitFor(() => expect(screen.getByTestId("views").textContent).toBe("Sleepers"));
    expect(currentPlace().query.get("chip")).toBe("inactive");
    expect(screen.getByTestId("head-state").getAttribute("aria-sort")).toBe("ascending");

    fireEvent.click(screen.getByTestId("views"));
    fireEvent.click(screen.getByTestId("menu-view-delete"));
    expect(localStorage.getItem("zonedesk.users.views")).toBe("[]");
  });
});

describe("the export", () => {
  const pick = async (item: string) => {
    fireEvent.click(screen.getByTestId("export"));
    fireEvent.click(await screen.findByTestId(`menu-${item}`));
  };
  const sent = () =>
    vi
      .mocked(call)
      .mock.calls.filter(([command]) => command === "list_export")
      .map(([, args]) => args);

  it("takes what is shown, or everything", async () => {
    await navigate(`${paths.system("s", "users")}?chip=inactive`);
    await show();
    await pick("export-xlsx");
    await pick("export-all-csv");
    const [shown, all] = sent();
    expect(shown).toMatchObject({
      name: "Retail PROD users.xlsx",
      export: {
        list: { kind: "users", system: "s", users: { kind: "matching", filter: { chip: "inactive" }, except: [] } },
        columns: ["name", "userName", "origin", "roleCollections", "lastLogon", "state"],
        format: "xlsx",
      },
    });
    expect(all).toMatchObject({
      export: { list: { users: { filter: { chip: "all" } } }, columns: [], format: "csv" },
    });
  });
});
