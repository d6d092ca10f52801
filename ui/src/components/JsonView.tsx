import { foldKeymap } from "@codemirror/language";
import { searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { t } from "../shell/i18n";
import { CopyButton } from "./CopyButton";
import { codeLook } from "./codeLook";
import "./JsonView.css";

const extensions = () => [
  codeLook(),
  EditorState.readOnly.of(true),
  EditorView.contentAttributes.of({ tabindex: "0" }),
  EditorView.editable.of(false),
  keymap.of([...searchKeymap, ...foldKeymap]),
];

/** JSON to be read: coloured, folded, searched, copied. */
export function JsonView({ label, text }: { label: string; text: string }) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const first = useRef(text);
  first.current = text;
  useEffect(() => {
    if (!host.current) return;
    const made = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: first.current,
        extensions: [...extensions(), EditorView.contentAttributes.of({ "aria-label": label })],
      }),
    });
    view.current = made;
    return () => made.destroy();
  }, [label]);
  useEffect(() => {
    // Of a text that changes under the eyes only what differs: place and folds stay.
    const change = view.current && changeTo(view.current.state.doc.toString(), text);
    if (change) view.current?.dispatch({ changes: change });
  }, [text]);
  return (
    <div className="zjson" data-testid="json">
      <CopyButton bare label={t("common.copy")} text={text} />
      <div ref={host} className="host" />
    </div>
  );
}

/** The one stretch in which two texts differ; none where they do not. */
function changeTo(before: string, after: string): { from: number; to: number; insert: string } | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from++;
  let end = 0;
  while (end < shorter - from && before.at(-1 - end) === after.at(-1 - end)) end++;
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) };
}
