import { presentableDiff } from "@codemirror/merge";

/** A stretch of a text, and whether the other text has it. */
export interface Part {
  text: string;
  changed: boolean;
}

/** Characters of the longest text that is looked into; of a longer one all counts as changed. */
const LONGEST = 4000;
/** Stretches between changes that are shorter say nothing: `a` in two words that have only that in common. */
const SHORTEST = 2;

/** Both texts in stretches that are the same and stretches that are not. */
export function partsOf(before: string, after: string): [Part[], Part[]] {
  if (before.length > LONGEST || after.length > LONGEST) return [whole(before), whole(after)];
  const changes = presentableDiff(before, after, { scanLimit: 500 });
  const kept = before.length - changes.reduce((sum, change) => sum + change.toA - change.fromA, 0);
  // Two texts of which little is the same read better as two texts.
  if (kept * 3 < Math.min(before.length, after.length)) return [whole(before), whole(after)];
  const joined: { fromA: number; toA: number; fromB: number; toB: number }[] = [];
  for (const { fromA, toA, fromB, toB } of changes) {
    const last = joined.at(-1);
    if (last && fromA - last.toA < SHORTEST) Object.assign(last, { toA, toB });
    else joined.push({ fromA, toA, fromB, toB });
  }
  return [
    cut(
      before,
      joined.map((change) => [change.fromA, change.toA]),
    ),
    cut(
      after,
      joined.map((change) => [change.fromB, change.toB]),
    ),
  ];
}

const whole = (text: string): Part[] => (text === "" ? [] : [{ text, changed: true }]);

function cut(text: string, changed: readonly (readonly [number, number])[]): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const [from, to] of changed) {
    if (from > at) parts.push({ text: text.slice(at, from), changed: false });
    if (to > from) parts.push({ text: text.slice(from, to), changed: true });
    at = to;
  }
  if (at < text.length) parts.push({ text: text.slice(at), changed: false });
  return parts;
}
