import type { ComparisonNote } from "../../../api/generated/ComparisonNote";
import type { EntityDifference } from "../../../api/generated/EntityDifference";
import type { MappingChangeKind } from "../../../api/generated/MappingChangeKind";
import type { MappingDifference } from "../../../api/generated/MappingDifference";
import type { MemberDifference } from "../../../api/generated/MemberDifference";
import type { MemberLine } from "../../../api/generated/MemberLine";
import type { TransformationComparison } from "../../../api/generated/TransformationComparison";
import type { UnchangedMapping } from "../../../api/generated/UnchangedMapping";

/** One change, as a card shows it. */
export interface Change {
  /** Unique in the comparison. */
  key: string;
  /** What a merge takes; changes that go only together share it. */
  id: string;
  kind: MappingChangeKind;
  /** `mapping`, a member of an entity type or of the document, or an entity type that one side lacks. */
  of: "mapping" | "entity" | "document" | "type";
  /** Name of the entity type; none: it is of the document. */
  entity?: string;
  title: string;
  tags: readonly string[];
  lines: readonly MemberLine[];
  notes: readonly ComparisonNote[];
  mapping?: MappingDifference;
}

/** A row of the page: the head of an entity type, a change, or what is the same in it. */
export type Row =
  | { row: "head"; key: string; entity?: EntityDifference }
  | { row: "change"; key: string; change: Change }
  | { row: "same"; key: string; entity: EntityDifference };

/** A filter of the list. */
export type Filter = "all" | MappingChangeKind;

/** The items by what they have in common, in the order in which each first comes. */
function grouped<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/** The changes in the order of the later text, those of a member or of a missing entity type before its mappings. */
export function changesOf(comparison: TransformationComparison): Change[] {
  const notes = grouped(comparison.notes, (note) => note.change);
  const of = (id: string) => notes.get(id) ?? [];
  const changes = comparison.entities.flatMap((entity) => entityChanges(entity, of));
  return [...changes, ...memberChanges(comparison.others, undefined, of)];
}

type NotesOf = (id: string) => readonly ComparisonNote[];

function entityChanges(entity: EntityDifference, notes: NotesOf): Change[] {
  const whole = entity.before === undefined || entity.after === undefined ? entity.id : undefined;
  const changes: Change[] = [];
  if (whole !== undefined) {
    changes.push({
      key: `type ${entity.id}`,
      id: entity.id,
      kind: entity.before === undefined ? "added" : "removed",
      of: "type",
      entity: entity.name,
      title: entity.name,
      tags: [],
      lines: entity.members.map((member) => ({ ...member, same: false })),
      notes: notes(entity.id),
    });
  } else {
    changes.push(...memberChanges(entity.members, entity, notes));
  }
  for (const mapping of entity.mappings) {
    changes.push({
      key: `mapping ${mapping.id}`,
      // What an entity type that one side lacks holds comes and goes with it.
      id: whole ?? mapping.id,
      kind: mapping.kind,
      of: "mapping",
      entity: entity.name,
      title: mapping.title,
      tags: mapping.kind === "changed" ? mapping.tags : [],
      lines: mapping.kind === "moved" ? [] : mapping.lines,
      notes: notes(mapping.id),
      mapping,
    });
  }
  return changes;
}

/** Parts of one member are one change. */
function memberChanges(
  members: readonly MemberDifference[],
  entity: EntityDifference | undefined,
  notes: NotesOf,
): Change[] {
  return [...grouped(members, (member) => member.id)].map(([id, parts]) => {
    const kind = parts.every((p) => p.before === undefined)
      ? "added"
      : parts.every((p) => p.after === undefined)
        ? "removed"
        : "changed";
    const title = parts[0]?.name.split(/[.[]/, 1)[0] ?? "";
    return {
      key: `member ${id}`,
      id,
      kind,
      of: entity ? "entity" : "document",
      ...(entity && { entity: entity.name }),
      title,
      tags: [],
      // The title says it already.
      lines: parts.map((part) => ({ ...part, name: part.name === title ? "" : part.name, same: false })),
      notes: notes(id),
    };
  });
}

/** How many changes each filter leaves. */
export function countsOf(changes: readonly Change[]): Record<Filter, number> {
  const counts = { all: changes.length, added: 0, removed: 0, changed: 0, moved: 0 };
  for (const { kind } of changes) counts[kind] += 1;
  return counts;
}

/** The rows of both panes: each entity type that has a change left, with its changes; what is the same at its end. */
export function rowsOf(comparison: TransformationComparison, changes: readonly Change[], filter: Filter): Row[] {
  const left = grouped(
    changes.filter((change) => filter === "all" || change.kind === filter),
    (change) => change.entity,
  );
  const rows: Row[] = [];
  const add = (entity: EntityDifference | undefined) => {
    const own = left.get(entity?.name) ?? [];
    const same = filter === "all" && entity !== undefined && entity.unchanged.length > 0;
    if (own.length === 0 && !same) return;
    rows.push({ row: "head", key: `head ${entity?.name ?? ""}`, ...(entity && { entity }) });
    for (const change of own) rows.push({ row: "change", key: change.key, change });
    if (same) rows.push({ row: "same", key: `same ${entity.name}`, entity });
  };
  for (const entity of comparison.entities) add(entity);
  add(undefined);
  return rows;
}

/** Place of an unchanged mapping, as one reads it. */
export const placeOf = ({ before, after }: UnchangedMapping): string =>
  before === after ? String(after) : `${before} → ${after}`;

/** What a merge is to take of B: every change but those that are left as in A. */
export function takenIds(changes: readonly Change[], left: ReadonlySet<string>): string[] {
  return [...new Set(changes.map((change) => change.id))].filter((id) => !left.has(id));
}

/**
 * The changes that the other saver made: those that the draft, against the version that it began from, does not have.
 * They are left as in A at first, so that saving the draft does not undo what came between.
 */
export function theirs(changes: readonly Change[], mine: readonly Change[]): Set<string> {
  const about = (change: Change) => `${change.of} ${change.entity ?? ""} ${change.title}`;
  const own = new Set(mine.map(about));
  return new Set(changes.filter((change) => !own.has(about(change))).map((change) => change.id));
}
