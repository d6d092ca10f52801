import { syntaxTree } from "@codemirror/language";
import { type EditorState, type Extension, type Range, RangeSet, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, GutterMarker, gutterLineClass } from "@codemirror/view";
import { mappingAround } from "./jsonTree";

interface Current {
  lines: DecorationSet;
  gutter: RangeSet<GutterMarker>;
}

const line = Decoration.line({ class: "cm-zcurrent" });

const gutterLine = new (class extends GutterMarker {
  override elementClass = "cm-zcurrent";
})();

const none: Current = { lines: Decoration.none, gutter: RangeSet.empty };

function currentIn(state: EditorState): Current {
  const mapping = mappingAround(state, state.selection.main.head);
  if (!mapping) return none;
  const lines: Range<Decoration>[] = [];
  const gutter: Range<GutterMarker>[] = [];
  const last = state.doc.lineAt(mapping.to).number;
  for (let number = state.doc.lineAt(mapping.from).number; number <= last; number++) {
    const { from } = state.doc.line(number);
    lines.push(line.range(from));
    gutter.push(gutterLine.range(from));
  }
  return { lines: Decoration.set(lines), gutter: RangeSet.of(gutter) };
}

const field = StateField.define<Current>({
  create: currentIn,
  update: (was, { docChanged, selection, state, startState }) =>
    docChanged || selection || syntaxTree(state) !== syntaxTree(startState) ? currentIn(state) : was,
  provide: (field) => [
    EditorView.decorations.from(field, ({ lines }) => lines),
    gutterLineClass.from(field, ({ gutter }) => gutter),
  ],
});

const look = EditorView.theme({
  ".cm-activeLine": { backgroundColor: "transparent" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--sapTextColor)", fontWeight: "bold" },
  ".cm-zcurrent": { backgroundColor: "color-mix(in srgb, var(--sapList_SelectionBorderColor) 8%, transparent)" },
  // The quiet colour is too quiet on the tint.
  ".cm-gutterElement.cm-zcurrent": {
    color: "color-mix(in srgb, var(--sapContent_LabelColor) 70%, var(--sapTextColor))",
  },
  ".cm-gutter:first-child .cm-gutterElement.cm-zcurrent": {
    boxShadow: "inset 0.1875rem 0 var(--sapList_SelectionBorderColor)",
  },
});

/** The mapping that the cursor is in stands out. */
export const currentMapping = (): Extension => [look, field];
