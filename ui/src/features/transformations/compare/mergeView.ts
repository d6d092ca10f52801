import { foldKeymap } from "@codemirror/language";
import { goToNextChunk, goToPreviousChunk, MergeView } from "@codemirror/merge";
import { searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { codeLook } from "../../../components/codeLook";

const tint = (colour: string, share: number) => `color-mix(in srgb, var(${colour}) ${share}%, transparent)`;
const bar = (colour: string) => ({ boxShadow: `inset 3px 0 var(${colour})` });

const hatch = tint("--sapNeutralElementColor", 10);

/** Removed and added as the cards show them, with a sign in the gutter: not by colour alone. */
const look = EditorView.theme({
  "&": { height: "auto" },
  // The colours of code are too quiet on the deeper tint.
  ".cm-changedText, .cm-changedText *": { color: "var(--sapTextColor)" },
  "&.cm-merge-a .cm-changedLine": {
    backgroundColor: `${tint("--sapNegativeElementColor", 11)} !important`,
    ...bar("--sapNegativeElementColor"),
  },
  "&.cm-merge-b .cm-changedLine": {
    backgroundColor: `${tint("--sapPositiveElementColor", 13)} !important`,
    ...bar("--sapPositiveElementColor"),
  },
  "&.cm-merge-a .cm-changedText, &.cm-merge-a .cm-deletedText": { background: tint("--sapNegativeElementColor", 28) },
  "&.cm-merge-b .cm-changedText": { background: tint("--sapPositiveElementColor", 32) },
  ".cm-changeGutter": { width: "1rem", paddingLeft: "0" },
  "&.cm-merge-a .cm-changedLineGutter, &.cm-merge-b .cm-changedLineGutter": { background: "none" },
  "&.cm-merge-a .cm-changedLineGutter::before": { content: "'−'", color: "var(--sapNegativeTextColor)" },
  "&.cm-merge-b .cm-changedLineGutter::before": { content: "'+'", color: "var(--sapPositiveTextColor)" },
  ".cm-mergeSpacer": {
    // A small tile: WebKit draws one gradient over a very high space coarse.
    background: `linear-gradient(135deg, ${hatch} 25%, transparent 25% 50%, ${hatch} 50% 75%, transparent 75%) 0 0 / 0.6875rem 0.6875rem`,
  },
  // The mono font lacks the sign that CodeMirror puts around the text.
  ".cm-collapsedLines": {
    background: "var(--sapNeutralBackground)",
    color: "var(--sapContent_LabelColor)",
    fontFamily: "var(--sapFontFamily)",
    cursor: "default",
  },
  ".cm-collapsedLines::before, .cm-collapsedLines::after": { content: "'⋯'" },
});

interface Side {
  label: string;
  text: string;
}

/** Two texts beside one another, to be read. */
export function mergeView(parent: HTMLElement, a: Side, b: Side, folded: (lines: string) => string): MergeView {
  const side = ({ label, text }: Side): { doc: string; extensions: Extension[] } => ({
    doc: text,
    extensions: [
      codeLook(),
      look,
      EditorState.readOnly.of(true),
      EditorState.phrases.of({ "$ unchanged lines": folded("$") }),
      EditorView.editable.of(false),
      EditorView.contentAttributes.of({ tabindex: "0", "aria-label": label }),
      keymap.of([
        { key: "j", run: goToNextChunk },
        { key: "k", run: goToPreviousChunk },
        ...searchKeymap,
        ...foldKeymap,
      ]),
    ],
  });
  return new MergeView({
    a: side(a),
    b: side(b),
    parent,
    gutter: true,
    highlightChanges: true,
    collapseUnchanged: { margin: 3, minSize: 6 },
    // What differs nearly everywhere is not looked into for seconds.
    diffConfig: { scanLimit: 500, timeout: 800 },
  });
}
