import { type RefObject, useCallback } from "react";
import { call } from "../../api/api";
import type { MappingAct } from "../../api/generated/MappingAct";
import type { EditorHandle } from "./Editor";

/** Tries before it is given up: the text is another one at each answer only while somebody types. */
const TRIES = 3;

/** Makes acts in the text, as one step of its undo stack, and gives the text that it is then. */
export function useActs(editor: RefObject<EditorHandle | null>): (acts: MappingAct[]) => Promise<string> {
  return useCallback(
    async (acts) => {
      for (let i = 0; i < TRIES && editor.current; i += 1) {
        const text = editor.current.text();
        const edits = await call("transformation_edit", { text, acts });
        if (edits.length === 0) return text;
        if (editor.current?.applyEdits(edits, text)) {
          editor.current.flush();
          break;
        }
      }
      return editor.current?.text() ?? "";
    },
    [editor],
  );
}
