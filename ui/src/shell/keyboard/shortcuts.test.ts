import { describe, expect, it } from "vitest";
import { belongsToField, matches, spell } from "./shortcuts";

const press = (key: string, keys: Partial<KeyboardEvent> = {}) => new KeyboardEvent("keydown", { key, ...keys });

describe("matches", () => {
  it.each([
    ["Mod+K", press("k", { ctrlKey: true }), false, true],
    ["Mod+K", press("k", { metaKey: true }), true, true],
    ["Mod+K", press("k", { metaKey: true }), false, false],
    ["Mod+K", press("k", { ctrlKey: true, shiftKey: true }), false, false],
    ["Mod+K", press("k"), false, false],
    ["?", press("?", { shiftKey: true }), false, true],
    ["Mod+,", press(",", { ctrlKey: true }), false, true],
    ["F6", press("F6"), false, true],
    ["F6", press("F6", { shiftKey: true }), false, false],
    ["Shift+F6", press("F6", { shiftKey: true }), false, true],
    ["Alt+ArrowLeft", press("ArrowLeft", { altKey: true }), false, true],
  ])("%s, case %#", (keys, event, mac, expected) => expect(matches(keys, event, mac)).toBe(expected));
});

it("spells keys as the desktop does", () => {
  expect(spell("Mod+K", false)).toBe("Ctrl+K");
  expect(spell("Mod+K", true)).toBe("⌘K");
  expect(spell("Alt+ArrowLeft", false)).toBe("Alt+←");
});

describe("belongsToField", () => {
  const field = document.createElement("input");
  const shadow = document.createElement("div");
  it.each([
    ["/", true],
    ["Delete", true],
    ["Mod+A", true],
    ["Mod+Z", true],
    ["Mod+K", false],
    ["Mod+S", false],
    ["F2", false],
    ["Shift+F6", false],
    ["Escape", false],
    ["Alt+Enter", false],
  ])("%s in a field: %s", (keys, expected) => {
    expect(belongsToField(keys, field)).toBe(expected);
    expect(belongsToField(keys, shadow)).toBe(false);
  });
});
