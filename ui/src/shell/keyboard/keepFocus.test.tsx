import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { type ReactNode, useState } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keepFocus } from "./keepFocus";

let end: () => void;
beforeEach(() => {
  end = keepFocus();
});
afterEach(() => end());

/** A page that is another one after a press on what is called "press". */
function Page({ before, after }: { before: (press: ReactNode) => ReactNode; after: ReactNode }) {
  const [pressed, setPressed] = useState(false);
  const press = (
    <button key="press" type="button" data-twin="fold" onClick={() => setPressed(true)}>
      press
    </button>
  );
  return (
    <>
      <button type="button">banner</button>
      <main data-region="main" tabIndex={-1}>
        <section>{pressed ? after : before(press)}</section>
      </main>
    </>
  );
}
const stop = (name: string) => (
  <button key={name} type="button">
    {name}
  </button>
);
const press = () => {
  const button = screen.getByText("press");
  button.focus();
  fireEvent.click(button);
};
const focused = () => document.activeElement?.textContent;

describe("when what was pressed leaves the page, the focus is on", () => {
  it.each<[string, (press: ReactNode) => ReactNode, ReactNode, string]>([
    [
      "what takes its place",
      (press) => (
        <div key="same">
          <p>{stop("a")}</p>
          {press}
          <p>{stop("b")}</p>
        </div>
      ),
      <div key="same">
        <p>{stop("a")}</p>
        <span>{stop("there")}</span>
        <p>{stop("b")}</p>
      </div>,
      "there",
    ],
    [
      "the next of its row",
      (press) => (
        <ul>
          <li>{press}</li>
          <li>{stop("b")}</li>
        </ul>
      ),
      <ul key="">
        <li>{stop("b")}</li>
      </ul>,
      "b",
    ],
    [
      "the one before where it was the last",
      (press) => (
        <div>
          {stop("a")}
          {press}
        </div>
      ),
      <div key="">{stop("a")}</div>,
      "a",
    ],
    [
      "what comes after all that went with it",
      (press) => (
        <div>
          <section>{press}</section>
          <a href="#grid">grid</a>
        </div>
      ),
      <div key="">
        <a href="#grid">grid</a>
      </div>,
      "grid",
    ],
    [
      "its twin, wherever that is",
      (press) => (
        <div>
          {press}
          {stop("b")}
        </div>
      ),
      <div key="">
        {stop("a")}
        <i />
        <button type="button" data-twin="fold">
          unfold
        </button>
      </div>,
      "unfold",
    ],
    [
      "nothing that cannot have it",
      (press) => <div>{press}</div>,
      <div key="">
        <button type="button" disabled>
          off
        </button>
        <span tabIndex={-1}>no</span>
        {stop("yes")}
      </div>,
      "yes",
    ],
    ["the page where nothing stands there", (press) => <div>{press}</div>, <p key="">empty</p>, "empty"],
  ])("%s", async (_, before, after, expected) => {
    render(<Page before={before} after={after} />);
    press();
    await waitFor(() => expect(focused()).toBe(expected));
  });
});

it("leaves it to who took it meanwhile", async () => {
  vi.useFakeTimers();
  render(
    <Page
      before={(press) => (
        <div>
          {press}
          {stop("b")}
        </div>
      )}
      after={
        <div>
          {stop("b")}
          {stop("c")}
        </div>
      }
    />,
  );
  press();
  screen.getByText("c").focus();
  await act(async () => vi.advanceTimersByTime(1000));
  vi.useRealTimers();
  expect(focused()).toBe("c");
});

it("takes none where the focus was left on purpose before", async () => {
  vi.useFakeTimers();
  render(
    <Page
      before={(press) => (
        <div>
          {press}
          {stop("b")}
        </div>
      )}
      after={<div>{stop("b")}</div>}
    />,
  );
  const button = screen.getByText("press");
  button.focus();
  button.blur();
  await act(async () => vi.advanceTimersByTime(1));
  await act(async () => fireEvent.click(button));
  await act(async () => vi.advanceTimersByTime(1000));
  vi.useRealTimers();
  expect(document.activeElement).toBe(document.body);
});

it("presses nothing by a key that was held too long", async () => {
  render(
    <Page
      before={(press) => (
        <ul>
          <li>{press}</li>
          <li>{stop("b")}</li>
        </ul>
      )}
      after={
        <ul>
          <li>{stop("b")}</li>
        </ul>
      }
    />,
  );
  press();
  await waitFor(() => expect(focused()).toBe("b"));
  const held = (repeat: boolean) => fireEvent.keyDown(screen.getByText("b"), { key: "Enter", repeat });
  expect(held(true)).toBe(false);
  expect(held(false)).toBe(true);
  expect(held(true)).toBe(true);
});
