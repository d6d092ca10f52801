import type { KeyboardEvent } from "react";

const LINES = "ui5-input, input:is([type=text], [type=password]):not([role])";

/** The button that a dialog is there for. */
const defaultButton = (dialog: Element): HTMLElement | null =>
  dialog.querySelector(":is(.zdialog-foot, .zoverlay-foot) .zbutton:is(.emphasized, .negative):not([aria-disabled])");

/** Presses it by Ctrl+Enter, and where `enter` is given by Enter in a line of text that no form waits for. */
export function pressDefault(event: KeyboardEvent<HTMLElement>, enter: boolean): void {
  if (event.key !== "Enter" || event.repeat || event.defaultPrevented || event.shiftKey || event.altKey) return;
  const target = event.target as Element;
  // Of a dialog that came over this one.
  if (target.closest("ui5-dialog, dialog") !== event.currentTarget) return;
  const asked = event.ctrlKey || event.metaKey || (enter && target.matches(LINES) && !target.closest("form"));
  const button = asked && defaultButton(event.currentTarget);
  if (!button) return;
  event.preventDefault();
  button.click();
}
