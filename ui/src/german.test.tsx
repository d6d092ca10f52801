import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { SystemNode } from "./api/generated/SystemNode";
import { features } from "./app";
import { start } from "./bench/start";
import { FeaturesProvider } from "./shell/context";
import { client } from "./shell/data";
import { Frame } from "./shell/Frame";
import { setTongue } from "./shell/i18n";
import { de } from "./shell/i18n/de";
import { en, type MessageKey } from "./shell/i18n/en";
import { navigate, paths } from "./shell/router";
import { setSession } from "./shell/session";

const call = vi.hoisted(() => vi.fn());
vi.mock("./api/api", () => ({ call, onEvent: vi.fn(), onVaultLocked: vi.fn(), vaultLocked: "ZD5004" }));

const retail: SystemNode = {
  id: "s",
  name: "Retail PROD",
  description: "",
  level: "subaccount",
  url: "https://api.example",
  tokenUrl: "https://token.example",
  clientId: "sb",
  state: "reachable",
  enabled: true,
  demo: false,
  tags: [],
  notes: "",
  favourite: false,
  readOnly: false,
  refreshing: false,
  loading: false,
  users: 0,
  roleCollections: 0,
  refreshedAt: "2026-11-24T09:00:00Z",
};
const settings = { ...start.settings, language: "german" as const };
const counts = { all: 0, business: 0, platform: 0, inactive: 0, neverLoggedOn: 0, twoOrigins: 0 };
const answers: Record<string, unknown> = {
  users_page: { rows: [], total: 0, counts, origins: [] },
  role_collections_page: { rows: [], total: 0, counts: { all: 0, noMembers: 0, administrators: 0, nested: 0 } },
  activity_page: { entries: [], total: 0, all: 0, failed: 0 },
  jobs: [],
};

beforeEach(async () => {
  client.clear();
  answers.landscape = { systems: [retail] };
  call
    .mockReset()
    .mockImplementation(async (command: string, args: { settings?: unknown }) =>
      command === "settings_save" ? args.settings : (answers[command] ?? null),
    );
  await setTongue("de");
  await setSession({ ...start, settings });
});

const show = () =>
  render(
    <QueryClientProvider client={client}>
      <FeaturesProvider value={features}>
        <Frame />
      </FeaturesProvider>
    </QueryClientProvider>,
  );

const german = new Set<string>(Object.values(de));
const english = new Set<string>(
  (Object.keys(en) as MessageKey[]).map((key) => en[key]).filter((text) => !german.has(text)),
);

/** What a person reads or hears of the page. */
function said(): string[] {
  const found: string[] = [];
  for (const element of document.body.querySelectorAll("*")) {
    for (const name of ["title", "aria-label", "placeholder"]) found.push(element.getAttribute(name) ?? "");
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) found.push(node.nodeValue ?? "");
  }
  return found.map((text) => text.replace(/ \([^)]*\)$/, "").trim()).filter((text) => text !== "");
}

it.each([
  ["the users of a system", paths.system("s", "users"), ["Benutzer", "Anlegen"]],
  ["its role collections", paths.system("s", "role-collections"), ["Rollensammlungen", "Ohne Mitglieder"]],
  ["the activities", paths.page("activity"), ["Noch nichts geändert", "Alle Systeme"]],
  ["the look of the window", paths.page("settings", "appearance"), ["Sprache", "Darstellung"]],
  ["the shortcuts", paths.page("settings", "shortcuts"), ["Strg+K", "Umschalt+F6", "Leertaste"]],
])("has no English on %s", async (_, place, some) => {
  await navigate(place);
  show();
  await waitFor(() => expect(said()).toEqual(expect.arrayContaining(some)));
  expect(said().filter((text) => english.has(text))).toEqual([]);
});

it("has no English before there is a system", async () => {
  answers.landscape = { systems: [] };
  await navigate("/");
  show();
  await screen.findByText("Demolandschaft öffnen");
  expect(said().filter((text) => english.has(text))).toEqual([]);
});

it("loads the window anew when another language is chosen, and not otherwise", async () => {
  const reload = vi.spyOn(location, "reload").mockReturnValue();
  await navigate(paths.page("settings", "appearance"));
  show();
  const choose = async (testid: string, value: string) =>
    fireEvent(await screen.findByTestId(testid), new CustomEvent("change", { detail: { selectedOption: { value } } }));
  await choose("settings-dates", "iso");
  await waitFor(() => expect(call).toHaveBeenCalledWith("settings_save", { settings: { ...settings, dates: "iso" } }));
  expect(reload).not.toHaveBeenCalled();
  await choose("settings-language", "english");
  await waitFor(() => expect(reload).toHaveBeenCalledOnce());
});
