import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { start } from "../../bench/start";
import { type } from "../../bench/type";
import { setSession } from "../../shell/session";
import { SecretsPlace } from "./SecretsPlace";

const call = vi.hoisted(() => vi.fn());
vi.mock("../../api/api", () => ({ call, onEvent: vi.fn() }));

beforeEach(() => setSession({ ...start, secrets: "unavailable" }));

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
