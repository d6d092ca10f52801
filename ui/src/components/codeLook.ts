import { json } from "@codemirror/lang-json";
import { foldGutter, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { search } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { t } from "../shell/i18n";

/** The nonce of the page's own style element: CodeMirror writes its rules into another one with it. */
const nonce = () => document.querySelector<HTMLStyleElement>("style#nonce-carrier")?.nonce ?? "";

const look = EditorView.theme({
  "&": { height: "100%", color: "var(--sapTextColor)", backgroundColor: "var(--sapField_Background)" },
  ".cm-scroller": { fontFamily: "'72Mono', monospace", fontSize: "0.78125rem", lineHeight: "1.3125rem" },
  ".cm-gutters": {
    // What is scrolled sideways goes on behind them.
    backgroundColor: "var(--sapField_Background)",
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
  ".cm-panels.cm-panels-top": { borderBottom: "1px solid var(--sapGroup_ContentBorderColor)" },
  ".cm-panel.cm-search": { padding: "0.375rem 2rem 0.375rem 0.75rem", font: "0.8125rem/1.125rem var(--sapFontFamily)" },
  ".cm-panel.cm-search label": { fontSize: "0.8125rem", marginInlineEnd: "0.5rem" },
  ".cm-panel.cm-search [name=close]": {
    top: "0.375rem",
    insetInlineEnd: "0.5rem",
    width: "1.5rem",
    height: "1.5rem",
    color: "var(--sapContent_IconColor)",
    fontSize: "1rem",
  },
  ".cm-textfield": {
    height: "1.625rem",
    padding: "0 0.5rem",
    border: "1px solid var(--sapField_BorderColor)",
    borderRadius: "var(--sapField_BorderCornerRadius)",
    backgroundColor: "var(--sapField_Background)",
    color: "var(--sapField_TextColor)",
    fontSize: "0.8125rem",
  },
  ".cm-textfield::placeholder": { color: "var(--sapField_PlaceholderTextColor)", opacity: "1" },
  ".cm-button": {
    height: "1.625rem",
    padding: "0 0.5rem",
    border: "1px solid var(--sapButton_BorderColor)",
    borderRadius: "var(--sapButton_BorderCornerRadius)",
    background: "var(--sapButton_Background)",
    color: "var(--sapButton_TextColor)",
    font: "0.8125rem/1 var(--sapFontFamily)",
  },
  ".cm-button:hover": { background: "var(--sapButton_Hover_Background)" },
  ".cm-searchMatch": { backgroundColor: "color-mix(in srgb, var(--sapCriticalElementColor) 25%, transparent)" },
  ".cm-searchMatch-selected": {
    backgroundColor: "color-mix(in srgb, var(--sapCriticalElementColor) 50%, transparent)",
  },
});

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--sapContent_LabelColor)" },
  { tag: tags.string, color: "var(--sapAccentColor8)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--sapAccentColor3)" },
  { tag: [tags.brace, tags.squareBracket, tags.separator], color: "var(--sapContent_LabelColor)" },
]);

/** The words of CodeMirror's search, which names them by their English text. */
const phrases = () =>
  EditorState.phrases.of({
    Find: t("code.find"),
    Replace: t("code.replaceBy"),
    next: t("code.next"),
    previous: t("code.previous"),
    all: t("code.all"),
    "match case": t("code.case"),
    regexp: t("code.regex"),
    "by word": t("code.words"),
    replace: t("code.replace"),
    "replace all": t("code.replaceAll"),
    close: t("common.close"),
  });

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
  phrases(),
];
