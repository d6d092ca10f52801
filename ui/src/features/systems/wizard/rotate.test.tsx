import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { client } from "../../../shell/data";
import { RotateDialog } from "../RotateDialog";
import { answers, asked, begin, click, KEY, node, passed, paste, refused } from "./wizard.fixtures";

vi.mock("../../../api/api", () => ({ call: vi.fn(), onEvent: vi.fn(async () => () => undefined) }));

beforeEach(begin);

describe("a new key for a system", () => {
  const dialog = () =>
    render(
      <QueryClientProvider client={client}>
        <RotateDialog system={node("Shop")} onClose={() => undefined} />
      </QueryClientProvider>,
    );

  it("is taken when it works", async () => {
    answers.system_rotate = () => ({ swapped: true, steps: passed });
    dialog();
    await paste(KEY);
    await click("rotate-go");
    expect(asked("system_rotate")[0]).toEqual({
      id: "Shop",
      handle: "h1",
      consent: { otherAccount: false, untested: false },
    });
    expect(screen.getByTestId("rotated")).toBeTruthy();
  });

  it("of another account, and one that does not work, want a word each", async () => {
    const { unmount } = dialog();
    await paste(KEY);
    answers.system_rotate = () => ({ swapped: false, otherAccount: { before: "a", after: "b" }, steps: [] });
    await click("rotate-go");
    expect(screen.getByTestId("rotate-differs").textContent).toContain("b instead of a");
    answers.system_rotate = () => ({ swapped: false, steps: refused });
    await click("rotate-other");
    expect(within(screen.getByTestId("rotate-dialog")).getByTestId("test-steps")).toBeTruthy();
    await click("rotate-insist");
    expect(asked("system_rotate").map(({ consent }) => consent)).toEqual([
      { otherAccount: false, untested: false },
      { otherAccount: true, untested: false },
      { otherAccount: true, untested: true },
    ]);
    unmount();
    expect(asked("credentials_discard")).toContainEqual({ handles: ["h1"] });
  });
});
