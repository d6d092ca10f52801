import { describe, expect, it } from "vitest";
import type { SystemNode } from "../../api/generated/SystemNode";
import { treeRows } from "./tree";

const node = (id: string, parent?: string, users?: number): SystemNode =>
  ({
    id,
    name: id,
    tags: [],
    ...(parent && { parent }),
    ...(users !== undefined && { users }),
  }) as unknown as SystemNode;

const systems = [node("Acme"), node("EMEA", "Acme"), node("Retail", "EMEA", 10), node("Sandbox", "Acme", 3)];
const ids = (folded: string[], filter = "", from = systems) =>
  treeRows(from, new Set(folded), filter).map((row) => `${row.level} ${row.system?.id ?? row.key}`);

describe("rows", () => {
  it("stand below their parents", () => expect(ids([])).toEqual(["1 Acme", "2 EMEA", "3 Retail", "2 Sandbox"]));
  it("are hidden in a fold", () => expect(ids(["EMEA"])).toEqual(["1 Acme", "2 EMEA", "2 Sandbox"]));
  it("keep what stands above a hit, unfolded", () => {
    expect(ids(["EMEA", "Acme"], "RETAIL")).toEqual(["1 Acme", "2 EMEA", "3 Retail"]);
  });
  it("stand at the top when their parent is gone", () => {
    expect(ids([], "", [node("Lost", "gone")])).toEqual(["1 Lost"]);
  });
  it("of folders sum up the accounts below", () => {
    expect(treeRows(systems, new Set(), "").map((row) => row.users)).toEqual([13, 10, 10, 3]);
  });
  it("know whether they open, and their place", () => {
    const [acme, emea, retail, sandbox] = treeRows(systems, new Set(["EMEA"]), "");
    expect([acme?.open, emea?.open, retail?.open]).toEqual([true, false, undefined]);
    expect([retail?.place, retail?.siblings, sandbox]).toEqual([2, 2, undefined]);
  });
  it("show favourites on top as well, at their place too, and count their head among the top", () => {
    const marked = systems.map((s) => ({ ...s, favourite: s.id !== "EMEA" && s.id !== "Acme" }));
    expect(ids([], "", marked)).toEqual([
      "1 favourites",
      "2 Retail",
      "2 Sandbox",
      "1 Acme",
      "2 EMEA",
      "3 Retail",
      "2 Sandbox",
    ]);
    expect(ids(["favourites", "Acme"], "", marked)).toEqual(["1 favourites", "1 Acme"]);
    const [head, first, , acme] = treeRows(marked, new Set(), "");
    expect([head?.place, head?.siblings, acme?.place, acme?.siblings]).toEqual([1, 2, 2, 2]);
    expect([first?.key, first?.open, first?.favourite]).toEqual(["favourites Retail", undefined, true]);
    expect(ids([], "sand", marked)).toEqual(["1 favourites", "2 Sandbox", "1 Acme", "2 Sandbox"]);
  });
});
