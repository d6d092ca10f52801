import { redo, undo } from "@codemirror/commands";
import { openSearchPanel } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { type Ref, startTransition, useEffect, useImperativeHandle, useLayoutEffect, useRef } from "react";
import type { ChangedLines } from "../../api/generated/ChangedLines";
import type { TextEdit } from "../../api/generated/TextEdit";
import type { TextPlace } from "../../api/generated/TextPlace";
import type { TransformationFinding } from "../../api/generated/TransformationFinding";
import { holdsFiles } from "../../shell/files";
import { showChanges } from "./code/changes";
import type { Knowledge } from "./code/complete";
import { showFindings } from "./code/findings";
import { foldMappings, unfoldMappings } from "./code/folds";
import { variableAt } from "./code/jsonTree";
import { lineBreakOf } from "./code/places";
import { applyEdits, editing, goTo, replaceAll } from "./codeMirror";

/** Rest after the last key until the text is told, ms: of a long one it takes some, and nobody reads it at each key. */
const REST = 150;

/** What the editor can be told. */
export interface EditorHandle {
  /** Puts the cursor at a place, in sight, and the focus with it. */
  goTo: (place: TextPlace) => void;
  /** The same; the focus stays where it is unless told. */
  select: (place: TextPlace, focus?: boolean) => void;
  /** As it stands, with what was typed and not told yet. */
  text: () => string;
  /** As one step of the undo stack; whether it was done: not where the text is no more the one that the edits are of. */
  applyEdits: (edits: readonly TextEdit[], of: string) => boolean;
  /** Another text in the place of all, as one step of the undo stack. */
  replaceAll: (text: string) => void;
  undo: () => void;
  redo: () => void;
  search: () => void;
  foldMappings: () => void;
  unfoldAll: () => void;
  /** The variable whose name the cursor stands in. */
  variable: () => string | undefined;
  /** Tells now what was typed. */
  flush: () => void;
}

/** What can be undone and done again. */
export interface EditorHistory {
  undo: boolean;
  redo: boolean;
}

interface Props {
  label: string;
  /** What it begins with, and what it takes over whenever `take` changes. What is typed is told by `onChange`. */
  text: string;
  take: number;
  findings: readonly TransformationFinding[];
  /** Lines that differ from the version in use. */
  changes: readonly ChangedLines[];
  /** What it completes and explains; the same object as long as it is mounted. */
  knowledge: Knowledge;
  /** At each rest. */
  onChange: (text: string) => void;
  /** When it moved; while one types, at each rest. */
  onCursor: (place: TextPlace) => void;
  /** Where the cursor stands in the document, at each rest: `user / mappings / 3`. */
  onPath: (path: string) => void;
  onHistory: (history: EditorHistory) => void;
  onFix: (finding: TransformationFinding) => void;
  /** A file was dropped on the text. */
  onFile: (file: File) => void;
  ref?: Ref<EditorHandle>;
}

/** The text of a transformation, to be written. */
export function Editor({ label, text, take, findings, changes, knowledge, onFix, onFile, ref, ...told }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const latest = useRef({ text, ...told });
  latest.current = { text, ...told };
  const typed = useRef<ReturnType<typeof setTimeout>>(undefined);
  const place = useRef<TextPlace>(undefined);
  const flush = useRef(() => {
    if (typed.current === undefined) return;
    clearTimeout(typed.current);
    typed.current = undefined;
    if (!view.current) return;
    latest.current.onChange(view.current.state.sliceDoc());
    if (place.current) latest.current.onCursor(place.current);
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed comes back as `text` and must not be put in again
  useEffect(() => {
    const { text } = latest.current;
    const lineBreak = lineBreakOf(text);
    const open = view.current;
    // Another text is the one that counts: what was typed and not told goes with the one before.
    clearTimeout(typed.current);
    typed.current = undefined;
    if (open && open.state.lineBreak === lineBreak) {
      if (open.state.sliceDoc() !== text) {
        replaceAll(open, text);
        clearTimeout(typed.current);
        typed.current = undefined;
        if (place.current) latest.current.onCursor(place.current);
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
          knowledge,
          onType: (at) => {
            place.current = at;
            clearTimeout(typed.current);
            // What shows the text besides the editor is drawn in pieces, between the keys.
            typed.current = setTimeout(() => startTransition(flush.current), REST);
          },
          onCursor: (at) => {
            place.current = at;
            latest.current.onCursor(at);
          },
          onPath: (path) => latest.current.onPath(path),
          onHistory: (can) => latest.current.onHistory(can),
        }),
      }),
    });
  }, [take, label]);
  // Before the effects of those around it end: they keep what was typed last.
  useLayoutEffect(() => {
    const tell = flush.current;
    return tell;
  }, []);
  useEffect(
    () => () => {
      view.current?.destroy();
      view.current = undefined;
    },
    [],
  );
  useEffect(() => {
    if (view.current) showFindings(view.current, findings, onFix);
  }, [findings, onFix]);
  useEffect(() => {
    if (view.current) showChanges(view.current, changes);
  }, [changes]);
  useImperativeHandle(ref, () => {
    const on = (act: (view: EditorView) => void) => () => {
      if (!view.current) return;
      act(view.current);
    };
    return {
      goTo: (place) => view.current && goTo(view.current, place, true),
      select: (place, focus = false) => view.current && goTo(view.current, place, focus),
      text: () => view.current?.state.sliceDoc() ?? "",
      applyEdits: (edits, of) => {
        if (view.current?.state.sliceDoc() !== of) return false;
        applyEdits(view.current, edits);
        return true;
      },
      replaceAll: (text) => view.current && replaceAll(view.current, text),
      undo: on(undo),
      redo: on(redo),
      search: on(openSearchPanel),
      foldMappings: on(foldMappings),
      unfoldAll: on(unfoldMappings),
      variable: () => view.current && variableAt(view.current.state, view.current.state.selection.main.head),
      flush: flush.current,
    };
  }, []);
  return (
    <div
      ref={host}
      className="zeditor"
      onDragOverCapture={(event) => {
        if (holdsFiles(event.dataTransfer)) event.preventDefault();
      }}
      onDropCapture={(event) => {
        const [file] = event.dataTransfer.files;
        if (!file) return;
        // Neither the editor, which would put it in at the pointer, nor the window, which would import it.
        event.preventDefault();
        event.stopPropagation();
        onFile(file);
      }}
      data-testid="transformation-editor"
    />
  );
}
