import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { beforeEach, expect, it, vi } from "vitest";
import type { Level } from "../../api/generated/Level";
import type { SystemEdit } from "../../api/generated/SystemEdit";
import type { SystemNode } from "../../api/generated/SystemNode";
import { LiveRegions } from "../../shell/announce";
import { LandscapeTree } from "./LandscapeTree";

const { call, onEvent } = vi.hoisted(() => ({ call: vi.fn(), onEvent: vi.fn() }));
vi.mock("../../api/api", () => ({ call, onEvent }));

const node = (id: string, level: Level, parent?: string, part: Partial<SystemNode> = {}): SystemNode => ({
  id,
  name: id,
  description: "",
  level,
  ...(parent && { parent }),
  url: "",
  tokenUrl: "",
  clientId: "",
  state: level === "subaccount" ? "reachable" : "folder",
  enabled: true,
  demo: false,
  tags: [],
  notes: "",
  favourite: false,
  readOnly: false,
  refreshing: false,
  loading: false,
  ...part,
});

let change: (id: string, edit: SystemEdit) => void;

/** The tree over a backend that does what it is asked. */
function Bench({ start }: { start: SystemNode[] }) {
  const [systems, setSystems] = useState(start);
  change = (id, { parent }) =>
    setSystems(
      systems.map((system) => {
        if (system.id !== id) return system;
        const { parent: _, ...rest } = system;
        return parent ? { ...rest, parent } : rest;
      }),
    );
  return (
    <>
      <LiveRegions />
      <LandscapeTree systems={systems} current={undefined} />
    </>
  );
}

const acme = [
  node("Acme", "globalAccount"),
  node("EMEA", "directory", "Acme"),
  node("Berlin", "subaccount", "EMEA"),
  node("Retail", "subaccount", "Acme"),
];
const row = (name: string) => screen.getByTestId(`landscape-node-${name}`);
const shape = () =>
  screen.getAllByRole("treeitem").map((item) => `${item.getAttribute("aria-level")} ${item.dataset.key}`);
const said = () => screen.getByTestId("live").textContent;
const alt = (name: string, key: string) => {
  row(name).focus();
  fireEvent.keyDown(row(name), { key, altKey: true });
};

beforeEach(() => {
  call.mockReset();
  call.mockImplementation(async (_command: string, { id, edit }: { id: string; edit: SystemEdit }) => change(id, edit));
});

it("brings in sight what is opened elsewhere, unfolds what it stands below, and lets that be folded again", () => {
  const seen: (string | undefined)[] = [];
  vi.spyOn(Element.prototype, "scrollIntoView").mockImplementation(function (this: Element) {
    seen.push((this as HTMLElement).dataset.key);
  });
  const tree = (current: string) => <LandscapeTree systems={acme} current={current} />;
  const { rerender } = render(tree("Retail"));
  expect(seen).toEqual(["Retail"]);
  fireEvent.keyDown(row("EMEA"), { key: "ArrowLeft" });
  fireEvent.keyDown(row("Acme"), { key: "ArrowLeft" });
  expect(shape()).toEqual(["1 Acme"]);
  rerender(tree("Berlin"));
  expect(shape()).toEqual(["1 Acme", "2 EMEA", "3 Berlin", "2 Retail"]);
  expect(seen).toEqual(["Retail", "Berlin"]);
  expect(row("Berlin").tabIndex).toBe(0);
  // One who walks in the tree is not carried away.
  row("EMEA").focus();
  fireEvent.keyDown(row("EMEA"), { key: "ArrowLeft" });
  expect(shape()).toEqual(["1 Acme", "2 EMEA", "2 Retail"]);
  rerender(tree("Retail"));
  rerender(tree("Berlin"));
  expect(shape()).toEqual(["1 Acme", "2 EMEA", "2 Retail"]);
});

it("moves a system in and out with Alt and the arrows, and keeps the focus on it", async () => {
  render(<Bench start={acme} />);
  alt("Retail", "ArrowRight");
  await waitFor(() => expect(shape()).toEqual(["1 Acme", "2 EMEA", "3 Berlin", "3 Retail"]));
  expect(call).toHaveBeenLastCalledWith("system_update", { id: "Retail", edit: { parent: "EMEA" } });
  await waitFor(() => expect(said()).toBe("Retail stands below EMEA now"));
  expect(document.activeElement).toBe(row("Retail"));

  alt("Retail", "ArrowLeft");
  await waitFor(() => expect(said()).toBe("Retail stands below Acme now"));
  alt("Retail", "ArrowLeft");
  await waitFor(() => expect(said()).toBe("Retail stands at the top now"));
  expect(call).toHaveBeenLastCalledWith("system_update", { id: "Retail", edit: { parent: "" } });
});

it("unfolds what a system was moved into", async () => {
  render(<Bench start={acme} />);
  row("EMEA").focus();
  fireEvent.keyDown(row("EMEA"), { key: "ArrowLeft" });
  expect(shape()).toEqual(["1 Acme", "2 EMEA", "2 Retail"]);
  alt("Retail", "ArrowRight");
  await waitFor(() => expect(shape()).toEqual(["1 Acme", "2 EMEA", "3 Berlin", "3 Retail"]));
});

it("says why a system cannot be moved, to eyes and ears, and asks nothing", async () => {
  render(<Bench start={acme} />);
  alt("EMEA", "ArrowRight");
  const why = "No directory or global account stands before EMEA on its level";
  await waitFor(() => expect(screen.getByTestId("landscape-told").textContent).toBe(why));
  expect(said()).toBe(why);
  expect(call).not.toHaveBeenCalled();
});

it("says what the backend refuses", async () => {
  render(<Bench start={acme} />);
  call.mockRejectedValue({ code: "ZD3005", message: "It cannot stand there." });
  alt("Retail", "ArrowRight");
  await waitFor(() => expect(screen.getByTestId("landscape-told").textContent).toBe("It cannot stand there."));
  expect(shape()).toEqual(["1 Acme", "2 EMEA", "3 Berlin", "2 Retail"]);
});

it("takes a dragged system where it may stand, and shows why where not", async () => {
  render(<Bench start={acme} />);
  const dataTransfer = { setData: vi.fn(), effectAllowed: "", dropEffect: "" };
  fireEvent.dragStart(row("Retail"), { dataTransfer });
  expect(fireEvent.dragOver(row("Berlin"), { dataTransfer })).toBe(true);
  expect(row("Berlin").className).toContain("refused");
  expect(screen.getByTestId("landscape-told").textContent).toBe("Berlin is a subaccount: nothing stands below one");
  // A place that takes it says so by holding the event.
  expect(fireEvent.dragOver(row("EMEA"), { dataTransfer })).toBe(false);
  expect(row("EMEA").className).toContain("taken");
  fireEvent.drop(row("EMEA"), { dataTransfer });
  await waitFor(() => expect(shape()).toEqual(["1 Acme", "2 EMEA", "3 Berlin", "3 Retail"]));

  fireEvent.dragStart(row("Retail"), { dataTransfer });
  fireEvent.dragOver(screen.getByRole("tree"), { dataTransfer });
  fireEvent.drop(screen.getByRole("tree"), { dataTransfer });
  await waitFor(() => expect(call).toHaveBeenLastCalledWith("system_update", { id: "Retail", edit: { parent: "" } }));
});

it("has favourites on top, which fold, open and are walked through like the rest", () => {
  render(<Bench start={[...acme.slice(0, 3), node("Retail", "subaccount", "Acme", { favourite: true, colour: 3 })]} />);
  expect(shape()).toEqual(["1 favourites", "2 favourites Retail", "1 Acme", "2 EMEA", "3 Berlin", "2 Retail"]);
  expect(row("Retail").querySelector("[aria-label='Colour 3']")).not.toBeNull();
  const head = screen.getByTestId("favourites");
  head.focus();
  fireEvent.keyDown(head, { key: "ArrowRight" });
  expect(document.activeElement).toBe(screen.getByTestId("favourite-Retail"));
  fireEvent.keyDown(screen.getByTestId("favourite-Retail"), { key: "ArrowLeft" });
  expect(document.activeElement).toBe(head);
  fireEvent.keyDown(head, { key: "Enter" });
  expect(head.getAttribute("aria-expanded")).toBe("false");
  expect(shape()[1]).toBe("1 Acme");
});
