import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { Start } from "../../api/generated/Start";
import { setSession } from "../../shell/session";
import { SecretsPlace } from "./SecretsPlace";

const call = vi.hoisted(() => vi.fn());
vi.mock("../../api/api", () => ({ call, onEvent: vi.fn() }));

const start: Start = {
  version: "1",
  workspace: "/w",
  secrets: "unavailable",
  vault: "absent",
  settings: {
    name: "",
    email: "",
    theme: "light",
    cozy: false,
    inactiveAfterDays: 180,
    autoLockMinutes: 15,
    dates: "words",
    snapshotWarningHours: 24,
    proxy: "system",
    proxyAddress: "",
    certificateFile: "",
  },
};
beforeEach(() => setSession(start));

/** UI5's fields take values by their own property and event. */
async function type(testid: string, value: string) {
  const field = (await screen.findByTestId(testid)) as HTMLElement & { value: string };
  await act(async () => {
    field.value = value;
    fireEvent(field, new CustomEvent("ui5-input", { bubbles: true }));
    fireEvent(field, new CustomEvent("input", { bubbles: true }));
  });
}

it("offers the encrypted file where no keychain answers", async () => {
  call.mockImplementation(async (command: string) =>
    command === "secrets_movable" ? { secrets: 0, unreachable: true } : { tidy: true },
  );
  render(<SecretsPlace />);
  fireEvent.click(screen.getByTestId("secrets-use-file"));
  await type("passphrase-field", "open sesame");
  await type("passphrase-again", "open sesame");
  fireEvent.click(screen.getByTestId("passphrase-send"));
  expect((await screen.findByTestId("move-secrets-count")).textContent).toMatch(/^No secret is kept/);
  fireEvent.click(screen.getByTestId("move-secrets-confirm"));
  await waitFor(() => expect(call).toHaveBeenCalledWith("secrets_move", { to: "file" }));
  expect(call).toHaveBeenCalledWith("vault_unlock", { passphrase: "open sesame" });
});
