import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { Event } from "../../api/generated/Event";
import type { SystemNode } from "../../api/generated/SystemNode";
import type { TestMend } from "../../api/generated/TestMend";
import type { TestStep } from "../../api/generated/TestStep";
import { start } from "../../bench/start";
import { currentPlace } from "../../shell/router";
import { setSession } from "../../shell/session";
import { endSystemAct, useSystemAct } from "../../shell/systemActs";
import { report } from "./report";
import { TestDialog } from "./TestDialog";

const { call, onEvent } = vi.hoisted(() => ({ call: vi.fn(), onEvent: vi.fn() }));
vi.mock("../../api/api", () => ({ call, onEvent }));

const system = {
  id: "s1",
  name: "Retail PROD",
  url: "https://api.example",
  tokenUrl: "https://shop.example/oauth/token",
  clientId: "sb-full!a1",
} as SystemNode;

const passed = (step: TestStep["step"], message: string): TestStep => ({
  step,
  outcome: "passed",
  milliseconds: 12,
  message,
});
const failed = (mend?: TestMend): TestStep => ({
  step: "token",
  outcome: "failed",
  milliseconds: 180,
  message: "The token was refused.",
  error: { code: "ZD2006", message: "The token was refused.", help: "It was rotated." },
  ...(mend && { mend }),
});

let tell: (event: Event) => void;
let answer: (steps: TestStep[]) => void;
let refuse: (error: unknown) => void;

beforeEach(async () => {
  endSystemAct();
  onEvent.mockImplementation(async (handle: (event: Event) => void) => {
    tell = handle;
    return () => undefined;
  });
  call.mockImplementation(
    (command: string) =>
      new Promise((resolve, reject) => {
        if (command !== "system_test") return;
        answer = resolve;
        refuse = reject;
      }),
  );
  await setSession(start);
});

function Asked() {
  const act = useSystemAct();
  return <output data-testid="asked">{act ? `${act.kind} ${act.system}` : "nothing"}</output>;
}

it("shows each step as it is known, and those of this system only", async () => {
  render(<TestDialog system={system} onClose={() => undefined} />);
  expect(await screen.findAllByRole("listitem")).toHaveLength(8);
  act(() => tell({ kind: "testStep", of: "other", step: passed("dns", "Found elsewhere.") }));
  act(() => tell({ kind: "testStep", of: "s1", step: passed("dns", "Found both.") }));
  expect(screen.getByTestId("step-dns").textContent).toContain("Found both.");
  expect(screen.queryByText("Found elsewhere.")).toBeNull();
  expect(screen.queryByTestId("step-tls")).toBeNull();
  await act(async () => answer([passed("dns", "Found both."), failed()]));
  expect(screen.getByTestId("step-token").textContent).toContain("It was rotated.");
  expect(screen.getAllByRole("listitem")).toHaveLength(2);
  expect(screen.queryByTestId("test-mend")).toBeNull();
});

it.each<[TestMend, string, string]>([
  [{ kind: "pasteNewKey" }, "rotate s1", "/"],
  [{ kind: "editProperty", property: "URL" }, "nothing", "/system/s1/properties"],
  [{ kind: "networkSettings" }, "nothing", "/settings/network"],
])("does what %j says", async (mend, asked, place) => {
  const closed = vi.fn();
  render(
    <>
      <TestDialog system={system} onClose={closed} />
      <Asked />
    </>,
  );
  await act(async () => answer([failed(mend)]));
  fireEvent.click(within(screen.getByTestId("step-token")).getByTestId("test-mend"));
  expect(closed).toHaveBeenCalled();
  await waitFor(() => expect(screen.getByTestId("asked").textContent).toBe(asked));
  await waitFor(() => expect(currentPlace().to).toContain(place));
});

it("asks once more, and says why nothing could be asked", async () => {
  render(<TestDialog system={system} onClose={() => undefined} />);
  await act(async () => refuse({ code: "ZD2018", message: "Retail PROD is disabled.", help: "Enable it." }));
  expect(screen.getByText(/is disabled/)).toBeTruthy();
  expect(screen.queryByTestId("test-steps")).toBeNull();
  fireEvent.click(screen.getByTestId("test-again"));
  await waitFor(() => expect(screen.getAllByRole("listitem")).toHaveLength(8));
  await act(async () => answer([passed("dns", "Found both.")]));
  expect(screen.getByText("The connection works.")).toBeTruthy();
});

it("reports what a ticket needs", () => {
  expect(report(system, [passed("dns", "Found both."), failed()], "0.1.0", new Date(0))).toMatchInlineSnapshot(`
    "Retail PROD: connection test, 1970-01-01T00:00:00.000Z, Zonedesk 0.1.0
    URL: https://api.example
    Token URL: https://shop.example/oauth/token
    Client: sb-full!a1
    dns: passed, 12 ms. Found both.
    token: failed, 180 ms. The token was refused. It was rotated. (ZD2006)"
  `);
});
