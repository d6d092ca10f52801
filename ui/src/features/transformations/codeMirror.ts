import {
  defaultKeymap,
  history,
  historyKeymap,
  indentWithTab,
  isolateHistory,
  redoDepth,
  undoDepth,
} from "@codemirror/commands";
import { bracketMatching, foldKeymap, indentOnInput, indentUnit } from "@codemirror/language";
import { type Diagnostic, setDiagnostics } from "@codemirror/lint";
import { searchKeymap } from "@codemirror/search";
import { EditorState, type Extension, type Text } from "@codemirror/state";
import { EditorView, highlightActiveLine, highlightActiveLineGutter, keymap } from "@codemirror/view";
import type { TextEdit } from "../../api/generated/TextEdit";
import type { TextPlace } from "../../api/generated/TextPlace";
import type { TransformationFinding } from "../../api/generated/TransformationFinding";
import { codeLook } from "../../components/codeLook";
import type { EditorHistory } from "./Editor";
import { stepsAt } from "./jsonTree";

const wave = (colour: string) => ({
  backgroundImage: "none",
  textDecoration: `underline wavy var(${colour})`,
  textDecorationSkipInk: "none",
});

const marks = EditorView.theme({
  ".cm-activeLine, .cm-activeLineGutter": {
    backgroundColor: "color-mix(in srgb, var(--sapList_SelectionBorderColor) 8%, transparent)",
  },
  ".cm-cursor": { borderLeftColor: "var(--sapTextColor)" },
  ".cm-lintRange-error": wave("--sapNegativeElementColor"),
  ".cm-lintRange-warning": wave("--sapCriticalElementColor"),
  ".cm-lintRange-info": wave("--sapInformativeElementColor"),
  ".cm-tooltip": {
    backgroundColor: "var(--sapGroup_ContentBackground)",
    color: "var(--sapTextColor)",
    border: "1px solid var(--sapGroup_ContentBorderColor)",
    borderRadius: "0.5rem",
    boxShadow: "var(--sapContent_Shadow1)",
  },
  ".cm-diagnostic": { fontFamily: "var(--sapFontFamily)", border: "0" },
});

/** Rest after the last step of the cursor until its path is told, ms: in a long list it is counted through. */
const PATH_REST = 80;

interface Options {
  label: string;
  lineBreak: string;
  onType: () => void;
  onCursor: (place: TextPlace) => void;
  onPath: (path: string) => void;
  onHistory: (history: EditorHistory) => void;
}

/** An editor of JSON. F8, Ctrl+S and the like are the window's. */
export function editing({ label, lineBreak, ...told }: Options): Extension[] {
  return [
    codeLook(),
    marks,
    // A file keeps the ends of its lines.
    EditorState.lineSeparator.of(lineBreak),
    EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
    indentUnit.of("  "),
    history(),
    indentOnInput(),
    bracketMatching(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    keymap.of([indentWithTab, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap]),
    telling(told),
  ];
}

/** Tells those around the editor what happens in it. */
function telling({ onType, onCursor, onPath, onHistory }: Omit<Options, "label" | "lineBreak">): Extension {
  let rest: ReturnType<typeof setTimeout> | undefined;
  return EditorView.updateListener.of(({ docChanged, selectionSet, state, startState, view }) => {
    if (docChanged) {
      onType();
      const can = (state: EditorState) => ({ undo: undoDepth(state) > 0, redo: redoDepth(state) > 0 });
      const [was, is] = [can(startState), can(state)];
      if (was.undo !== is.undo || was.redo !== is.redo) onHistory(is);
    }
    if (!docChanged && !selectionSet) return;
    const { head } = state.selection.main;
    const line = state.doc.lineAt(head);
    onCursor({ line: line.number, column: head - line.from + 1 });
    clearTimeout(rest);
    rest = setTimeout(() => {
      if (view.dom.isConnected) onPath(stepsAt(view.state, view.state.selection.main.head).join(" / "));
    }, PATH_REST);
  });
}

/** What ends the lines of a text where all end alike; LF where they do not. */
export function lineBreakOf(text: string): string {
  const lf = text.split("\n").length - 1;
  const crlf = text.split("\r\n").length - 1;
  return crlf > 0 && crlf === lf ? "\r\n" : "\n";
}

/** The text may have grown shorter since the backend looked at it: a place behind its end is its end. */
export function offsetOf(doc: Text, place: TextPlace): number {
  if (place.line > doc.lines) return doc.length;
  const line = doc.line(Math.max(1, place.line));
  return Math.min(line.to, line.from + place.column - 1);
}

const severities = { error: "error", warning: "warning", information: "info" } as const;

/** Draws the findings below their places. */
export function showFindings(view: EditorView, findings: readonly TransformationFinding[]): void {
  const { doc } = view.state;
  const diagnostics = findings.map((finding): Diagnostic => {
    const from = offsetOf(doc, finding.range.from);
    const to = Math.max(from, offsetOf(doc, finding.range.to));
    return { from, to, severity: severities[finding.severity], source: finding.code, message: finding.message };
  });
  view.dispatch(setDiagnostics(view.state, diagnostics));
}

/** Puts the cursor at a place, in sight. */
export function goTo(view: EditorView, place: TextPlace, focus: boolean): void {
  const at = offsetOf(view.state.doc, place);
  view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
  if (focus) view.focus();
}

/** Makes the changes as one step of the undo stack. */
export function applyEdits(view: EditorView, edits: readonly TextEdit[]): void {
  const { doc } = view.state;
  const changes = edits.map(({ range, text }) => ({
    from: offsetOf(doc, range.from),
    to: offsetOf(doc, range.to),
    insert: text,
  }));
  view.dispatch({ changes, userEvent: "input.fix", annotations: isolateHistory.of("full") });
  view.focus();
}

/** Puts another text in the place of all, as one step of the undo stack. */
export function replaceAll(view: EditorView, text: string): void {
  const { state } = view;
  view.dispatch({
    changes: { from: 0, to: state.doc.length, insert: state.toText(text) },
    annotations: isolateHistory.of("full"),
  });
}
