import type { TextPlace } from "../../../api/generated/TextPlace";
import type { TextRange } from "../../../api/generated/TextRange";
import type { TransformationCheck } from "../../../api/generated/TransformationCheck";
import type { TransformationKind } from "../../../api/generated/TransformationKind";
import type { TransformationOperation } from "../../../api/generated/TransformationOperation";

/** An entity of the snapshot, or what a person pasted. */
export type Sampled =
  | {
      of: "stored";
      id: string;
      /** None: it came by a link that says its id only. */
      title?: string;
      /** The list that it was taken from and its place there: where the walk to the next one goes on. */
      from?: { search: string; index: number };
    }
  | { of: "text"; text: string };

/** What is tried. */
export interface Choice {
  entity: string;
  operation: TransformationOperation;
  /** By entity type; none: the first one of the snapshot. */
  samples: Readonly<Record<string, Sampled>>;
  /** For the try only, over the system's own. */
  properties: Readonly<Record<string, string>>;
  variables: Readonly<Record<string, string>>;
}

/** Entity types of which a snapshot has entities. */
export const entities = ["user", "group"] as const;

/** Operations of a write transformation. */
export const writes = ["create", "update", "patch", "delete"] as const;

/** By system and kind, for the life of the window: what was pasted or set for a try is nowhere else. */
const kept = new Map<string, Choice>();

const keyOf = (system: string, kind: TransformationKind) => `${kind} ${system}`;

export function recallChoice(system: string, kind: TransformationKind): Choice {
  const start: Choice = {
    entity: "user",
    operation: kind === "read" ? "read" : "create",
    samples: {},
    properties: {},
    variables: {},
  };
  return kept.get(keyOf(system, kind)) ?? start;
}

export function keepChoice(system: string, kind: TransformationKind, choice: Choice): void {
  kept.set(keyOf(system, kind), choice);
}

/** A record with a value set or, where there is none, without it. */
export function withValue(
  record: Readonly<Record<string, string>>,
  name: string,
  value: string | undefined,
): Record<string, string> {
  const { [name]: _, ...rest } = record;
  return value === undefined ? rest : { ...rest, [name]: value };
}

/** Whether a place is in a range, its ends with it. */
export function isIn({ line, column }: TextPlace, { from, to }: TextRange): boolean {
  const begun = line > from.line || (line === from.line && column >= from.column);
  const over = line > to.line || (line === to.line && column > to.column);
  return begun && !over;
}

/** The entity type whose mappings a place is among. */
export function entityAt(check: TransformationCheck | undefined, at: TextPlace): string | undefined {
  return check?.entities.find(({ mappings }) => {
    const [first, last] = [mappings[0], mappings.at(-1)];
    return first && last && isIn(at, { from: first.range.from, to: last.range.to });
  })?.name;
}
