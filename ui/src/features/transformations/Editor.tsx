import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { type Ref, useEffect, useImperativeHandle, useRef } from "react";
import type { TextEdit } from "../../api/generated/TextEdit";
import type { TextPlace } from "../../api/generated/TextPlace";
import type { TransformationFinding } from "../../api/generated/TransformationFinding";
import { applyEdits, editing, goTo, lineBreakOf, showFindings } from "./codeMirror";

export interface EditorHandle {
  goTo: (place: TextPlace) => void;
  applyEdits: (edits: readonly TextEdit[]) => void;
}

interface Props {
  label: string;
  /** What it begins with, and what it takes over whenever `take` changes. What is typed is told by `onChange`. */
  text: string;
  take: number;
  findings: readonly TransformationFinding[];
  onChange: (text: string) => void;
  onCursor: (place: TextPlace) => void;
  ref?: Ref<EditorHandle>;
}

/** The text of a transformation, to be written. */
export function Editor({ label, text, take, findings, onChange, onCursor, ref }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const latest = useRef({ text, onChange, onCursor });
  latest.current = { text, onChange, onCursor };

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed comes back as `text` and must not be put in again
  useEffect(() => {
    const { text } = latest.current;
    const lineBreak = lineBreakOf(text);
    const open = view.current;
    if (open && open.state.lineBreak === lineBreak) {
      if (open.state.sliceDoc() !== text) {
        open.dispatch({ changes: { from: 0, to: open.state.doc.length, insert: open.state.toText(text) } });
      }
      return;
    }
    open?.destroy();
    view.current = new EditorView({
      ...(host.current && { parent: host.current }),
      state: EditorState.create({
        doc: text,
        extensions: editing({
          label,
          lineBreak,
          onChange: (typed) => latest.current.onChange(typed),
          onCursor: (place) => latest.current.onCursor(place),
        }),
      }),
    });
  }, [take, label]);
  useEffect(
    () => () => {
      view.current?.destroy();
      view.current = undefined;
    },
    [],
  );
  useEffect(() => {
    if (view.current) showFindings(view.current, findings);
  }, [findings]);
  useImperativeHandle(ref, () => ({
    goTo: (place) => view.current && goTo(view.current, place),
    applyEdits: (edits) => view.current && applyEdits(view.current, edits),
  }));
  return <div ref={host} className="zeditor" data-testid="transformation-editor" />;
}
