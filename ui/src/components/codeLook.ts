import { json } from "@codemirror/lang-json";
import { foldGutter, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { search } from "@codemirror/search";
import type { Extension } from "@codemirror/state";
import { drawSelection, EditorView, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** The nonce of the page's own style element: CodeMirror writes its rules into another one with it. */
const nonce = () => document.querySelector<HTMLStyleElement>("style#nonce-carrier")?.nonce ?? "";

const look = EditorView.theme({
  "&": { height: "100%", color: "var(--sapTextColor)", backgroundColor: "var(--sapField_Background)" },
  ".cm-scroller": { fontFamily: "'72Mono', monospace", fontSize: "0.78125rem", lineHeight: "1.3125rem" },
  ".cm-gutters": {
    backgroundColor: "transparent",
    color: "var(--sapContent_LabelColor)",
    border: "0",
  },
  "&.cm-focused": { outline: "none" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--sapList_SelectionBorderColor) 20%, transparent)",
  },
  ".cm-foldPlaceholder": {
    backgroundColor: "var(--sapNeutralBackground)",
    borderColor: "var(--sapNeutralBorderColor)",
    color: "var(--sapContent_LabelColor)",
  },
  ".cm-panels": { backgroundColor: "var(--sapGroup_ContentBackground)", color: "var(--sapTextColor)" },
});

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--sapContent_LabelColor)" },
  { tag: tags.string, color: "var(--sapAccentColor8)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--sapAccentColor3)" },
  { tag: [tags.brace, tags.squareBracket, tags.separator], color: "var(--sapContent_LabelColor)" },
]);

/**
 * What JSON looks like here, to be read or to be written: colours, numbers of lines, folds, search. `folds`: what folds
 * otherwise, behind the numbers.
 */
export const codeLook = (folds: Extension = foldGutter()): Extension[] => [
  EditorView.cspNonce.of(nonce()),
  look,
  syntaxHighlighting(colours),
  json(),
  lineNumbers(),
  folds,
  drawSelection(),
  search({ top: true }),
];
