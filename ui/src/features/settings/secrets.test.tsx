import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { start } from "../../bench/start";
import { type } from "../../bench/type";
import { client } from "../../shell/data";
import { setSession } from "../../shell/session";
import { askForVault } from "../../shell/vault";
import { SettingsPage } from "./SettingsPage";
import { VaultQuestion } from "./VaultQuestion";

const call = vi.hoisted(() => vi.fn());
vi.mock("../../api/api", () => ({ call, onEvent: vi.fn(), vaultLocked: "ZD5004" }));

let answers: Record<string, unknown>;

beforeEach(async () => {
  answers = {};
  call.mockReset().mockImplementation(async (command: string, args: { settings?: unknown }) => {
    const answer = answers[command];
    if (answer instanceof Error) throw answer;
    return command === "settings_save" ? args.settings : answer;
  });
  await setSession(start);
});

const refused = (code: string, place?: string) =>
  Object.assign(new Error(`refused with ${code}`), { code, where: place });
const show = (section: string) =>
  render(
    <QueryClientProvider client={client}>
      <SettingsPage rest={[section]} />
    </QueryClientProvider>,
  );
const leave = (testid: string) => fireEvent.focusOut(screen.getByTestId(testid));
const press = async (testid: string) => fireEvent.click(await screen.findByTestId(testid));
const called = (command: string) => call.mock.calls.filter(([name]) => name === command).map(([, args]) => args);

it("asks a new passphrase twice before secrets move to the file, and says how many they are", async () => {
  answers.secrets_movable = { secrets: 3, unreachable: false };
  answers.secrets_move = { secrets: 3, tidy: true, status: { place: "file", vault: "open" } };
  show("security");
  await press("secrets-to-file");
  await type("passphrase-field", "open ses");
  await press("passphrase-send");
  await type("passphrase-again", "open sez");
  await press("passphrase-send");
  expect(called("vault_unlock")).toEqual([]);
  await type("passphrase-again", "open ses");
  await press("passphrase-send");
  expect((await screen.findByTestId("move-secrets-count")).textContent).toMatch(/^3 secrets move/);
  expect(called("secrets_move")).toEqual([]);
  await press("move-secrets-confirm");
  await waitFor(() => expect(screen.queryByTestId("move-secrets")).toBeNull());
  expect(called("vault_unlock")).toEqual([{ passphrase: "open ses" }]);
  expect(called("secrets_move")).toEqual([{ to: "file" }]);
});

it("refuses a short new passphrase, but not a short one of a file that is there", async () => {
  show("security");
  await press("secrets-to-file");
  await type("passphrase-field", "short");
  await type("passphrase-again", "short");
  await press("passphrase-send");
  expect(called("vault_unlock")).toEqual([]);
  expect(screen.getByTestId("passphrase-field-error").textContent).toBe("At least 8 characters");
});

it("says what is wrong with a passphrase and asks again", async () => {
  await setSession({ ...start, secrets: "file", vault: "locked" });
  answers.vault_unlock = refused("ZD5005");
  show("security");
  await press("vault-unlock");
  expect(screen.queryByTestId("passphrase-again")).toBeNull();
  await type("passphrase-field", "x");
  await press("passphrase-send");
  expect((await screen.findByTestId("passphrase-error")).textContent).toMatch("ZD5005");
  answers.vault_unlock = { place: "file", vault: "open" };
  await press("passphrase-send");
  await waitFor(() => expect(screen.queryByTestId("passphrase")).toBeNull());
});

it("opens the file for all who wait, once", async () => {
  await setSession({ ...start, secrets: "file", vault: "locked" });
  answers.vault_unlock = { place: "file", vault: "open" };
  render(<VaultQuestion />);
  const both = Promise.all([askForVault(), askForVault()]);
  await type("passphrase-field", "open sesame");
  await press("passphrase-send");
  expect(await both).toEqual([true, true]);
  expect(called("vault_unlock")).toHaveLength(1);
  const third = askForVault();
  await press("dialog-close");
  expect(await third).toBe(false);
});

it("offers nothing that would touch a damaged file", async () => {
  await setSession({ ...start, secrets: "file", vault: "damaged" });
  show("security");
  for (const testid of ["vault-unlock", "vault-change", "secrets-to-keychain", "secrets-to-file"])
    expect(screen.queryByTestId(testid)).toBeNull();
});

it("shows what is wrong with a proxy at its field, and keeps what is right", async () => {
  answers.settings_save = undefined;
  show("network");
  await type("settings-proxy-address", "http://proxy.example:8080");
  leave("settings-proxy-address");
  await waitFor(() =>
    expect(called("settings_save")).toEqual([
      { settings: { ...start.settings, proxy: "manual", proxyAddress: "http://proxy.example:8080" } },
    ]),
  );
  call.mockRejectedValueOnce(refused("ZD3008", "certificateFile"));
  await type("settings-certificates", "/gone.pem");
  leave("settings-certificates");
  expect((await screen.findByTestId("settings-certificates-error")).textContent).toMatch("ZD3008");
  expect(screen.queryByTestId("settings-proxy-address-error")).toBeNull();
});

it("writes a backup and brings one back, after saying what it holds", async () => {
  const backup = {
    path: "/b.zonedesk",
    madeAt: "2026-11-24T09:00:00Z",
    systems: 2,
    destinations: 0,
    entries: 1,
    transformationVersions: 0,
  };
  answers.workspace_size = { workspace: 2_097_152, snapshots: 0 };
  answers.backup = backup;
  answers.backup_choose = backup;
  answers.restore = start;
  show("data");
  expect((await screen.findByTestId("settings-size")).textContent).toBe("2.0 MB workspace, 0.0 MB snapshots");
  await press("back-up");
  expect((await screen.findByTestId("backed-up")).textContent).toBe("Written to /b.zonedesk");
  answers.backup_choose = refused("ZD7020");
  await press("restore-choose");
  expect((await screen.findByTestId("backup-error")).textContent).toMatch("ZD7020");
  answers.backup_choose = backup;
  await press("restore-choose");
  expect((await screen.findByTestId("restore-content")).textContent).toMatch(/2 systems, 1 journal entry/);
  expect(called("restore")).toEqual([]);
  await press("restore-confirm");
  await waitFor(() => expect(called("restore")).toHaveLength(1));
});

it("keeps the certificate of the proxy once both files are named", async () => {
  answers.landscape = { systems: [], demo: false };
  answers.proxy_settings = { publicUrl: "", port: 8443, tls: { kind: "pem", certificate: "/c.pem", key: "" } };
  answers.proxy_settings_save = { publicUrl: "", port: 8443, tls: { kind: "off" } };
  show("proxy");
  await type("settings-port", "0");
  leave("settings-port");
  await type("settings-tls-certificate", "/d.pem");
  leave("settings-tls-certificate");
  expect(called("proxy_settings_save")).toEqual([]);
  await type("settings-tls-key", "/k.pem");
  leave("settings-tls-key");
  await waitFor(() =>
    expect(called("proxy_settings_save")).toEqual([
      { settings: { publicUrl: "", port: 8443, tls: { kind: "pem", certificate: "/d.pem", key: "/k.pem" } } },
    ]),
  );
});

it("asks whom clients are vouched for by where there is TLS", async () => {
  answers.landscape = { systems: [], demo: false };
  answers.proxy_settings = { publicUrl: "", port: 8443, tls: { kind: "selfSigned" } };
  answers.proxy_settings_save = { publicUrl: "", port: 8443, tls: { kind: "off" } };
  show("proxy");
  await type("settings-client-authorities", "/ca.pem");
  leave("settings-client-authorities");
  await waitFor(() => expect(screen.queryByTestId("settings-client-authorities")).toBeNull());
  expect(called("proxy_settings_save")).toEqual([
    { settings: { publicUrl: "", port: 8443, tls: { kind: "selfSigned" }, clientAuthorities: "/ca.pem" } },
  ]);
});
