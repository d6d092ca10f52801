import { QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { Job } from "../../api/generated/Job";
import { useChangeRequest } from "../../shell/changes";
import { client } from "../../shell/data";
import { DoneToast } from "./DoneToast";

const call = vi.hoisted(() => vi.fn());
vi.mock("../../api/api", () => ({ call, onEvent: vi.fn() }));

const job = { id: "j", title: { code: "", params: {}, message: "Delete 3 Users" }, entry: 214 } as unknown as Job;

function Asked() {
  return <output data-testid="asked">{JSON.stringify(useChangeRequest()?.change)}</output>;
}

const end = vi.fn();
const toast = async (undo: string) => {
  call.mockResolvedValue({ rows: [{ entry: 214, undo }], total: 1, failed: 0 });
  render(
    <QueryClientProvider client={client}>
      <DoneToast job={job} onEnd={end} />
      <Asked />
    </QueryClientProvider>,
  );
  await act(async () => void (await vi.advanceTimersByTimeAsync(1)));
};

beforeEach(() => {
  vi.useFakeTimers();
  client.clear();
  end.mockReset();
  return () => void vi.useRealTimers();
});

it("says that a change is through, leads to its entry, and goes by itself", async () => {
  await toast("nothing");
  expect(screen.getByTestId("toast").textContent).toBe("Done: Delete 3 UsersShow");
  fireEvent.click(screen.getByRole("link"));
  expect(location.hash).toBe("#/activity/214");
  expect(end).toHaveBeenCalledOnce();
  act(() => void vi.advanceTimersByTime(6000));
  expect(end).toHaveBeenCalledTimes(2);
});

it("offers the way back where there is one", async () => {
  await toast("offered");
  fireEvent.click(screen.getByTestId("toast-undo"));
  expect(end).toHaveBeenCalledOnce();
  expect(JSON.parse(screen.getByTestId("asked").textContent ?? "")).toEqual({ kind: "undo", entry: 214 });
});
