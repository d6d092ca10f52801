import { fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { keepFocus } from "../../shell/keyboard/keepFocus";
import { currentPlace, navigate, paths } from "../../shell/router";
import { begin, grid, show } from "./users.fixtures";

vi.mock("../../api/api", () => ({ call: vi.fn(), onEvent: vi.fn(async () => () => undefined) }));

let end: () => void;
beforeEach(async () => {
  await begin();
  end = keepFocus();
});
afterEach(() => end());

const press = (text: string) => {
  const button = screen.getByText(text);
  button.focus();
  fireEvent.click(button);
};

it("takes filters away one by one by the same key, and comes to the list after the last", async () => {
  await navigate(`${paths.system("s", "users")}?origin=acme-ias&origin=sap.default`);
  await show();
  press("Origin is acme-ias");
  const left = screen.getByText("Origin is sap.default");
  await waitFor(() => expect(document.activeElement).toBe(left));
  fireEvent.click(left);
  await waitFor(() => expect(currentPlace().query.getAll("origin")).toEqual([]));
  await waitFor(() => expect(document.activeElement).toBe(grid()));
});

it("comes to the list when the filters that left nothing are cleared", async () => {
  await navigate(`${paths.system("s", "users")}?q=none`);
  await show();
  await screen.findByTestId("no-hits");
  press("Clear Filters");
  await waitFor(() => expect(document.activeElement).toBe(grid()));
});
