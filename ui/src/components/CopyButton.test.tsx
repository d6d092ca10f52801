import { act, fireEvent, render, screen } from "@testing-library/react";
import type { ReactElement } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LiveRegions } from "../shell/announce";
import { CopyButton } from "./CopyButton";
import { DetailActs } from "./DetailActs";
import { JsonView } from "./JsonView";
import { ErrorMessage } from "./Message";

vi.mock("../api/api", () => ({ call: vi.fn(), onEvent: vi.fn(async () => () => undefined) }));

let copied: string[];
let refused: boolean;
beforeEach(() => {
  vi.useFakeTimers();
  copied = [];
  refused = false;
  vi.spyOn(navigator.clipboard, "writeText").mockImplementation(async (text) => {
    if (refused) throw new Error("NotAllowedError");
    copied.push(text);
  });
});
afterEach(() => vi.useRealTimers());

const show = (element: ReactElement) =>
  render(
    <>
      {element}
      <LiveRegions />
    </>,
  );
const heard = () => screen.getByTestId("live").textContent;
const press = (element: HTMLElement) => act(async () => fireEvent.click(element));
const later = () => act(async () => vi.advanceTimersByTime(2000));

describe("a button that copies", () => {
  it.each([
    ["a text", "curl -u x"],
    ["a text that is made when it is asked for", async () => "curl -u x"],
  ])("%s says so in place of its label, and to screen readers, for a moment", async (_, text) => {
    show(<CopyButton label="Copy as curl" text={text} testid="copy" />);
    const button = screen.getByTestId("copy");
    await press(button);
    expect(copied).toEqual(["curl -u x"]);
    expect(button.textContent).toBe("Copied");
    expect(heard()).toBe("Copied");
    await later();
    expect(button.textContent).toBe("Copy as curl");
    // Said once more it is heard once more.
    expect(heard()).toBe("");
  });

  it("with an icon alone is called so", async () => {
    show(<CopyButton bare label="Copy Address" text="https://x" testid="copy" />);
    const button = screen.getByRole("button", { name: "Copy Address" });
    await press(button);
    expect(button.getAttribute("aria-label")).toBe("Copied");
    expect(button.title).toBe("Copied");
    await later();
    expect(button.title).toBe("Copy Address");
  });

  it.each([
    ["the desktop refuses", "x", true],
    ["the text cannot be made", () => Promise.reject(new Error("gone")), false],
  ])("says where %s that nothing was copied", async (_, text, refuses) => {
    refused = refuses;
    show(<CopyButton label="Copy" text={text} testid="copy" />);
    await press(screen.getByTestId("copy"));
    expect(copied).toEqual([]);
    expect(screen.getByTestId("copy").textContent).toBe("Could not be copied");
    expect(heard()).toBe("Could not be copied");
  });
});

describe("what copies says so", () => {
  it.each([
    [
      "the details of an error",
      <ErrorMessage key="" error={{ code: "ZD1", message: "No." }} />,
      "Copy Details",
      "No.\nZD1",
    ],
    ["JSON", <JsonView key="" label="JSON" text="{}" />, "Copy", "{}"],
  ])("%s", async (_, element, name, text) => {
    show(element);
    await press(screen.getByRole("button", { name }));
    expect(copied).toEqual([text]);
    expect(screen.getByRole("button", { name: "Copied" })).toBeTruthy();
    expect(heard()).toBe("Copied");
  });

  it.each([
    ["copy-id", "u1"],
    ["copy-link", "zonedesk://"],
  ])("the menu of a detail, at its button: %s", async (item, text) => {
    show(<DetailActs name="Jana" id="u1" items={[]} full={false} onFull={vi.fn()} onClose={vi.fn()} />);
    const menu = screen.getByTestId("detail-menu");
    menu.focus();
    await press(menu);
    await press(screen.getByTestId(`menu-${item}`));
    expect(copied).toEqual([text]);
    expect(menu.title).toBe("Copied");
    expect(heard()).toBe("Copied");
    expect(document.activeElement).toBe(menu);
    await later();
    expect(menu.title).toBe("More for Jana");
  });
});
