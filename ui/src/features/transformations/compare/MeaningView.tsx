import { useCallback, useMemo, useState } from "react";
import type { SystemNode } from "../../../api/generated/SystemNode";
import type { Transformation } from "../../../api/generated/Transformation";
import type { TransformationComparison } from "../../../api/generated/TransformationComparison";
import type { TransformationKind } from "../../../api/generated/TransformationKind";
import { navigate } from "../../../shell/router";
import { Cards } from "./Cards";
import { ChangeList } from "./ChangeList";
import { EffectPane } from "./effect/EffectPane";
import { collisionNotes } from "./effect/figures";
import type { EffectRun } from "./effect/useEffectRun";
import { type Change, type Filter, rowsOf } from "./items";
import { editorAt } from "./sides";
import type { Sides } from "./useComparison";
import type { Taken } from "./useTaken";

interface Props {
  system: SystemNode;
  kind: TransformationKind;
  data: Transformation;
  sides: Sides;
  comparison: TransformationComparison;
  changes: readonly Change[];
  taken: Taken;
  effect: EffectRun;
}

/** The changes as a list, as cards, and what they do to real entities. */
export function MeaningView({ system, kind, data, sides, comparison, changes, taken, effect }: Props) {
  const [filter, setFilter] = useState<Filter>("all");
  const [key, setKey] = useState<string>();
  const rows = useMemo(() => rowsOf(comparison, changes, filter), [comparison, changes, filter]);
  const shown = useMemo(() => rows.flatMap((row) => (row.row === "change" ? [row.change] : [])), [rows]);
  const current = shown.find((change) => change.key === key) ?? shown[0];

  const step = (by: number) => {
    const at = current ? shown.indexOf(current) : 0;
    const next = shown[Math.max(0, Math.min(shown.length - 1, at + by))];
    if (next) setKey(next.key);
  };
  // The editor holds the draft, or else the version in use: what stands on neither has no line in it.
  const held = data.draft ? "draft" : `v${data.version.number}`;
  const open = useCallback(
    ({ mapping }: Change) => {
      const range = sides.b === held ? mapping?.rangeAfter : sides.a === held ? mapping?.rangeBefore : undefined;
      void navigate(editorAt(system.id, kind, range?.from.line));
    },
    [sides.a, sides.b, held, system.id, kind],
  );
  const toggle = useCallback(({ id }: Change) => taken.take(id, taken.left.has(id) ? "B" : "A"), [taken]);
  const collisions = useMemo(() => collisionNotes(effect.page, changes), [effect.page, changes]);
  const select = useCallback((change: Change) => setKey(change.key), []);
  return (
    <div className="zmeaning">
      <ChangeList
        unchanged={comparison.unchanged}
        changes={changes}
        rows={rows}
        filter={filter}
        onFilter={setFilter}
        current={current}
        left={taken.left}
        onSelect={select}
        onOpen={open}
        onToggle={toggle}
        onStep={step}
      />
      <Cards
        rows={rows}
        current={current}
        taken={taken}
        collisions={collisions}
        onSelect={select}
        onOpen={open}
        onShowEqual={() => effect.show("collides")}
      />
      <EffectPane system={system} kind={kind} effect={effect} />
    </div>
  );
}
