import { act, render, screen } from "@testing-library/react";
import { useRef } from "react";
import { createPortal } from "react-dom";
import { beforeEach, expect, it } from "vitest";
import { endChange, requestChange } from "./changes";
import { useFootPreview } from "./useFootPreview";

function Form() {
  const foot = useRef<HTMLDivElement>(null);
  const save = useRef<HTMLButtonElement>(null);
  const previewing = useFootPreview(foot, save);
  return (
    <>
      <input />
      <div ref={foot} data-testid="foot" />
      {previewing && foot.current && createPortal(<button type="button">Show</button>, foot.current)}
      {!previewing && (
        <button ref={save} type="button">
          Save
        </button>
      )}
    </>
  );
}

beforeEach(() => {
  endChange();
  render(<Form />);
  act(() => requestChange({ change: { kind: "undo", entry: 1 }, foot: screen.getByTestId("foot") }));
});

it("gives the focus back that went with the preview", () => {
  screen.getByText("Show").focus();
  act(endChange);
  expect(document.activeElement).toBe(screen.getByText("Save"));
});

it("leaves the focus where a person has it", () => {
  screen.getByRole("textbox").focus();
  act(endChange);
  expect(document.activeElement).toBe(screen.getByRole("textbox"));
});
