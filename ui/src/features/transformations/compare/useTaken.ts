import { useCallback, useMemo, useState } from "react";
import type { Transformation } from "../../../api/generated/Transformation";
import { type Change, changesOf, takenIds, theirs } from "./items";
import { type Sides, useComparison } from "./useComparison";

export interface Taken {
  /** Ids of what is left as in A. */
  left: ReadonlySet<string>;
  /** Ids of what is taken from B. */
  ids: readonly string[];
  /** B is a draft that was begun before somebody else saved A. */
  twoSavers: boolean;
  /** Ids of what only A has then. */
  others: ReadonlySet<string>;
  /** False while it is not known yet what others saved. */
  known: boolean;
  take: (id: string, side: "A" | "B") => void;
}

const nothing: ReadonlySet<string> = new Set();

/**
 * Which changes are taken: all, at first. A draft that was begun before A was saved is another matter: what only A
 * changed is left as it is there.
 */
export function useTaken(sides: Sides, data: Transformation, changes: readonly Change[]): Taken {
  const { number } = data.version;
  const base = data.draft?.base;
  const twoSavers = sides.b === "draft" && sides.a === `v${number}` && base !== undefined && base !== number;
  const mine = useComparison(
    { ...sides, a: `v${base ?? number}`, before: { of: "version", number: base ?? number } },
    twoSavers,
  );
  const others = useMemo(
    () => (twoSavers && mine.data ? theirs(changes, changesOf(mine.data)) : nothing),
    [twoSavers, mine.data, changes],
  );
  const [chosen, setChosen] = useState<ReadonlyMap<string, "A" | "B">>(new Map());
  const left = useMemo(() => {
    const ids = changes.map((change) => change.id);
    return new Set(ids.filter((id) => (chosen.get(id) ?? (others.has(id) ? "A" : "B")) === "A"));
  }, [changes, chosen, others]);
  const take = useCallback((id: string, side: "A" | "B") => setChosen((before) => new Map(before).set(id, side)), []);
  const ids = useMemo(() => takenIds(changes, left), [changes, left]);
  return { left, ids, twoSavers, others, known: !twoSavers || mine.data !== undefined, take };
}
