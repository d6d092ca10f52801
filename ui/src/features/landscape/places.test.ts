import { expect, it } from "vitest";
import type { Level } from "../../api/generated/Level";
import type { SystemNode } from "../../api/generated/SystemNode";
import { inward, isRefusal, outward, refusal } from "./places";

const node = (id: string, level: Level, parent?: string): SystemNode =>
  ({ id, name: id, level, tags: [], ...(parent && { parent }) }) as unknown as SystemNode;

// Siblings by name, as the backend sends them.
const systems = [
  node("Acme", "globalAccount"),
  node("Americas", "directory", "Acme"),
  node("Canada", "directory", "Americas"),
  node("Brazil", "subaccount", "Acme"),
  node("Chile", "subaccount", "Acme"),
  node("Loose", "subaccount"),
  node("Zeta", "globalAccount"),
];
const find = (id: string) => systems.find((s) => s.id === id);
const one = (id: string) => find(id) as SystemNode;

it.each([
  ["Chile", "Americas", undefined],
  ["Chile", "Canada", undefined],
  ["Loose", "Zeta", undefined],
  ["Canada", "", undefined],
  ["Chile", "Acme", "there"],
  ["Loose", "", "top"],
  ["Chile", "Brazil", "subaccount"],
  ["Americas", "Americas", "cycle"],
  ["Americas", "Canada", "cycle"],
  ["Zeta", "Acme", "globalAccount"],
])("%s below %s: %s", (child, above, why) => {
  const found = refusal(systems, one(child), { above: find(above) })?.key;
  expect(found).toBe(why && `landscape.refused.${why}`);
});

it.each([
  ["in", "Chile", "Americas"],
  ["in", "Loose", "Acme"],
  ["in", "Americas", "landscape.refused.before"],
  ["in", "Zeta", "landscape.refused.globalAccount"],
  ["out", "Canada", "Acme"],
  ["out", "Chile", "the top"],
  ["out", "Acme", "landscape.refused.top"],
])("one level %s from %s: %s", (way, child, where) => {
  const to = (way === "in" ? inward : outward)(systems, one(child));
  expect(isRefusal(to) ? to.key : (to.above?.name ?? "the top")).toBe(where);
});
