import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { client, refetchSystem, useReading } from "./data";

const { call } = vi.hoisted(() => ({ call: vi.fn() }));
vi.mock("../api/api", () => ({ call, onEvent: vi.fn() }));

afterEach(() => {
  cleanup();
  client.clear();
});

function Shown() {
  const { data } = useReading("overview", { system: "s" });
  return <p data-testid="shown">{String(data)}</p>;
}

it("asks again for a first answer that was on its way when something changed", async () => {
  let answer: (now: string) => void = () => undefined;
  call.mockImplementation(() => new Promise((resolve) => (answer = resolve)));
  render(
    <QueryClientProvider client={client}>
      <Shown />
    </QueryClientProvider>,
  );
  await waitFor(() => expect(call).toHaveBeenCalledTimes(1));
  refetchSystem("s");
  answer("before");
  await waitFor(() => expect(call).toHaveBeenCalledTimes(2));
  answer("after");
  await waitFor(() => expect(screen.getByTestId("shown").textContent).toBe("after"));
  refetchSystem("other");
  expect(call).toHaveBeenCalledTimes(2);
});

it.each([
  ["overview", { system: "s" }, true],
  ["overview", { system: "other" }, false],
  ["users_page", { query: { system: "s" } }, true],
  ["users_page", { query: { system: "other" } }, false],
  ["properties", { owner: "s" }, true],
  ["transformation_effect", { system: "other", others: ["s"] }, true],
  ["transformation_effect", { system: "other", others: ["another"] }, false],
  ["activity_page", { query: {} }, true],
  ["landscape", {}, false],
])("a change of a system makes %s of %j stale: %s", (command, args, stale) => {
  client.setQueryData([command, args], "before");
  refetchSystem("s");
  expect(client.getQueryState([command, args])?.isInvalidated).toBe(stale);
});
