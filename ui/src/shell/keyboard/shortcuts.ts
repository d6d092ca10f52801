import { type MessageKey, t } from "../i18n";

/** One shortcut: the keys as they are written, the first one is shown in tooltips. */
export interface Shortcut {
  keys: readonly string[];
  title: MessageKey;
  group: "window" | "system" | "list" | "text" | "compare";
}

/** Every shortcut of the window that someone handles by `useKeys`. `Mod` is Cmd on macOS and Ctrl elsewhere. */
export const shortcuts = {
  palette: { keys: ["Mod+K"], title: "keys.palette", group: "window" },
  help: { keys: ["?"], title: "keys.help", group: "window" },
  settings: { keys: ["Mod+,"], title: "keys.settings", group: "window" },
  activity: { keys: ["Mod+J"], title: "keys.activity", group: "window" },
  landscape: { keys: ["Mod+B"], title: "keys.landscape", group: "window" },
  nextRegion: { keys: ["F6"], title: "keys.nextRegion", group: "window" },
  previousRegion: { keys: ["Shift+F6"], title: "keys.previousRegion", group: "window" },
  back: { keys: ["Alt+ArrowLeft"], title: "keys.back", group: "window" },
  forward: { keys: ["Alt+ArrowRight"], title: "keys.forward", group: "window" },
  tab: {
    keys: ["Mod+1", "Mod+2", "Mod+3", "Mod+4", "Mod+5", "Mod+6", "Mod+7"],
    title: "keys.tab",
    group: "system",
  },
  refresh: { keys: ["Mod+R"], title: "keys.refresh", group: "system" },
  search: { keys: ["Mod+F", "/"], title: "keys.search", group: "list" },
  selectAll: { keys: ["Mod+A"], title: "keys.selectAll", group: "list" },
  create: { keys: ["Mod+N"], title: "keys.create", group: "list" },
  edit: { keys: ["Mod+E", "F2"], title: "keys.edit", group: "list" },
  save: { keys: ["Mod+S"], title: "keys.save", group: "list" },
  quickFix: { keys: ["Mod+."], title: "keys.quickFix", group: "text" },
  format: { keys: ["Alt+Shift+F"], title: "keys.format", group: "text" },
  goTo: { keys: ["Mod+G"], title: "keys.goTo", group: "text" },
  run: { keys: ["Mod+Enter"], title: "keys.run", group: "list" },
  sideA: { keys: ["A"], title: "keys.sideA", group: "compare" },
  sideB: { keys: ["B"], title: "keys.sideB", group: "compare" },
  nextChange: { keys: ["J"], title: "keys.nextChange", group: "compare" },
  previousChange: { keys: ["K"], title: "keys.previousChange", group: "compare" },
  nextFinding: { keys: ["F8"], title: "keys.nextFinding", group: "text" },
  remove: { keys: ["Delete"], title: "keys.remove", group: "list" },
  undo: { keys: ["Mod+Z"], title: "keys.undo", group: "system" },
  fullScreen: { keys: ["Alt+Enter"], title: "keys.fullScreen", group: "list" },
  close: { keys: ["Escape"], title: "keys.close", group: "list" },
} as const satisfies Record<string, Shortcut>;

export type ShortcutId = keyof typeof shortcuts;

export const isMac = (): boolean => /Mac/.test(navigator.platform);

/** Keys that have a name of their own in a language. */
const named = /\b(Ctrl|Shift|Alt|Enter|Space|Del|Home|End|PgUp|PgDn)\b/g;

/** Keys as a person reads them: "Ctrl+K", "⌘K". */
export function spell(keys: string, mac = isMac()): string {
  const arrows = keys
    .replace("ArrowLeft", "←")
    .replace("ArrowRight", "→")
    .replace("Escape", "Esc")
    .replace("Delete", "Del");
  const here = mac
    ? arrows.replace("Mod+", "⌘").replace("Shift+", "⇧").replace("Alt+", "⌥")
    : arrows.replace("Mod+", "Ctrl+");
  return here.replace(named, (key) => t(`key.${key}` as MessageKey));
}

/** "Create (Ctrl+N)" */
export function withKeys(text: string, id: ShortcutId): string {
  return `${text} (${spell(shortcuts[id].keys[0])})`;
}

/** Whether the keys are the pressed ones. */
export function matches(keys: string, event: KeyboardEvent, mac = isMac()): boolean {
  const parts = keys.split("+");
  const key = parts.at(-1) ?? "";
  const mod = mac ? event.metaKey : event.ctrlKey;
  const other = mac ? event.ctrlKey : event.metaKey;
  if (mod !== parts.includes("Mod") || other || event.altKey !== parts.includes("Alt")) return false;
  // "?" needs Shift on most keyboards: for a printed character only the character counts.
  const printed = key.length === 1 && !/[a-z0-9]/i.test(key);
  if (!printed && event.shiftKey !== parts.includes("Shift")) return false;
  return event.key.toLowerCase() === key.toLowerCase();
}

/** Single keys and keys that edit text belong to the field that has the focus. */
export function belongsToField(keys: string, target: EventTarget | null): boolean {
  const single = !/Mod|Alt|^F\d+$|\+F\d+$/.test(keys) && keys !== "Escape";
  const editing = keys === "Mod+A" || keys === "Mod+Z" || keys === "Alt+ArrowLeft" || keys === "Alt+ArrowRight";
  return (single || editing) && isField(target);
}

function isField(target: EventTarget | null): boolean {
  let element = target instanceof Element ? target : null;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element instanceof HTMLElement && (element.matches("input, textarea, select") || element.isContentEditable);
}
