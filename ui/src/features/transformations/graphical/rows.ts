import type { MappingDetail } from "../../../api/generated/MappingDetail";
import type { MappingTable } from "../../../api/generated/MappingTable";
import type { MappingTableEntity } from "../../../api/generated/MappingTableEntity";
import type { TransformationOperation } from "../../../api/generated/TransformationOperation";
import { chipsOf, sourceOf, targetOf } from "./words";

/** Operations of a write transformation, as chips over the rows. */
export const operations = ["create", "update", "patch", "delete"] as const satisfies TransformationOperation[];

/** Which rows are wanted. */
export interface Filter {
  text: string;
  runs: "all" | (typeof operations)[number];
  changed: boolean;
}

export const everything: Filter = { text: "", runs: "all", changed: false };

/** What stands in the list, in its order. */
export type Item =
  | { is: "entity"; entity: MappingTableEntity; shown: number; folded: boolean }
  | { is: "mapping"; entity: MappingTableEntity; row: MappingDetail };

export function matches(row: MappingDetail, { text, runs, changed }: Filter): boolean {
  if (changed && row.change === undefined) return false;
  if (runs !== "all" && !row.runsOn.includes(runs)) return false;
  const wanted = text.trim().toLowerCase();
  return wanted === "" || wordsOf(row).includes(wanted);
}

/** Rows are asked at each key of a filter. */
const words = new WeakMap<MappingDetail, string>();

/** All that can be read in a row. */
function wordsOf(row: MappingDetail): string {
  const known = words.get(row) ?? spelledOut(row);
  words.set(row, known);
  return known;
}

const spelledOut = (row: MappingDetail): string =>
  [
    sourceOf(row).text,
    targetOf(row).path,
    targetOf(row).variable,
    row.condition,
    row.defaultValue,
    row.scope,
    ...row.functions.map(({ name, parameters }) => [name, ...parameters.map(({ json }) => json)].join(" ")),
    ...row.valueMappings.flatMap(({ key, value }) => [...key, value ?? ""]),
    ...row.others.map(({ name, json }) => `${name} ${json}`),
    ...chipsOf(row).map(({ text }) => text),
  ]
    .join("\n")
    .toLowerCase();

/** How many mappings there are of each kind. */
export function countsOf(table: MappingTable): Record<Filter["runs"] | "changed", number> {
  const counts = { all: 0, create: 0, update: 0, patch: 0, delete: 0, changed: 0 };
  for (const row of table.entities.flatMap(({ rows }) => rows)) {
    counts.all += 1;
    for (const operation of operations) if (row.runsOn.includes(operation)) counts[operation] += 1;
    if (row.change) counts.changed += 1;
  }
  return counts;
}

/** The rows that match, below their entity types; `kept` ones stay whatever they have become. */
export function itemsOf(
  table: MappingTable,
  filter: Filter,
  kept: ReadonlySet<string>,
  folded: ReadonlySet<string>,
): Item[] {
  const narrowed = filter.text.trim() !== "" || filter.runs !== "all" || filter.changed;
  return table.entities.flatMap((entity): Item[] => {
    const rows = entity.rows.filter((row) => kept.has(row.pointer) || matches(row, filter));
    if (narrowed && rows.length === 0) return [];
    const isFolded = folded.has(entity.pointer);
    const head: Item = { is: "entity", entity, shown: rows.length, folded: isFolded };
    return isFolded ? [head] : [head, ...rows.map((row): Item => ({ is: "mapping", entity, row }))];
  });
}

export const pointerOf = (item: Item): string => (item.is === "entity" ? item.entity.pointer : item.row.pointer);

/** Place of a mapping in its list, from 0. */
export const indexOf = (pointer: string): number => Number(pointer.slice(pointer.lastIndexOf("/") + 1));

/** The list that a mapping stands in. */
export const listOf = (pointer: string): string => pointer.slice(0, pointer.lastIndexOf("/"));

/** How far a mapping is to go: so many visible rows, or to the end. */
export type Way = number | "first" | "last";

/** The visible mapping whose place another one takes when it goes so far; none where it is there already. */
export function passed(items: readonly Item[], pointer: string, way: Way): MappingDetail | undefined {
  const among = siblings(items, pointer);
  const at = among.findIndex((row) => row.pointer === pointer);
  const wanted = way === "first" ? 0 : way === "last" ? among.length - 1 : at + way;
  const to = Math.max(0, Math.min(among.length - 1, wanted));
  return at < 0 || to === at ? undefined : among[to];
}

/** The visible mappings of the same entity type. */
export function siblings(items: readonly Item[], pointer: string): MappingDetail[] {
  const list = listOf(pointer);
  return items.flatMap((item) => (item.is === "mapping" && listOf(item.row.pointer) === list ? [item.row] : []));
}

/**
 * Where a mapping is after the text became another one: undo, or a change in the text itself, may have moved it. It is
 * known by what it reads and writes.
 */
export function follow(before: MappingDetail, entity: MappingTableEntity | undefined): string | undefined {
  if (!entity) return undefined;
  const sign = (row: MappingDetail) => JSON.stringify([sourceOf(row), targetOf(row), row.scope]);
  const there = entity.rows.find((row) => row.pointer === before.pointer);
  const wanted = sign(before);
  if (there && sign(there) === wanted) return there.pointer;
  const same = entity.rows.filter((row) => sign(row) === wanted);
  if (same.length === 1) return same[0]?.pointer;
  return (there ?? entity.rows.at(-1))?.pointer;
}

/** The mapping at a pointer and the entity type that it belongs to. */
export function find(
  table: MappingTable | undefined,
  pointer: string | undefined,
): { entity: MappingTableEntity; row: MappingDetail } | undefined {
  if (!pointer) return undefined;
  const entity = table?.entities.find((one) => pointer.startsWith(`${one.pointer}/`));
  const row = entity?.rows.find((one) => one.pointer === pointer);
  return entity && row && { entity, row };
}
