import { describe, expect, it } from "vitest";
import { type Column, fitting, frozenAt, moved, needed, tracks } from "./columns";
import { sorted } from "./DataGrid";
import { gridMove } from "./keys";
import { countOf, everything, isSelected, mark, nothing } from "./selection";

const column = (id: string, min: number, leaves?: number): Column<never> => ({
  id,
  title: id,
  min,
  cell: () => null,
  ...(leaves && { leaves }),
});

describe("columns", () => {
  const columns = [column("name", 100), column("origin", 100, 2), column("state", 100, 1)];
  const shown = (width: number, widths = {}) =>
    fitting(columns, { shown: ["name", "origin", "state"], widths }, width).map((c) => c.id);
  it.each([
    [400, ["name", "origin", "state"]],
    [361, ["name", "state"]],
    [253, ["name"]],
    [10, ["name"]],
  ])("in %d px", (width, ids) => expect(shown(width)).toEqual(ids));
  it("count with the widths that a person set", () => expect(shown(400, { name: 200 })).toEqual(["name", "state"]));
  it("come in the order that a person chose, without unknown ones", () => {
    expect(fitting(columns, { shown: ["state", "gone", "name"], widths: {} }, 900).map((c) => c.id)).toEqual([
      "state",
      "name",
    ]);
  });
  it("become tracks", () => {
    expect(tracks([column("a", 160), { ...column("b", 80), grow: 1 }, column("c", 10)], { c: 77 })).toBe(
      "0.875rem 10rem minmax(5rem, 1fr) 77px",
    );
  });
});

describe("a place of a column", () => {
  const columns = [column("a", 100), column("b", 80, 1), column("c", 60)];
  const layout = { shown: ["a", "b", "c"], widths: { a: 120 } };
  it.each([
    ["a", "c", ["b", "c", "a"]],
    ["c", "a", ["c", "a", "b"]],
    ["b", "b", ["a", "b", "c"]],
    ["gone", "a", ["a", "b", "c"]],
  ])("%s to %s", (column, to, after) => expect(moved(layout, column, to).shown).toEqual(after));
  it("is kept with the columns before it, and nothing leaves", () => {
    const frozen = { ...layout, frozen: "b" };
    expect(frozenAt(columns, frozen)).toEqual([34, 162]);
    expect(fitting(columns, frozen, 100)).toEqual(columns);
    expect(needed(columns, frozen)).toBe(46 + 120 + 8 + 80 + 8 + 60);
    expect(frozenAt(columns, layout)).toEqual([]);
    // Hidden since: nothing is frozen.
    expect(frozenAt([column("c", 60)], frozen)).toEqual([]);
  });
});

describe("selection", () => {
  it("is a list of ids", () => {
    const two = mark(nothing, ["a", "b"], true);
    expect([isSelected(two, "a"), isSelected(two, "c"), countOf(two, 99)]).toEqual([true, false, 2]);
    expect(countOf(mark(two, ["a"], false), 99)).toBe(1);
  });
  it("is all that match but some", () => {
    const but = mark(everything, ["a"], false);
    expect([isSelected(but, "a"), isSelected(but, "b"), countOf(but, 2014)]).toEqual([false, true, 2013]);
    expect(countOf(mark(but, ["a"], true), 2014)).toBe(2014);
  });
});

describe("keys", () => {
  const where = { row: 5, column: 1, total: 10, page: 4 };
  const press = (key: string, shiftKey = false) => ({ key, shiftKey, ctrlKey: false, altKey: false, metaKey: false });
  it.each([
    ["ArrowDown", false, { kind: "row", to: 6 }],
    ["PageDown", false, { kind: "row", to: 9 }],
    ["PageUp", false, { kind: "row", to: 1 }],
    ["Home", false, { kind: "row", to: 0 }],
    ["End", false, { kind: "row", to: 9 }],
    ["ArrowDown", true, { kind: "range", to: 6 }],
    [" ", false, { kind: "toggle" }],
    ["Enter", false, { kind: "open" }],
    ["x", false, undefined],
  ])("%s (shift %s)", (key, shift, move) => expect(gridMove(press(key, shift), where)).toEqual(move));
  it("lead up to the titles and back", () => {
    expect(gridMove(press("ArrowUp"), { ...where, row: 0 })).toEqual({ kind: "row", to: -1 });
    expect(gridMove(press("ArrowUp", true), { ...where, row: 0 })).toEqual({ kind: "range", to: 0 });
    expect(gridMove(press("ArrowDown"), { ...where, row: -1 })).toEqual({ kind: "row", to: 0 });
    expect(gridMove(press("ArrowRight"), { ...where, row: -1 })).toEqual({ kind: "column", to: 2 });
    expect(gridMove(press("Enter", true), { ...where, row: -1 })).toEqual({ kind: "sort", add: true });
  });
  it.each([
    ["ContextMenu", false, { kind: "menu" }],
    ["F10", true, { kind: "menu" }],
    ["F10", false, undefined],
  ])("%s on a title (shift %s)", (key, shift, move) =>
    expect(gridMove(press(key, shift), { ...where, row: -1 })).toEqual(move),
  );
  it("with a modifier belong to the window", () => {
    expect(gridMove({ ...press("ArrowDown"), altKey: true }, where)).toBeUndefined();
  });
});

describe("order", () => {
  const name = { column: "name", descending: false };
  it.each([
    [[name], "name", false, [{ column: "name", descending: true }]],
    [[name], "state", false, [{ column: "state", descending: false }]],
    [[name], "state", true, [name, { column: "state", descending: false }]],
    [[name], "name", true, [{ column: "name", descending: true }]],
  ])("case %#", (before, column, add, after) => expect(sorted(before, column, add)).toEqual(after));
});
