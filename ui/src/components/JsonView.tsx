import { json } from "@codemirror/lang-json";
import { foldGutter, foldKeymap, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { search, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { useEffect, useRef } from "react";
import { t } from "../shell/i18n";
import { Button } from "./Button";
import { copyText } from "./copyText";
import "./JsonView.css";

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

const extensions = () => [
  EditorView.cspNonce.of(nonce()),
  look,
  syntaxHighlighting(colours),
  json(),
  lineNumbers(),
  foldGutter(),
  drawSelection(),
  search({ top: true }),
  EditorState.readOnly.of(true),
  EditorView.contentAttributes.of({ tabindex: "0" }),
  EditorView.editable.of(false),
  keymap.of([...searchKeymap, ...foldKeymap]),
];

/** JSON to be read: coloured, folded, searched, copied. */
export function JsonView({ label, text }: { label: string; text: string }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!host.current) return;
    const view = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: text,
        extensions: [...extensions(), EditorView.contentAttributes.of({ "aria-label": label })],
      }),
    });
    return () => view.destroy();
  }, [text, label]);
  return (
    <div className="zjson" data-testid="json">
      <Button design="transparent" icon="copy" tooltip={t("common.copy")} onClick={() => void copyText(text)} />
      <div ref={host} className="host" />
    </div>
  );
}
