import type { ExplainedMapping } from "../../../api/generated/ExplainedMapping";

/** A mapping that is shown, or several that say nothing and take one line. */
export type Shown =
  | { is: "mapping"; mapping: ExplainedMapping }
  | { is: "folded"; mappings: readonly ExplainedMapping[]; reached: boolean };

/** How many before one that failed are shown: what it was given often comes of them. */
const BEFORE = 2;

/** What is worth a look: what failed, and what was just before it. The rest takes one line wherever it is several. */
export function fold(mappings: readonly ExplainedMapping[]): Shown[] {
  const remarkable = new Set<number>();
  for (const [at, { outcome }] of mappings.entries()) {
    if (outcome !== "failed") continue;
    for (let i = Math.max(0, at - BEFORE); i <= at; i++) remarkable.add(i);
  }
  const shown: Shown[] = [];
  let group: ExplainedMapping[] = [];
  const end = () => {
    const [first] = group;
    if (!first) return;
    if (group.length === 1) shown.push({ is: "mapping", mapping: first });
    else shown.push({ is: "folded", mappings: group, reached: first.outcome !== "notReached" });
    group = [];
  };
  for (const [at, mapping] of mappings.entries()) {
    if (remarkable.has(at)) {
      end();
      shown.push({ is: "mapping", mapping });
      continue;
    }
    // What was never reached says something else than what ran.
    if (group[0] && (group[0].outcome === "notReached") !== (mapping.outcome === "notReached")) end();
    group.push(mapping);
  }
  end();
  return shown;
}
