import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { SystemNode } from "../../api/generated/SystemNode";
import { pageActs } from "../../shell/pageActs";
import { begin, calls, content, show, world, write } from "./transformations.fixtures";

vi.mock("../../api/api", () => ({ call: vi.fn(), onEvent: vi.fn(async () => () => undefined) }));

const node = (id: string, name: string, more: Partial<SystemNode> = {}) =>
  ({ id, name, description: "", state: "reachable", ...more }) as SystemNode;

beforeEach(async () => {
  await begin();
  world.answers.landscape = () => ({
    systems: [
      node("f", "Retail", { state: "folder" }),
      node("s", "Retail PROD"),
      node("q", "Retail QA", { region: "eu10" }),
      node("d", "Retail DEV", { region: "us10" }),
    ],
  });
  world.answers.transformation_text = () => '{"theirs": 1}';
});

const open = async () => {
  fireEvent.click(screen.getByTestId("editor-more"));
  fireEvent.click(screen.getByTestId("menu-take-over"));
  return screen.findByTestId("take-over-input");
};
const offered = () => screen.queryAllByRole("option").map((option) => option.querySelector(".ell")?.textContent);
const state = () => screen.getByTestId("transformation-state").textContent;
const heard = () => screen.getByTestId("live").textContent;

it("puts another system's text into the editor, saves nothing, and undo brings back what was", async () => {
  await show();
  const field = await open();
  // All but folders and the system itself.
  await waitFor(() => expect(offered()).toEqual(["Retail QA", "Retail DEV"]));
  fireEvent.change(field, { target: { value: "retail US10" } });
  expect(offered()).toEqual(["Retail DEV"]);
  expect(heard()).toBe("1 system");
  fireEvent.keyDown(field, { key: "Enter" });
  await waitFor(() => expect(content()?.textContent).toBe('{"theirs": 1}'));
  expect(calls("transformation_text")).toEqual([{ system: "s", kind: "read", side: { of: "system", system: "d" } }]);
  expect(screen.queryByTestId("take-over")).toBeNull();
  expect(heard()).toBe("The text of Retail DEV stands here now. It is not saved.");
  await waitFor(() => expect(state()).toBe("Draft of Version 7"));
  expect(calls("transformation_save")).toEqual([]);
  // The keys are in the text, where Ctrl+Z is its own undo and not that of the last change of an account.
  expect(document.activeElement).toBe(content());
  // The selection of this page tells of itself in the midst of an edit, where the text has the focus.
  content()?.blur();
  fireEvent.click(screen.getByTestId("editor-undo"));
  expect(content()?.textContent).toBe("{}");
  await waitFor(() => expect(state()).toBe("Version 7"));
});

it("asks first where something unsaved stands", async () => {
  await show();
  await write("[1]");
  await waitFor(() => expect(state()).toBe("Draft of Version 7"));
  fireEvent.keyDown(await open(), { key: "ArrowDown" });
  await waitFor(() => expect(offered()).toHaveLength(2));
  fireEvent.click(screen.getByText("Retail QA"));
  expect((await screen.findByTestId("replace")).textContent).toContain("Retail QA");
  expect(content()?.textContent).toBe("[1]");
  fireEvent.click(screen.getByTestId("replace-text"));
  await waitFor(() => expect(content()?.textContent).toBe('{"theirs": 1}'));
});

it("changes nothing where both have the same text", async () => {
  world.answers.transformation_text = () => "{}";
  await show();
  await open();
  fireEvent.click(await screen.findByText("Retail QA"));
  await waitFor(() => expect(heard()).toBe("It is the text of Retail QA already."));
  expect(screen.getByTestId("editor-undo").getAttribute("aria-disabled")).toBe("true");
});

it("says why a text could not be read, and stays to try another", async () => {
  world.answers.transformation_text = () => {
    throw { code: "ZD1001", message: "No such system." };
  };
  await show();
  await open();
  fireEvent.click(await screen.findByText("Retail QA"));
  expect((await screen.findByTestId("take-over-error")).textContent).toContain("No such system.");
  expect(offered()).toHaveLength(2);
  expect(content()?.textContent).toBe("{}");
});

it("is offered by the palette too", async () => {
  await show();
  act(() =>
    pageActs()
      .find(({ id }) => id === "take-over")
      ?.run(),
  );
  expect(await screen.findByTestId("take-over-input")).toBeTruthy();
});
