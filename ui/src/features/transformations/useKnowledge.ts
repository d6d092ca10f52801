import { useMemo, useRef } from "react";
import type { TransformationKind } from "../../api/generated/TransformationKind";
import { client, reading, useReading } from "../../shell/data";
import type { Knowledge } from "./code/complete";

/** What the editor completes and explains: the words of the language, the properties of the system, paths of samples. */
export function useKnowledge(system: string, kind: TransformationKind): Knowledge {
  const { data } = useReading("transformation_language", { system });
  const language = useRef(data);
  language.current = data;
  return useMemo(
    () => ({
      language: () => language.current,
      // Asked for at the first path that is completed. No snapshot has no paths: that is no fault of who writes.
      paths: (entity) => client.fetchQuery(reading("transformation_paths", { system, kind, entity })).catch(() => []),
    }),
    [system, kind],
  );
}
