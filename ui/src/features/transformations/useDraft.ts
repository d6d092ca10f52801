import { useCallback, useEffect, useRef, useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { Transformation } from "../../api/generated/Transformation";
import type { TransformationKind } from "../../api/generated/TransformationKind";
import { client } from "../../shell/data";

/** Rest after the last key until the draft is kept, ms. */
const REST = 600;
/** A text of so many characters costs a few frames to keep: it waits for a true pause, ms. */
const LONG = 250_000;
const PAUSE = 2000;

export interface Draft {
  text: string;
  /** Grows when the editor is to take `text` over: it came from elsewhere than its keys. */
  take: number;
  /** The version that the text began from. */
  base: number;
  /** It says something else than that version. */
  changed: boolean;
  /** When it was kept last; none: it is not yet. */
  keptAt: string | undefined;
  /** Why it could not be kept. */
  error: AppError | undefined;
  edit: (text: string) => void;
  /** Keeps now what is not kept yet. */
  keep: () => Promise<void>;
  discard: () => Promise<void>;
  /** The text was saved as a version, or another took its place: what the backend says counts again. */
  settle: (number: number) => Promise<void>;
}

interface Local {
  text: string;
  base: number;
}

/** What is being written. It is kept at each rest, so that neither a crash nor a closed tab loses it. */
export function useDraft(system: string, kind: TransformationKind, data: Transformation): Draft {
  // Edits of this tab go before what was read: an answer under way may not know them.
  const [local, setLocal] = useState<Local>();
  const [error, setError] = useState<AppError>();
  const [take, setTake] = useState(0);
  const stored = data.draft ?? { text: data.text, base: data.version.number };
  const { text, base } = local ?? stored;
  /** What the editor holds. */
  const held = useRef(text);
  const waiting = useRef<{ local: Local; timer: ReturnType<typeof setTimeout> }>(undefined);
  const current = useRef(data);
  current.current = data;

  useEffect(() => {
    if (local || text === held.current) return;
    held.current = text;
    setTake((n) => n + 1);
  }, [local, text]);

  const store = useCallback(
    (draft: Transformation["draft"]) =>
      client.setQueryData<Transformation>(["transformation", { system, kind }], (old) => {
        if (!old) return old;
        const { draft: _, ...rest } = old;
        return draft ? { ...rest, draft } : rest;
      }),
    [system, kind],
  );
  const keep = useCallback(async () => {
    const kept = waiting.current;
    if (!kept) return;
    clearTimeout(kept.timer);
    waiting.current = undefined;
    const { text, base } = kept.local;
    try {
      const { version, text: inUse } = current.current;
      if (text === inUse && base === version.number) {
        store(undefined);
        await call("draft_discard", { system, kind });
      } else {
        // At once: whoever comes back before the answer sees it.
        store({ text, base, at: current.current.draft?.at ?? new Date().toISOString() });
        store(await call("draft_save", { system, kind, base, text }));
      }
      setError(undefined);
    } catch (refused) {
      setError(refused as AppError);
    }
  }, [system, kind, store]);
  useEffect(() => () => void keep(), [keep]);

  const write = useCallback(
    (next: Local) => {
      if (waiting.current) clearTimeout(waiting.current.timer);
      const rest = next.text.length < LONG ? REST : PAUSE;
      waiting.current = { local: next, timer: setTimeout(() => void keep(), rest) };
      setLocal(next);
    },
    [keep],
  );
  const edit = useCallback(
    (typed: string) => {
      if (typed === held.current) return;
      held.current = typed;
      write({ text: typed, base });
    },
    [base, write],
  );
  return {
    text,
    take,
    base,
    changed: text !== data.text || base !== data.version.number,
    keptAt: waiting.current ? undefined : data.draft?.at,
    error,
    edit,
    keep,
    discard: async () => {
      if (waiting.current) clearTimeout(waiting.current.timer);
      waiting.current = undefined;
      await call("draft_discard", { system, kind });
      store(undefined);
      setLocal(undefined);
      await client.invalidateQueries({ queryKey: ["transformation", { system, kind }] });
    },
    settle: async (number) => {
      const saved = held.current;
      await client.invalidateQueries({ queryKey: ["transformation", { system, kind }] });
      if (held.current === saved) setLocal(undefined);
      // What was typed meanwhile is the beginning of the next draft.
      else write({ text: held.current, base: number });
    },
  };
}
