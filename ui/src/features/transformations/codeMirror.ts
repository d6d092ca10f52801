import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
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
import { searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import {
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  tooltips,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";
import type { TextEdit } from "../../api/generated/TextEdit";
import type { TextPlace } from "../../api/generated/TextPlace";
import { codeLook } from "../../components/codeLook";
import { changeBars } from "./code/changes";
import { completing, type Knowledge } from "./code/complete";
import { currentMapping } from "./code/current";
import { signs } from "./code/findings";
import { folds } from "./code/folds";
import { help } from "./code/help";
import { stepsAt } from "./code/jsonTree";
import { offsetOf } from "./code/places";
import { roles } from "./code/roles";
import type { EditorHistory } from "./Editor";

const look = EditorView.theme({
  // A key lays out and draws the text again, not the window around it: in software that is most of its time.
  ".cm-scroller": { contain: "strict" },
  ".cm-cursor": { borderLeftColor: "var(--sapTextColor)" },
  ".cm-tooltip": {
    backgroundColor: "var(--sapGroup_ContentBackground)",
    color: "var(--sapTextColor)",
    border: "1px solid var(--sapGroup_ContentBorderColor)",
    borderRadius: "0.5rem",
    boxShadow: "var(--sapContent_Shadow2)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { font: "0.78125rem/1.25rem '72Mono', monospace", maxHeight: "16rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.0625rem 0.5rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--sapList_SelectionBackgroundColor)",
    color: "var(--sapContent_Selected_TextColor)",
  },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "bold" },
  ".cm-completionDetail": { marginLeft: "1rem", fontStyle: "normal", color: "var(--sapContent_LabelColor)" },
  ".cm-tooltip.cm-completionInfo": {
    padding: "0.5rem 0.75rem",
    maxWidth: "20rem",
    font: "0.8125rem/1.125rem var(--sapFontFamily)",
  },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "1.75rem", fontSize: "0.6875rem" },
});

/** Rest after the last step of the cursor until its path is told, ms: in a long list it is counted through. */
const PATH_REST = 80;

interface Options {
  label: string;
  lineBreak: string;
  knowledge: Knowledge;
  /** The text changed, and the cursor stands there now. */
  onType: (place: TextPlace) => void;
  /** The cursor moved in the same text. */
  onCursor: (place: TextPlace) => void;
  onPath: (path: string) => void;
  onHistory: (history: EditorHistory) => void;
}

/** Ctrl+Enter runs the text on all entities here. */
const keys = defaultKeymap.filter(({ key }) => key !== "Mod-Enter");

/** Ctrl+G goes to a mapping here, not to the next hit. */
const searching = searchKeymap.filter(({ key }) => key !== "Mod-g");

/** Findings open below the text while one types: the line that one is in stays in sight, with what completes it. */
const cursorInSight = ViewPlugin.define((view) => {
  let height = view.scrollDOM.clientHeight;
  return {
    update({ geometryChanged }: ViewUpdate) {
      if (!geometryChanged) return;
      view.requestMeasure({
        key: cursorInSight,
        read: () => {
          const before = height;
          height = view.scrollDOM.clientHeight;
          if (height >= before || !view.hasFocus) return false;
          const below =
            (view.coordsAtPos(view.state.selection.main.head)?.bottom ?? 0) -
            view.scrollDOM.getBoundingClientRect().top;
          return below > height && below <= before;
        },
        write: (isCovered) => {
          if (!isCovered) return;
          // not while it is measured
          setTimeout(() => {
            const { head } = view.state.selection.main;
            view.dispatch({ effects: EditorView.scrollIntoView(head, { y: "nearest", yMargin: 40 }) });
          });
        },
      });
    },
  };
});

type Box = Readonly<Record<"left" | "right" | "top" | "bottom", number>>;

/** Where what a completion says of itself stands: where there is no room beside the list below or above, never on it. */
function besideList(_: EditorView, list: Box, option: Box, info: Box, space: Box): { style: string; class: string } {
  const [width, height] = [info.right - info.left, info.bottom - info.top];
  const fitsRight = width <= space.right - list.right;
  if (fitsRight || width <= list.left - space.left) {
    const top = Math.min(option.top, space.bottom - height) - list.top;
    const side = fitsRight ? "right" : "left";
    return { style: `top: ${top}px`, class: `cm-completionInfo-${side}` };
  }
  const isBelow = height <= space.bottom - list.bottom;
  const side = isBelow ? "top" : "bottom";
  return { style: `${side}: ${list.bottom - list.top}px; left: 0`, class: "cm-completionInfo-narrow" };
}

/** An editor of JSON. F8, Ctrl+S and the like are the window's. */
export function editing({ label, lineBreak, knowledge, ...told }: Options): Extension[] {
  return [
    signs(),
    codeLook([changeBars(), folds()]),
    look,
    roles(),
    currentMapping(),
    // A file keeps the ends of its lines.
    EditorState.lineSeparator.of(lineBreak),
    EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
    indentUnit.of("  "),
    history(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    autocompletion({ override: [completing(knowledge)], icons: false, positionInfo: besideList }),
    help(knowledge.language),
    // Nothing of the window around the text is covered.
    cursorInSight,
    tooltips({ tooltipSpace: (view) => view.dom.getBoundingClientRect() }),
    keymap.of([
      ...closeBracketsKeymap,
      ...completionKeymap,
      indentWithTab,
      ...keys,
      ...searching,
      ...historyKeymap,
      ...foldKeymap,
    ]),
    telling(told),
  ];
}

/** Tells those around the editor what happens in it. */
function telling({
  onType,
  onCursor,
  onPath,
  onHistory,
}: Omit<Options, "label" | "lineBreak" | "knowledge">): Extension {
  let rest: ReturnType<typeof setTimeout> | undefined;
  return EditorView.updateListener.of(({ docChanged, selectionSet, state, startState, view }) => {
    if (docChanged) {
      const can = (state: EditorState) => ({ undo: undoDepth(state) > 0, redo: redoDepth(state) > 0 });
      const [was, is] = [can(startState), can(state)];
      if (was.undo !== is.undo || was.redo !== is.redo) onHistory(is);
    }
    if (!docChanged && !selectionSet) return;
    const { head } = state.selection.main;
    const line = state.doc.lineAt(head);
    (docChanged ? onType : onCursor)({ line: line.number, column: head - line.from + 1 });
    clearTimeout(rest);
    rest = setTimeout(() => {
      if (view.dom.isConnected)
        onPath(
          stepsAt(view.state, view.state.selection.main.head)
            .filter((step) => step !== "")
            .join(" / "),
        );
    }, PATH_REST);
  });
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
