import { fireEvent, render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { LongJson } from "./LongJson";

it("unfolds to all lines and folds again, with the focus where it was pressed", () => {
  const text = "[\n  1,\n  2,\n  3\n]";
  const { container } = render(<LongJson text={text} first={2} />);
  const shown = () => container.querySelector("pre")?.textContent;
  expect(shown()).toBe("[\n  1,");
  const button = screen.getByRole("button", { name: "… 3 more lines" });
  button.focus();
  fireEvent.click(button);
  expect(shown()).toBe(text);
  expect(document.activeElement).toBe(button);
  expect(button.textContent).toBe("Show less");
  fireEvent.click(button);
  expect(shown()).toBe("[\n  1,");
});

it("has nothing to unfold where all is shown", () => {
  render(<LongJson text="{}" first={2} />);
  expect(screen.queryByRole("button")).toBeNull();
});
