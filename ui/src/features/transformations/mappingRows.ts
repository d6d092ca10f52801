import type { MappingEntry } from "../../api/generated/MappingEntry";
import type { MappingGroup } from "../../api/generated/MappingGroup";
import type { RemovedMapping } from "../../api/generated/RemovedMapping";
import type { TransformationCheck } from "../../api/generated/TransformationCheck";
import type { TransformationOperation } from "../../api/generated/TransformationOperation";
import type { UsedProperty } from "../../api/generated/UsedProperty";

/** A line of the list of mappings. */
export type Row =
  | { is: "group"; group: MappingGroup; open: boolean }
  | { is: "mapping"; number: number; mapping: MappingEntry }
  | { is: "removed"; removed: RemovedMapping }
  | { is: "properties"; count: number; open: boolean }
  | { is: "property"; property: UsedProperty };

/** What the list is narrowed down to. */
export interface MappingFilter {
  text: string;
  /** Mappings that this operation runs. */
  operation?: TransformationOperation | undefined;
}

/** The name under which the properties are folded; no entity type begins so. */
export const PROPERTIES = "%";

export const isChanged = ({ mappings, removed }: MappingGroup): boolean =>
  removed.length > 0 || mappings.some(({ change }) => change !== undefined);

/** What is drawn, from top to bottom. While there is a filter nothing is folded, and what has no hit is left out. */
export function rowsOf(
  { entities, properties }: Pick<TransformationCheck, "entities" | "properties">,
  folded: readonly string[],
  { text, operation }: MappingFilter,
): Row[] {
  const wanted = text.trim().toLowerCase();
  const filtered = wanted !== "" || operation !== undefined;
  const isOpen = (name: string) => filtered || !folded.includes(name);
  const fits = (title: string) => title.toLowerCase().includes(wanted);
  const rows = entities.flatMap((group): Row[] => {
    const head: Row = { is: "group", group, open: isOpen(group.name) };
    if (!head.open) return [head];
    const mappings = group.mappings.flatMap((mapping, i): Row[] => {
      const runs = operation === undefined || mapping.runsOn.includes(operation);
      return runs && fits(mapping.title) ? [{ is: "mapping", number: i + 1, mapping }] : [];
    });
    const gone = operation === undefined ? group.removed.filter(({ title }) => fits(title)) : [];
    const inside = [...mappings, ...gone.map((removed): Row => ({ is: "removed", removed }))];
    return filtered && inside.length === 0 ? [] : [head, ...inside];
  });
  const named = operation === undefined ? properties.filter(({ name }) => fits(name)) : [];
  if (named.length === 0) return rows;
  const open = isOpen(PROPERTIES);
  const head: Row = { is: "properties", count: named.length, open };
  return [...rows, head, ...(open ? named.map((property): Row => ({ is: "property", property })) : [])];
}

/** The row of the mapping that a line is in; -1: of none. Mappings stand in the order of the text. */
export function rowAt(rows: readonly Row[], line: number): number {
  return rows.findIndex(
    (row) => row.is === "mapping" && line >= row.mapping.range.from.line && line <= row.mapping.range.to.line,
  );
}
