import { act, fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { Job } from "../../api/generated/Job";
import { DoneToast } from "./DoneToast";

beforeEach(() => void vi.useFakeTimers());

const job = { id: "j", title: { code: "", params: {}, message: "Delete 3 Users" }, entry: 214 } as unknown as Job;

it("says that a change is through, leads to its entry, and goes by itself", () => {
  const end = vi.fn();
  render(<DoneToast job={job} onEnd={end} />);
  expect(screen.getByTestId("toast").textContent).toBe("Done: Delete 3 UsersShow");
  fireEvent.click(screen.getByRole("link"));
  expect(location.hash).toBe("#/activity/214");
  expect(end).toHaveBeenCalledOnce();
  act(() => void vi.advanceTimersByTime(6000));
  expect(end).toHaveBeenCalledTimes(2);
  vi.useRealTimers();
});
