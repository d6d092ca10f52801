import { type Json, readJson } from "./layOut";
import { type Part, partsOf } from "./parts";

/** A line of two outputs in one. */
export interface OutputLine {
  /** On which side it is. */
  side: "both" | "before" | "after";
  /** Steps to the right. */
  depth: number;
  /** Name of the member with its quotes. */
  name?: string | undefined;
  parts: Part[];
  /** Lines that are the same and not shown. */
  hidden?: number;
}

/** Two outputs member by member, whatever the order of members; what is the same takes a line. */
export function outputLines(before: string | undefined, after: string | undefined): OutputLine[] {
  const [a, b] = [before, after].map((text) => (text === undefined ? undefined : readJson(text)));
  const lines: OutputLine[] = [];
  compare(lines, a, b, 0, undefined, "");
  return lines;
}

const same = (text: string): Part[] => [{ text, changed: false }];

/** A value in a line: what it holds only by number. */
function short(json: Json): string {
  if (json.of === "value") return json.text;
  if (json.of === "list") return json.items.length === 0 ? "[]" : `[ ${json.items.length} ]`;
  return json.members.length === 0 ? "{}" : `{ ${json.members.length} }`;
}

function equal(a: Json, b: Json): boolean {
  if (a.of === "value") return b.of === "value" && a.text === b.text;
  if (a.of === "list") {
    return b.of === "list" && a.items.length === b.items.length && a.items.every((x, i) => equal(x, b.items[i] ?? x));
  }
  if (b.of !== "object" || a.members.length !== b.members.length) return false;
  const other = new Map(b.members);
  return a.members.every(([name, value]) => {
    const found = other.get(name);
    return found !== undefined && equal(value, found);
  });
}

function compare(
  lines: OutputLine[],
  a: Json | undefined,
  b: Json | undefined,
  depth: number,
  name: string | undefined,
  end: string,
): void {
  const line = (side: OutputLine["side"], parts: Part[], named = name) =>
    lines.push({ side, depth, ...(named !== undefined && { name: named }), parts });
  if (a && b && equal(a, b)) {
    // The whole output is opened: how it looks is what one came for.
    if (depth === 0 && b.of === "object") inside(lines, b, b, depth, name, end);
    else line("both", same(short(b) + end));
  } else if (a && b && a.of === b.of && a.of !== "value") {
    inside(lines, a, b, depth, name, end);
  } else if (a && b) {
    const [left, right] = partsOf(short(a), short(b));
    line("before", [...left, ...same(end)]);
    line("after", [...right, ...same(end)]);
  } else if (depth === 0) {
    const only = a ?? b;
    if (only) all(lines, only, a ? "before" : "after");
  } else {
    if (a) line("before", [{ text: short(a), changed: true }, ...same(end)]);
    if (b) line("after", [{ text: short(b), changed: true }, ...same(end)]);
  }
}

/** An output that the other side has not, with its members. */
function all(lines: OutputLine[], json: Json, side: "before" | "after"): void {
  if (json.of !== "object") {
    lines.push({ side, depth: 0, parts: same(short(json)) });
    return;
  }
  lines.push({ side, depth: 0, parts: same("{") });
  for (const [i, [name, value]] of json.members.entries()) {
    const end = i < json.members.length - 1 ? "," : "";
    lines.push({ side, depth: 1, name, parts: same(short(value) + end) });
  }
  lines.push({ side, depth: 0, parts: same("}") });
}

function inside(lines: OutputLine[], a: Json, b: Json, depth: number, name: string | undefined, end: string): void {
  const [open, close] = b.of === "list" ? "[]" : "{}";
  lines.push({ side: "both", depth, ...(name !== undefined && { name }), parts: same(open ?? "") });
  if (a.of === "object" && b.of === "object") objects(lines, a.members, b.members, depth + 1);
  if (a.of === "list" && b.of === "list") lists(lines, a.items, b.items, depth + 1);
  lines.push({ side: "both", depth, parts: same(close + end) });
}

type Members = readonly [name: string, value: Json][];

/** In the order of the later one; what it lacks stands where it stood. */
function objects(lines: OutputLine[], a: Members, b: Members, depth: number): void {
  const [before, after] = [new Map(a), new Map(b)];
  const names = b.map(([name]) => name);
  for (const [i, [name]] of a.entries()) {
    if (after.has(name)) continue;
    const previous = a[i - 1]?.[0];
    names.splice(previous === undefined ? 0 : names.indexOf(previous) + 1, 0, name);
  }
  for (const [i, name] of names.entries()) {
    compare(lines, before.get(name), after.get(name), depth, name, i < names.length - 1 ? "," : "");
  }
}

/** By place, but for what both begin and end with: that is the same and takes a line together. */
function lists(lines: OutputLine[], a: readonly Json[], b: readonly Json[], depth: number): void {
  const shorter = Math.min(a.length, b.length);
  const alike = (x: Json | undefined, y: Json | undefined) => x !== undefined && y !== undefined && equal(x, y);
  let head = 0;
  while (head < shorter && alike(a[head], b[head])) head += 1;
  let tail = 0;
  while (tail < shorter - head && alike(a.at(-1 - tail), b.at(-1 - tail))) tail += 1;
  const hidden = (count: number) => {
    if (count > 0) lines.push({ side: "both", depth, parts: [], hidden: count });
  };
  hidden(head);
  for (let i = head; i < Math.max(a.length, b.length) - tail; i += 1) {
    const left = i < a.length - tail ? a[i] : undefined;
    const right = i < b.length - tail ? b[i] : undefined;
    compare(lines, left, right, depth, undefined, i < Math.max(a.length, b.length) - 1 ? "," : "");
  }
  hidden(tail);
}
