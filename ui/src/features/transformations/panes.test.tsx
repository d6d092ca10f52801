import { fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { keepFocus } from "../../shell/keyboard/keepFocus";
import { begin, show } from "./transformations.fixtures";

vi.mock("../../api/api", () => ({ call: vi.fn(), onEvent: vi.fn(async () => () => undefined) }));

let end: () => void;
beforeEach(async () => {
  await begin();
  end = keepFocus();
});
afterEach(() => end());

const press = async (testid: string) => {
  const button = await screen.findByTestId(testid);
  button.focus();
  fireEvent.click(button);
};

it.each([
  ["fold-mappings", "show-mappings"],
  ["hide-try", "show-try"],
])("keeps the focus on what folds a pane and what unfolds it: %s", async (fold, unfold) => {
  await show();
  await press(fold);
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId(unfold)));
  await press(unfold);
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId(fold)));
});

it("gives the focus back to what opened the history when that is closed", async () => {
  await show();
  await press("transformation-history");
  await press("history-close");
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("transformation-history")));
});
