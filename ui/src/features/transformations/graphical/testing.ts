import type { MappingDetail } from "../../../api/generated/MappingDetail";
import type { MappingTable } from "../../../api/generated/MappingTable";
import type { MappingTableEntity } from "../../../api/generated/MappingTableEntity";

/** A mapping for tests: from user name to user name, with what is told otherwise. */
export function row(part: Partial<MappingDetail> = {}): MappingDetail {
  const number = part.number ?? 1;
  return {
    number,
    pointer: `/user/mappings/${number - 1}`,
    range: { from: { line: number, column: 1 }, to: { line: number, column: 9 } },
    findings: [],
    act: "set",
    source: { kind: "path", path: "$.userName" },
    targetPath: "$.userName",
    functions: [],
    valueMappings: [],
    runsOn: ["create", "update"],
    optional: false,
    correlation: false,
    preserveArray: false,
    ignore: false,
    others: [],
    ...part,
  };
}

export function entity(name: string, rows: MappingDetail[]): MappingTableEntity {
  return {
    name,
    pointer: `/${name}`,
    ignore: false,
    skips: [],
    range: { from: { line: 1, column: 1 }, to: { line: 99, column: 1 } },
    rows: rows.map((one, i) => (name === "user" ? one : { ...one, pointer: `/${name}/mappings/${i}` })),
  };
}

export const table = (entities: MappingTableEntity[]): MappingTable => ({ readable: true, entities });
