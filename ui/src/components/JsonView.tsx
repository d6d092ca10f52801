import { foldKeymap } from "@codemirror/language";
import { searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { t } from "../shell/i18n";
import { Button } from "./Button";
import { codeLook } from "./codeLook";
import { copyText } from "./copyText";
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
  useEffect(() => {
    if (!host.current) return;
    const view = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: text,
        extensions: [...extensions(), EditorView.contentAttributes.of({ "aria-label": label })],
      }),
    });
    return () => view.destroy();
  }, [text, label]);
  return (
    <div className="zjson" data-testid="json">
      <Button design="transparent" icon="copy" tooltip={t("common.copy")} onClick={() => void copyText(text)} />
      <div ref={host} className="host" />
    </div>
  );
}
