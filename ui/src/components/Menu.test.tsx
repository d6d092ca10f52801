import { act, fireEvent, render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { MenuButton } from "./MenuButton";

const open = () => {
  render(
    <>
      <MenuButton label="More" testid="more" items={[{ id: "one", title: "One", run: () => undefined }]} />
      <button type="button">elsewhere</button>
    </>,
  );
  screen.getByTestId("more").focus();
  fireEvent.click(screen.getByTestId("more"));
  expect(document.activeElement).toBe(screen.getByTestId("menu-one"));
};

it("gives the focus back on Esc", () => {
  open();
  fireEvent.keyDown(screen.getByTestId("menu-one"), { key: "Escape" });
  expect(screen.queryByRole("menu")).toBeNull();
  expect(document.activeElement).toBe(screen.getByTestId("more"));
});

it("closes where the focus goes elsewhere, and leaves it there", () => {
  open();
  const elsewhere = screen.getByText("elsewhere");
  act(() => elsewhere.focus());
  expect(screen.queryByRole("menu")).toBeNull();
  expect(document.activeElement).toBe(elsewhere);
});
