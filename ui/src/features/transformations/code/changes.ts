import { type Extension, type Range, RangeSet } from "@codemirror/state";
import { EditorView, GutterMarker, gutter } from "@codemirror/view";
import type { ChangedLines } from "../../../api/generated/ChangedLines";
import { t } from "../../../shell/i18n";
import { gutterMarks } from "./gutterMarks";

class Bar extends GutterMarker {
  constructor(private readonly kind: ChangedLines["kind"]) {
    super();
  }
  override eq(other: Bar) {
    return other.kind === this.kind;
  }
  override toDOM() {
    const bar = document.createElement("span");
    bar.className = `cm-zbar ${this.kind}`;
    bar.title = t(`transformations.changedLines.${this.kind === "moved" ? "changed" : this.kind}`);
    return bar;
  }
}

const bars = {
  added: new Bar("added"),
  removed: new Bar("removed"),
  changed: new Bar("changed"),
  moved: new Bar("changed"),
};

const marks = gutterMarks<Bar>();

const look = EditorView.theme({
  ".cm-zbars": { width: "0.4375rem" },
  ".cm-zbars .cm-gutterElement": { display: "flex", padding: "0" },
  ".cm-zbar": { width: "0.1875rem", marginLeft: "0.125rem", backgroundColor: "var(--sapPositiveElementColor)" },
  ".cm-zbar.changed": { backgroundColor: "var(--sapCriticalElementColor)" },
  ".cm-zbar.removed": { height: "0.1875rem", width: "0.4375rem", backgroundColor: "var(--sapNegativeElementColor)" },
});

/** Bars beside the lines that differ from the version in use. */
export const changeBars = (): Extension => [
  marks.field,
  look,
  gutter({ class: "cm-zbars", markers: (view) => view.state.field(marks.field) }),
];

/** The lines are those of the text as it is. */
export function showChanges(view: EditorView, lines: readonly ChangedLines[]): void {
  const { doc } = view.state;
  const drawn: Range<Bar>[] = [];
  for (const { from, to, kind } of lines) {
    for (let line = from; line <= Math.max(from, to) && line <= doc.lines; line++) {
      drawn.push(bars[kind].range(doc.line(line).from));
    }
  }
  view.dispatch({ effects: marks.set.of(RangeSet.of(drawn, true)) });
}
