import { useEffect, useRef, useState } from "react";
import { call } from "../../api/api";
import type { TransformationCheck } from "../../api/generated/TransformationCheck";
import type { TransformationKind } from "../../api/generated/TransformationKind";

/** Rest after the last key until the text is checked, ms. */
const REST = 200;

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
  const first = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new stamp asks again for the same text
  useEffect(() => {
    let wanted = true;
    const ask = async () => {
      const check = await call("transformation_check", { system, kind, text });
      if (!wanted) return;
      if (check.readable) readable.current = check;
      setFound({ text, check });
    };
    const timer = setTimeout(() => ask().catch(() => undefined), first.current ? 0 : REST);
    first.current = false;
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [system, kind, text, stamp]);
  return { check: found?.check, readable: readable.current, pending: found?.text !== text };
}
