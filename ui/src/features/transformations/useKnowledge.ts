import { useMemo, useRef } from "react";
import { useReading } from "../../shell/data";
import type { Knowledge } from "./code/complete";

/** What the editor completes and explains: the words of the language, the properties of the system. */
export function useKnowledge(system: string): Knowledge {
  const { data } = useReading("transformation_language", { system });
  const language = useRef(data);
  language.current = data;
  return useMemo(() => ({ language: () => language.current, paths: async () => [] }), []);
}
