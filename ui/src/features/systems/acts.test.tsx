import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { DeletedSystem } from "../../api/generated/DeletedSystem";
import type { DeletionPlan } from "../../api/generated/DeletionPlan";
import type { SystemNode } from "../../api/generated/SystemNode";
import { client } from "../../shell/data";
import { currentPlace, navigate } from "../../shell/router";
import { DeleteDialog } from "./DeleteDialog";
import { DeletedPage } from "./DeletedPage";
import { DuplicateDialog } from "./DuplicateDialog";
import { EditDialog } from "./EditDialog";
import { systems as feature } from "./index";

const { call, onEvent } = vi.hoisted(() => ({ call: vi.fn(), onEvent: vi.fn() }));
vi.mock("../../api/api", () => ({ call, onEvent }));

const retail = {
  id: "r",
  name: "Retail",
  description: "",
  level: "subaccount",
  parent: "e",
  state: "reachable",
  enabled: true,
  demo: false,
  tags: ["production"],
  notes: "",
  favourite: false,
} as unknown as SystemNode;
const emea = { ...retail, id: "e", name: "EMEA", level: "directory", state: "folder", tags: [] } as SystemNode;
const plan: DeletionPlan = {
  system: "r",
  name: "Retail",
  users: 2014,
  roleCollections: 61,
  credentials: ["Password"],
  consumers: ["idm"],
  drafts: ["read"],
  properties: 8,
  versions: 3,
  below: ["A", "B"],
  above: "EMEA",
};
const answers: Record<string, unknown> = {};
const close = vi.fn();

beforeEach(async () => {
  client.clear();
  close.mockReset();
  call.mockReset();
  call.mockImplementation(async (command: string) => answers[command]);
  for (const key of Object.keys(answers)) delete answers[key];
  await navigate("/");
});

const show = (what: React.ReactNode) => render(<QueryClientProvider client={client}>{what}</QueryClientProvider>);
const type = (testid: string, value: string) => fireEvent.input(screen.getByTestId(testid), { target: { value } });
const asked = (command: string) => call.mock.calls.find(([name]) => name === command)?.[1];
const byName = (name: string) => screen.getByTestId(name);

it("says what goes with a system, what comes back, and what moves up", async () => {
  answers.system_delete_plan = plan;
  show(<DeleteDialog system={retail} onClose={close} />);
  await screen.findByTestId("delete-goes");
  const lines = (id: string) =>
    within(byName(id))
      .getAllByRole("listitem", { hidden: true })
      .map((li) => li.textContent);
  expect(lines("delete-goes")).toEqual(["the snapshot: 2,014 users, 61 role collections", "its credentials: Password"]);
  expect(lines("delete-back")).toEqual([
    "8 properties, name, place, tags, colour and notes",
    "the consumer of its proxy, whose secret is good as before: idm",
    "1 draft of its transformations",
  ]);
  expect(byName("delete-below").textContent).toBe("2 systems stand below it and move below EMEA: A, B.");
  fireEvent.click(byName("delete-system-confirm"));
  await waitFor(() => expect(close).toHaveBeenCalled());
  expect(asked("system_delete")).toEqual({ id: "r", confirm: "" });
  expect(currentPlace().to).toBe("/system/e");
});

it("deletes a productive system only where its name was typed", async () => {
  answers.system_delete_plan = { ...plan, confirm: "Retail" };
  show(<DeleteDialog system={retail} onClose={close} />);
  await screen.findByTestId("delete-system-name");
  type("delete-system-name", "retail");
  fireEvent.click(byName("delete-system-confirm"));
  expect(asked("system_delete")).toBeUndefined();
  type("delete-system-name", "Retail");
  fireEvent.click(byName("delete-system-confirm"));
  await waitFor(() => expect(asked("system_delete")).toEqual({ id: "r", confirm: "Retail" }));
});

it("copies a system without its credentials, unless they are asked for", async () => {
  answers.system_duplicate = { ...retail, id: "c", name: "Retail copy" };
  const { unmount } = show(<DuplicateDialog system={retail} onClose={close} />);
  fireEvent.click(await screen.findByTestId("duplicate-system-confirm"));
  await waitFor(() => expect(currentPlace().to).toBe("/system/c"));
  expect(asked("system_duplicate")).toEqual({ id: "r", credentials: false });
  unmount();

  call.mockRejectedValue({ code: "ZD3003", message: "It is taken.", where: "name" });
  show(<DuplicateDialog system={retail} onClose={close} />);
  type("duplicate-name", " Twin ");
  fireEvent.click(byName("duplicate-credentials"));
  fireEvent.click(byName("duplicate-system-confirm"));
  expect((await screen.findByTestId("duplicate-name-error")).textContent).toBe("It is taken.");
  expect(call).toHaveBeenLastCalledWith("system_duplicate", { id: "r", credentials: true, name: "Twin" });
});

it("changes of a system what was changed, and nothing else", async () => {
  show(<EditDialog system={retail} systems={[emea, retail]} onClose={close} />);
  fireEvent.click(await screen.findByTestId("colour-7"));
  fireEvent.change(byName("edit-notes"), { target: { value: "ask Jana" } });
  fireEvent.change(byName("edit-tags-input"), { target: { value: "eu10" } });
  fireEvent.keyDown(byName("edit-tags-input"), { key: "Enter" });
  fireEvent.click(byName("edit-save"));
  await waitFor(() => expect(close).toHaveBeenCalled());
  const edit = { colour: 7, notes: "ask Jana", tags: ["production", "eu10"] };
  expect(asked("system_update")).toEqual({ id: "r", edit });
});

it("brings a deleted system back and opens it", async () => {
  const deleted: DeletedSystem = {
    id: "r",
    name: "Retail",
    level: "subaccount",
    description: "",
    at: "2026-01-02T03:04:05.000Z",
    who: "Jana",
  };
  answers.systems_deleted = [deleted];
  answers.system_restore = { ...retail, name: "Retail 2" };
  show(<DeletedPage />);
  expect((await screen.findByTestId("deleted-Retail")).textContent).toContain("by Jana");
  fireEvent.click(byName("restore-system"));
  await waitFor(() => expect(asked("system_restore")).toEqual({ id: "r" }));
  await waitFor(() => expect(currentPlace().to).toBe("/system/r"));
});

it("says that nothing was deleted", async () => {
  answers.systems_deleted = [];
  show(<DeletedPage />);
  await screen.findByText("Nothing was deleted");
});

const run = (system: SystemNode, id: string) =>
  feature
    .systemActions?.(system)
    .find((item) => item.id === id)
    ?.run();

it("leads to the properties, also of a folder: its connection makes it a system", async () => {
  run(emea, "properties");
  await waitFor(() => expect(currentPlace().to).toBe("/system/e/properties"));
});

it("marks and switches a system from its menu", () => {
  call.mockResolvedValue(retail);
  run(retail, "favourite");
  expect(call).toHaveBeenLastCalledWith("system_update", { id: "r", edit: { favourite: true } });
  run({ ...retail, enabled: false }, "enable");
  expect(call).toHaveBeenLastCalledWith("system_update", { id: "r", edit: { enabled: true } });
  expect(feature.systemActions?.(emea).some((item) => item.id === "enable" || item.id === "test")).toBe(false);
});
