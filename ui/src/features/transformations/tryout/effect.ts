import type { EffectKind } from "../../../api/generated/EffectKind";
import type { EffectPage } from "../../../api/generated/EffectPage";

/** Figures over every entity type. */
export interface Sums {
  entities: number;
  /** Entities that come out differently, fail or no longer fail, appear or vanish. */
  different: number;
  kinds: Record<EffectKind, number>;
}

export function sumsOf({ counts, collisions }: EffectPage): Sums {
  const sum = (of: "entities" | "changed" | "failing" | "passing" | "appearing" | "vanishing") =>
    counts.reduce((all, count) => all + count[of], 0);
  const kinds = {
    changed: sum("changed"),
    fails: sum("failing"),
    appears: sum("appearing"),
    vanishes: sum("vanishing"),
    passes: sum("passing"),
  };
  const different = Object.values(kinds).reduce((all, count) => all + count, 0);
  return { entities: sum("entities"), different, kinds: { ...kinds, collides: collisions.length } };
}
