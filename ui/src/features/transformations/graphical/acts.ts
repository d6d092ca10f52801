import type { LanguageFunction } from "../../../api/generated/LanguageFunction";
import type { MappingAct } from "../../../api/generated/MappingAct";
import type { MappingDetail } from "../../../api/generated/MappingDetail";
import type { MappingTableEntity } from "../../../api/generated/MappingTableEntity";
import { indexOf, listOf } from "./rows";

/** A member set, or taken out where there is no JSON. */
export const set = (pointer: string, json: string | undefined): MappingAct => ({
  act: "set",
  pointer,
  ...(json !== undefined && { json }),
});

/** A flag is written where it is true and taken out where it is not. */
export const flag = (pointer: string, on: boolean): MappingAct => set(pointer, on ? "true" : undefined);

/** A text; an empty one takes the member out. */
export const text = (pointer: string, value: string): MappingAct =>
  set(pointer, value === "" ? undefined : JSON.stringify(value));

/** Where a new mapping of the entity type goes: behind another one, or to the end. */
export function add(entity: MappingTableEntity, behind: string | undefined, json: string): [MappingAct[], string] {
  const list = `${entity.pointer}/mappings`;
  if (entity.rows.length === 0) return [[set(list, `[${json}]`)], `${list}/0`];
  const last = entity.rows.at(-1)?.pointer ?? "";
  const index = indexOf(behind?.startsWith(`${list}/`) ? behind : last) + 1;
  return [[{ act: "insert", pointer: list, index, json }], `${list}/${index}`];
}

const sources = ["sourcePath", "sourceVariable", "variablePath", "constant"] as const;

/** Another kind of source: what the mapping read before goes. */
export function read(row: MappingDetail, name: (typeof sources)[number], json: string): MappingAct[] {
  const there = row.source.kind === "path" ? ["sourcePath"] : row.source.kind === "constant" ? ["constant"] : [];
  if (row.source.kind === "variable") there.push("sourceVariable", ...(row.source.path ? ["variablePath"] : []));
  const gone = there.filter((other) => other !== name && !(name === "sourceVariable" && other === "variablePath"));
  return [set(`${row.pointer}/${name}`, json), ...gone.map((other) => set(`${row.pointer}/${other}`, undefined))];
}

/** What a mapping does with its target; what only the former way needs goes, what the new one needs comes. */
export function become(row: MappingDetail, act: MappingDetail["act"]): MappingAct[] {
  const at = (name: string) => `${row.pointer}/${name}`;
  const acts: MappingAct[] = [set(at("type"), act === "set" ? undefined : JSON.stringify(act))];
  if (row.act === "valueMapping") {
    if (row.source.kind === "paths") {
      const [path] = row.source.paths;
      acts.push(set(at("sourcePaths"), undefined));
      if (path !== undefined && act === "set") acts.push(set(at("sourcePath"), JSON.stringify(path)));
    }
    acts.push(set(at("valueMappings"), undefined));
  }
  if (act === "valueMapping") {
    const path = row.source.kind === "path" ? row.source.path : "$";
    if (row.source.kind === "path") acts.push(set(at("sourcePath"), undefined));
    acts.push(set(at("sourcePaths"), JSON.stringify([path])));
    acts.push(set(at("valueMappings"), JSON.stringify([{ key: [""], mappedValue: "" }])));
  }
  if (act === "rename" && row.source.kind !== "constant") acts.push(set(at("constant"), JSON.stringify("newName")));
  return acts;
}

/** A function at the end of those that there are, with what it cannot be without. */
export function addFunction(row: MappingDetail, { name, parameters }: LanguageFunction): MappingAct {
  const call: Record<string, unknown> = { function: name };
  for (const { name, required, takes, values } of parameters) {
    if (required) call[name] = values[0] ?? beginnings[takes] ?? "";
  }
  const json = JSON.stringify(call);
  const list = `${row.pointer}/functions`;
  const last = row.functions.at(-1);
  if (!last) return set(list, `[${json}]`);
  return { act: "insert", pointer: list, index: indexOf(last.pointer) + 1, json };
}

const beginnings: Record<string, unknown> = { integer: 0, step: 0, flag: false };

/** Takes an item out; with the last one its list goes. */
export const takeOut = (pointer: string, count: number): MappingAct =>
  count > 1 ? { act: "remove", pointer } : set(listOf(pointer), undefined);

/** Acts of a mapping that was moved meanwhile. */
export function follows(acts: MappingAct[], from: string | undefined, to: string | undefined): MappingAct[] {
  if (!from || !to || from === to) return acts;
  return acts.map((one) =>
    "pointer" in one && (one.pointer === from || one.pointer.startsWith(`${from}/`))
      ? { ...one, pointer: to + one.pointer.slice(from.length) }
      : one,
  );
}
