import { RangeSet, StateEffect, type StateEffectType, StateField } from "@codemirror/state";
import type { GutterMarker } from "@codemirror/view";

export interface GutterMarks<M extends GutterMarker> {
  field: StateField<RangeSet<M>>;
  set: StateEffectType<RangeSet<M>>;
}

/** Marks that are set as a whole now and then, and stay with their lines while one types. */
export function gutterMarks<M extends GutterMarker>(): GutterMarks<M> {
  const set = StateEffect.define<RangeSet<M>>();
  const field = StateField.define<RangeSet<M>>({
    create: () => RangeSet.empty,
    update(marks, { changes, effects }) {
      for (const effect of effects) if (effect.is(set)) return effect.value;
      return marks.map(changes);
    },
  });
  return { field, set };
}
