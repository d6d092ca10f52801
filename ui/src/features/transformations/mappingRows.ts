import type { MappingEntry } from "../../api/generated/MappingEntry";
import type { MappingGroup } from "../../api/generated/MappingGroup";
import type { RemovedMapping } from "../../api/generated/RemovedMapping";

/** A line of the list of mappings. */
export type Row =
  | { is: "group"; group: MappingGroup; open: boolean }
  | { is: "mapping"; number: number; mapping: MappingEntry }
  | { is: "removed"; removed: RemovedMapping };

export const isChanged = ({ mappings, removed }: MappingGroup): boolean =>
  removed.length > 0 || mappings.some(({ change }) => change !== undefined);

/** What is drawn, from top to bottom. While there is a filter nothing is folded, and groups without a hit are left out. */
export function rowsOf(groups: readonly MappingGroup[], folded: readonly string[], filter: string): Row[] {
  const wanted = filter.trim().toLowerCase();
  const fits = ({ title }: { title: string }) => title.toLowerCase().includes(wanted);
  return groups.flatMap((group): Row[] => {
    const open = wanted !== "" || !folded.includes(group.name);
    const head: Row = { is: "group", group, open };
    if (!open) return [head];
    const mappings = group.mappings.flatMap((mapping, i): Row[] =>
      fits(mapping) ? [{ is: "mapping", number: i + 1, mapping }] : [],
    );
    const rows = [...mappings, ...group.removed.filter(fits).map((removed): Row => ({ is: "removed", removed }))];
    return wanted !== "" && rows.length === 0 ? [] : [head, ...rows];
  });
}

/** The row of the mapping that a line is in; -1: of none. Mappings stand in the order of the text. */
export function rowAt(rows: readonly Row[], line: number): number {
  return rows.findIndex(
    (row) => row.is === "mapping" && line >= row.mapping.range.from.line && line <= row.mapping.range.to.line,
  );
}
