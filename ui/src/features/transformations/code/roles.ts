import { syntaxTree } from "@codemirror/language";
import { type Extension, RangeSetBuilder } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { nameOf, placeOf } from "./jsonTree";

const mark = (name: string) => Decoration.mark({ class: `cm-z${name}` });
const path = mark("path");
const called = mark("function");
const reference = mark("reference");

/** Keys whose value is a path even where it does not look like one. */
const paths = new Set(["sourcePath", "targetPath", "variablePath", "sourcePaths"]);
const variables = new Set(["sourceVariable", "targetVariable"]);
/** A property or a variable inside of a text. */
const references = /%[^%\s"]+%|\$\{[^}"]*\}/g;

/** Paths, names of functions, variables and properties, as far as they are in sight. */
function marksOf(view: EditorView): DecorationSet {
  const { state } = view;
  const marks = new RangeSetBuilder<Decoration>();
  // Of a very long line two stretches in sight may be parts of one text.
  let last = -1;
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(state).iterate({
      from,
      to,
      enter: (node) => {
        if (node.name !== "String" || node.from <= last) return;
        last = node.from;
        const { parent } = node.node;
        const property = parent?.name === "Array" ? parent.parent : parent;
        const key = property?.name === "Property" ? nameOf(state, property) : "";
        const text = state.sliceDoc(node.from, node.to);
        if (property && (key === "function" || key === "type") && placeOf(state, property).role === "function") {
          marks.add(node.from, node.to, called);
        } else if (variables.has(key)) marks.add(node.from, node.to, reference);
        else if (paths.has(key) || /^"\$[.[]/.test(text)) marks.add(node.from, node.to, path);
        else
          for (const { index, 0: found } of text.matchAll(references)) {
            marks.add(node.from + index, node.from + index + found.length, reference);
          }
      },
    });
  }
  return marks.finish();
}

const look = EditorView.theme({
  ".cm-zpath, .cm-zpath *": { color: "var(--sapAccentColor6)" },
  ".cm-zfunction, .cm-zfunction *": { color: "var(--sapAccentColor9)", fontWeight: "bold" },
  ".cm-zreference, .cm-zreference *": { color: "var(--sapAccentColor7)" },
});

/** Colours what the texts of a transformation are. */
export const roles = (): Extension => [
  look,
  ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = marksOf(view);
      }
      update(update: ViewUpdate) {
        const parsed = syntaxTree(update.state) !== syntaxTree(update.startState);
        if (update.docChanged || update.viewportChanged || parsed) this.decorations = marksOf(update.view);
      }
    },
    { decorations: (plugin) => plugin.decorations },
  ),
];
