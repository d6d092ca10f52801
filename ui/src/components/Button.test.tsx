import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { Button } from "./Button";

it.each([
  ["its text", { children: "Undo" }, "Undo"],
  ["what it is called, where several have one text", { children: "Undo", "aria-label": "Undo Delete" }, "Undo Delete"],
  ["its tooltip, where it has only an icon", { icon: "undo", tooltip: "Undo (Ctrl+Z)" }, "Undo (Ctrl+Z)"],
  ["what it is called, before its tooltip", { icon: "undo", tooltip: "Ctrl+Z", "aria-label": "Undo" }, "Undo"],
] as const)("has the name: %s", (_, props, name) => {
  render(<Button {...props} />);
  expect(screen.getByRole("button", { name })).toBeDefined();
});
