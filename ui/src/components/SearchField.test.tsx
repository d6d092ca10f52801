import { act, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { SearchField } from "./SearchField";

/** A list that is drawn some time after it was told what to look for. */
function Slow({ after }: { after: number }) {
  const [value, setValue] = useState("");
  return (
    <>
      <SearchField
        value={value}
        onChange={(text) => setTimeout(() => setValue(text), after)}
        placeholder="Search"
        testid="search"
      />
      <button type="button" onClick={() => setValue("")}>
        Clear
      </button>
    </>
  );
}

describe("the search field", () => {
  it("loses no letter to a list that is slower than the keys, and is emptied from outside", () => {
    vi.useFakeTimers();
    render(<Slow after={100} />);
    const field = screen.getByTestId<HTMLInputElement>("search");
    const type = (text: string) => fireEvent.change(field, { target: { value: text } });
    const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms));
    type("e");
    pass(60);
    type("em");
    pass(60);
    type("ema");
    expect(field.value).toBe("ema");
    pass(60);
    expect(field.value).toBe("ema");
    pass(500);
    expect(field.value).toBe("ema");
    fireEvent.click(screen.getByText("Clear"));
    expect(field.value).toBe("");
    pass(500);
    expect(field.value).toBe("");
    vi.useRealTimers();
  });
});
