import { QueryClientProvider } from "@tanstack/react-query";
import { act, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Event } from "../api/generated/Event";
import { start } from "../bench/start";
import { announce, LiveRegions } from "./announce";
import { client } from "./data";
import { exportList } from "./exportList";
import { followJobs } from "./jobs";
import { StatusBar } from "./StatusBar";
import { saveText } from "./saveText";
import { setSession } from "./session";
import { useJobEnds } from "./useJobEnds";

const { call, heard } = vi.hoisted(() => ({ call: vi.fn(), heard: [] as ((event: Event) => void)[] }));
vi.mock("../api/api", () => ({
  call,
  onEvent: async (hear: (event: Event) => void) => {
    heard.push(hear);
    return () => undefined;
  },
}));

function JobEnds() {
  useJobEnds();
  return null;
}

let answers: Record<string, () => unknown>;
beforeEach(async () => {
  vi.useFakeTimers();
  answers = {};
  call.mockReset().mockImplementation(async (command: string) => answers[command]?.() ?? null);
  await setSession(start);
  render(
    <QueryClientProvider client={client}>
      <StatusBar systems={[]} system={undefined} />
      <LiveRegions />
      <JobEnds />
    </QueryClientProvider>,
  );
});
afterEach(() => {
  // what was shown last goes
  act(() => vi.advanceTimersByTime(10_000));
  vi.useRealTimers();
});

const told = () => screen.queryByTestId("status-told")?.textContent;
const refuse = () => {
  throw { code: "ZD1009", message: "The folder is full." };
};
const list = { list: {}, columns: [], format: "csv" } as never;

it.each<[string, () => void, () => unknown, string]>([
  [
    "where a list was saved",
    () => {
      answers.list_export = () => "/tmp/users.csv";
    },
    () => exportList("users", list),
    "Saved as /tmp/users.csv.",
  ],
  [
    "why it was not",
    () => {
      answers.list_export = refuse;
    },
    () => exportList("users", list),
    "The folder is full.",
  ],
  [
    "where a text was saved",
    () => {
      answers.save_text = () => "/tmp/a.json";
    },
    () => saveText("a", "{}"),
    "Saved as /tmp/a.json.",
  ],
  ["what was refused", () => undefined, () => announce("No.", "urgent"), "No."],
])("shows for a moment, and not to screen readers alone, %s", async (_, given, press, text) => {
  given();
  await act(async () => press());
  expect(told()).toBe(text);
  await act(async () => vi.advanceTimersByTime(10_000));
  expect(told()).toBeUndefined();
});

it("shows nothing of what can be seen anyway", async () => {
  await act(async () => announce("12 of 2,014 users"));
  expect(screen.getByTestId("live").textContent).toBe("12 of 2,014 users");
  expect(told()).toBeUndefined();
});

it.each([
  ["refresh", "failed", "Refresh Shop: failed. The keychain refused."],
  ["change", "failed", "Refresh Shop: failed. The keychain refused."],
  ["refresh", "done", undefined],
])("of a %s that is %s it shows %s", async (kind, state, text) => {
  answers.jobs = () => [];
  followJobs();
  const error = state === "failed" ? { code: "ZD5003", message: "The keychain refused." } : undefined;
  const job = { id: kind + state, kind, title: { code: "job.refresh", params: { system: "Shop" } }, system: "1" };
  const happens = (of: object) => {
    for (const hear of heard) hear({ kind: "job", job: { ...job, ...of } } as never);
  };
  await act(async () => {
    happens({ state: "running" });
    happens({ state, error });
  });
  expect(told()).toBe(text);
});
