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
  treeRows(from, new Set(folded), filter).map((row) => `${row.level} ${row.system.id}`);

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
});
