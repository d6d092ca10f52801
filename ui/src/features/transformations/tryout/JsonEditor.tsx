import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { foldKeymap, indentUnit } from "@codemirror/language";
import { searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { codeLook } from "../../../components/codeLook";

interface Props {
  label: string;
  /** What it begins with; what is typed is told by `onChange`. */
  text: string;
  onChange: (text: string) => void;
}

/** JSON to be pasted and written. */
export function JsonEditor({ label, text, onChange }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef({ text, onChange });
  latest.current = { text, onChange };
  useEffect(() => {
    if (!host.current) return;
    const view = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: latest.current.text,
        extensions: [
          codeLook(),
          history(),
          indentUnit.of("  "),
          EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
          keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap, ...foldKeymap]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    return () => view.destroy();
  }, [label]);
  return <div ref={host} className="zjson-editor" data-testid="sample-editor" />;
}
