import { codeFolding, ensureSyntaxTree, foldEffect, foldGutter, syntaxTree, unfoldAll } from "@codemirror/language";
import type { EditorState, Extension, StateEffect } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import type { SyntaxNode } from "@lezer/common";
import { shortPath } from "../../../components/explain/shortPath";
import { t } from "../../../shell/i18n";
import { memberOf, nodeAt, placeOf, textOf } from "./jsonTree";
import { svg } from "./svg";

/** Most that is spent on reading a document that is to be folded, ms. */
const PATIENCE = 500;

/** What a folded stretch holds: of a mapping what it reads and writes. */
export function foldedText(state: EditorState, { from, to }: { from: number; to: number }): string {
  const lines = state.doc.lineAt(to).number - state.doc.lineAt(from).number + 1;
  const text = t("transformations.foldedLines", { count: lines });
  const node = nodeAt(state, from);
  const object = node.name === "Object" ? node : node.parent;
  if (object?.name !== "Object" || placeOf(state, object).role !== "mapping") return text;
  const first = (...names: string[]) => {
    for (const name of names) {
      const value = memberOf(state, object, name);
      if (value) return value.name === "String" ? textOf(state, value) : state.sliceDoc(value.from, value.to);
    }
    return undefined;
  };
  const source = first("sourcePath", "sourceVariable", "constant");
  const target = first("targetPath", "targetVariable");
  const way = [source, target].filter((side) => side !== undefined).map((side) => short(shortPath(side)));
  return way.length > 0 ? `${way.join(" → ")} · ${text}` : text;
}

/** A constant may be a whole object. */
const short = (text: string) => (text.length > 60 ? `${text.slice(0, 59).replace(/\s+/g, " ")}…` : text);

function mappingsIn(state: EditorState): SyntaxNode[] {
  const tree = ensureSyntaxTree(state, state.doc.length, PATIENCE) ?? syntaxTree(state);
  const found: SyntaxNode[] = [];
  tree.iterate({
    enter: (node) => {
      if (node.name !== "Object" || node.node.parent?.name !== "Array") return true;
      if (placeOf(state, node.node).role !== "mapping") return true;
      found.push(node.node);
      return false;
    },
  });
  return found;
}

/** Folds every mapping that takes more than a line. */
export function foldMappings(view: EditorView): void {
  const { state } = view;
  const effects: StateEffect<unknown>[] = [];
  for (const { from, to } of mappingsIn(state)) {
    if (state.doc.lineAt(from).to < to) effects.push(foldEffect.of({ from: from + 1, to: to - 1 }));
  }
  view.dispatch({ effects });
}

export const unfoldMappings = unfoldAll;

function arrow(open: boolean): HTMLElement {
  const marker = document.createElement("span");
  marker.className = "cm-zfold";
  marker.title = t(open ? "transformations.fold" : "transformations.unfold");
  marker.append(svg(open ? "navigation-down-arrow" : "navigation-right-arrow"));
  return marker;
}

const look = EditorView.theme({
  ".cm-zfold": { display: "grid", placeItems: "center", width: "1rem", height: "1.3125rem" },
  ".cm-zfold svg": { width: "0.5rem", height: "0.5rem", color: "var(--sapContent_LabelColor)" },
  ".cm-foldPlaceholder": {
    margin: "0 0.25rem",
    padding: "0 0.3125rem",
    border: "1px solid var(--sapNeutralBorderColor)",
    borderRadius: "0.25rem",
    font: "0.6875rem/1rem var(--sapFontFamily)",
  },
});

/** Folds with a line that tells what is in them. */
export const folds = (): Extension => [
  look,
  codeFolding({
    preparePlaceholder: foldedText,
    placeholderDOM: (_, onclick, prepared: string) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "cm-foldPlaceholder";
      button.textContent = prepared;
      button.title = t("transformations.unfold");
      button.tabIndex = -1;
      button.onclick = onclick;
      return button;
    },
  }),
  foldGutter({ markerDOM: arrow }),
];
