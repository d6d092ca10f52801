import type { EffectCounts } from "../../../../api/generated/EffectCounts";
import type { EffectKind } from "../../../../api/generated/EffectKind";
import type { EffectPage } from "../../../../api/generated/EffectPage";
import type { Change } from "../items";

/** What a run says of one attribute: values that were told apart before and are not after. */
export interface EffectNote {
  key: string;
  /** Entities whose values became equal. */
  count: number;
  /** Distinct values. */
  before: number;
  after: number;
}

const fields = {
  changed: "changed",
  fails: "failing",
  passes: "passing",
  appears: "appearing",
  vanishes: "vanishing",
} as const;

/** The kinds that were found, with their counts, in the order in which they matter. */
export function kindsOf(page: EffectPage): { kind: EffectKind; count: number }[] {
  const sum = (field: (typeof fields)[keyof typeof fields]) => page.counts.reduce((all, one) => all + one[field], 0);
  const collides = new Set(page.collisions.flatMap(({ entity, ids }) => ids.map((id) => `${entity} ${id}`)));
  return [
    ...Object.entries(fields).map(([kind, field]) => ({ kind: kind as EffectKind, count: sum(field) })),
    { kind: "collides" as const, count: collides.size },
  ].filter(({ count }) => count > 0);
}

/** The entity type that the headline is about: the first of which anything differs, else the first. */
export function headline(page: EffectPage): EffectCounts | undefined {
  const differs = (one: EffectCounts) => one.changed + one.failing + one.passing + one.appearing + one.vanishing > 0;
  return page.counts.find(differs) ?? page.counts[0];
}

/** Collisions at the changes that they come from, by the keys of these. */
export function collisionNotes(page: EffectPage | undefined, changes: readonly Change[]): Map<string, EffectNote[]> {
  const notes = new Map<string, EffectNote[]>();
  for (const { entity, attribute, before, after, ids } of page?.collisions ?? []) {
    const path = attribute.startsWith("$") ? attribute : `$.${attribute}`;
    const about = changes.find((change) => change.entity === entity && change.title === path);
    if (!about) continue;
    const own = notes.get(about.key) ?? [];
    notes.set(about.key, own);
    const same = own.find((note) => note.key === attribute);
    if (same) same.count += ids.length;
    else own.push({ key: attribute, count: ids.length, before, after });
  }
  return notes;
}
