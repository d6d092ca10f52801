import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { type } from "../../bench/type";
import { navigate, paths } from "../../shell/router";
import { begin, show, world } from "./users.fixtures";

vi.mock("../../api/api", () => ({ call: vi.fn(), onEvent: vi.fn(async () => () => undefined) }));

beforeEach(begin);

describe("the detail", () => {
  it("lets only direct role collections be taken away", async () => {
    await navigate(paths.system("s", "users", "u0", "roleCollections"));
    await show();
    const there = await screen.findByTestId("unassign-Retail Viewer");
    expect(screen.queryByTestId("unassign-Launchpad_Admin")).toBeNull();
    expect(screen.getByText("Nested: Key Users → Launchpad_Admin")).toBeTruthy();
    expect(screen.queryByTestId("unassign-openid")).toBeNull();
    expect(screen.getByText("Origin unknown (default group or mapping)")).toBeTruthy();
    fireEvent.click(there);
    expect(world.asked?.change).toEqual({
      kind: "unassign",
      system: "s",
      users: { kind: "ids", ids: ["u0"] },
      roleCollections: ["r1"],
    });
  });

  it("says where else the person is", async () => {
    await navigate(paths.system("s", "users", "u0"));
    await show();
    expect((await screen.findByTestId("others")).textContent).toContain("Also a user with origin sap.default here.");
  });

  it("says what a user was at a moment", async () => {
    await navigate(paths.system("s", "users", "u0", "activity"));
    await show();
    const at = await screen.findByTestId("user-at");
    fireEvent.change(at, { target: { value: "2026-03-04T11:00:00" } });
    const then = await screen.findByTestId("user-then");
    expect(then.textContent).toContain("familyNameDoe");
    expect(then.querySelector("a")?.getAttribute("href")).toBe("#/system/s/role-collections/Viewer");
    fireEvent.change(at, { target: { value: "2026-01-01T00:00:00" } });
    await waitFor(() => expect(screen.getByTestId("user-then").textContent).toContain("was not there"));
  });

  it("says who is missing", async () => {
    await navigate(paths.system("s", "users", "gone"));
    await show();
    expect((await screen.findByTestId("user-gone")).textContent).toContain("gone");
  });
});

describe("the form", () => {
  it("sends what was typed, with the preview at its foot", async () => {
    await navigate(paths.system("s", "users", "u0"));
    await show();
    fireEvent.click(await screen.findByTestId("edit"));
    await type("field-familyName", "Eze");
    expect(await screen.findByText("Changed, was 0")).toBeTruthy();
    fireEvent.click(screen.getByTestId("save"));
    await waitFor(() => expect(world.asked).toBeDefined());
    expect(world.asked?.foot).toBeInstanceOf(HTMLElement);
    expect(world.asked?.change).toMatchObject({
      kind: "editUser",
      id: "u0",
      user: { familyName: "Eze", givenName: "User" },
    });
  });

  it("says who has the user name already, and sends nothing", async () => {
    await show();
    fireEvent.click(screen.getByTestId("create"));
    await type("field-userName", "USER0@acme.example");
    expect((await screen.findByTestId("duplicate")).textContent).toContain("User 0");
    fireEvent.click(screen.getByTestId("save"));
    expect(world.asked).toBeUndefined();
  });
});
