import { startTransition, useEffect, useRef, useState } from "react";
import { call } from "../../api/api";
import type { TransformationCheck } from "../../api/generated/TransformationCheck";
import type { TransformationKind } from "../../api/generated/TransformationKind";

/** Rest after the last key until the text is checked, ms; of a text whose check takes longer as long as that. */
const REST = 200;
const LONGEST_REST = 2000;

interface Checked {
  /** Of the text as it was at the last rest; none before the first answer. */
  check: TransformationCheck | undefined;
  /** The last one that could be read: what stays in sight while a text is torn. */
  readable: TransformationCheck | undefined;
  /** The text was not looked at yet. */
  pending: boolean;
}

/** What is wrong with the text, told at each rest. `stamp` changes when what the check depends on did. */
export function useCheck(system: string, kind: TransformationKind, text: string, stamp: number): Checked {
  const [found, setFound] = useState<{ text: string; check: TransformationCheck }>();
  const readable = useRef<TransformationCheck>(undefined);
  const rest = useRef(0);
  const running = useRef<Promise<unknown>>(Promise.resolve());
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new stamp asks again for the same text
  useEffect(() => {
    let wanted = true;
    const ask = async () => {
      // One at a time: a large text would have them pile up.
      await running.current;
      if (!wanted) return;
      const began = performance.now();
      const asked = call("transformation_check", { system, kind, text });
      running.current = asked.catch(() => undefined);
      const check = await asked;
      rest.current = Math.min(LONGEST_REST, Math.max(REST, performance.now() - began));
      if (!wanted) return;
      if (check.readable) readable.current = check;
      // Of a long text it takes some to draw: in pieces, between the keys.
      startTransition(() => setFound({ text, check }));
    };
    const timer = setTimeout(() => ask().catch(() => undefined), rest.current);
    rest.current = Math.max(REST, rest.current);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [system, kind, text, stamp]);
  return { check: found?.check, readable: readable.current, pending: found?.text !== text };
}
