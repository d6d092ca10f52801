import { useEffect, useRef } from "react";
import type { TextPlace } from "../../api/generated/TextPlace";
import type { TransformationCheck } from "../../api/generated/TransformationCheck";

/** Where the mapping of a JSON Pointer stands in a text: `/user/mappings/4`; none where it has no such mapping. */
export function placeOf(check: TransformationCheck, pointer: string): TextPlace | undefined {
  const [, entity, index] = /^\/([^/]+)\/mappings\/(\d+)/.exec(pointer) ?? [];
  return check.entities.find(({ name }) => name === entity)?.mappings[Number(index)]?.range.from;
}

/** Goes to the mapping that the address names, once for each version, as soon as the text could be read. */
export function useMappingLink(
  pointer: string | null,
  check: TransformationCheck | undefined,
  go: (place: TextPlace) => void,
  version: number,
): void {
  const went = useRef<string>(undefined);
  useEffect(() => {
    // A version that came meanwhile has it elsewhere.
    const now = `${version} ${pointer}`;
    if (!pointer || !check || went.current === now) return;
    went.current = now;
    const place = placeOf(check, pointer);
    if (place) go(place);
  }, [pointer, check, go, version]);
}
