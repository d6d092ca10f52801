import type { KnownProperty } from "../../api/generated/KnownProperty";
import type { Properties } from "../../api/generated/Properties";
import type { PropertiesEdit } from "../../api/generated/PropertiesEdit";
import type { Property } from "../../api/generated/Property";
import type { PropertyCategory } from "../../api/generated/PropertyCategory";
import type { PropertyFinding } from "../../api/generated/PropertyFinding";

/** What was changed and is not saved. */
export interface Draft {
  /** New values; null: not set any more. */
  values: Readonly<Record<string, string | null>>;
  /** New credentials; null: forgotten; an empty text: being entered. */
  credentials: Readonly<Record<string, string | null>>;
  certificate: string;
  /** Id, or empty for none; undefined: as it is. */
  destination: string | undefined;
  /** Names that were added to the list, whether they have a value yet or not. */
  added: readonly string[];
}

export const emptyDraft: Draft = { values: {}, credentials: {}, certificate: "", destination: undefined, added: [] };

/** One line of the list. */
export interface Row {
  name: string;
  category: PropertyCategory;
  known: KnownProperty | undefined;
  stored: Property | undefined;
  /** The own value, as the draft leaves it. */
  value: string | undefined;
  isCredential: boolean;
  changed: boolean;
}

export const categories: readonly PropertyCategory[] = [
  "connection",
  "identityProviders",
  "provisioning",
  "limits",
  "free",
];

export function knownOf(known: readonly KnownProperty[], name: string): KnownProperty | undefined {
  return known.find((one) => (one.prefix ? name.startsWith(one.name) && name !== one.name : one.name === name));
}

/** The rows to be shown: what is set and, while one edits, what usually is, was added, or has something to be said of. */
export function rowsOf(
  stored: Properties,
  known: readonly KnownProperty[],
  draft: Draft | undefined,
  findings: readonly PropertyFinding[],
): Row[] {
  const names = new Set(stored.properties.map((property) => property.name));
  if (draft) {
    for (const one of known) if (one.usual) names.add(one.name);
    for (const finding of findings) if (finding.property) names.add(finding.property);
    for (const name of [...draft.added, ...Object.keys(draft.values), ...Object.keys(draft.credentials)]) {
      names.add(name);
    }
  }
  const byName = new Map(stored.properties.map((property) => [property.name, property]));
  const order = new Map(known.map((one, i) => [one.name, i]));
  const changed = draft ? changedNames(draft) : new Set<string>();
  const rows = [...names].map((name): Row => {
    const one = knownOf(known, name);
    const property = byName.get(name);
    const given = draft?.values[name];
    return {
      name,
      category: one?.category ?? "free",
      known: one,
      stored: property,
      value: given === undefined ? property?.value : (given ?? undefined),
      isCredential:
        one?.kind.kind === "credential" ||
        (draft !== undefined && name in draft.credentials) ||
        (property?.credential !== undefined && given === undefined),
      changed: changed.has(name),
    };
  });
  const place = (row: Row) => (row.known ? (order.get(row.known.name) ?? 0) : known.length);
  return rows.sort((a, b) => place(a) - place(b) || a.name.localeCompare(b.name));
}

/** The draft with another value; one that is as it was is no change. Empty: not set. */
export function withValue(draft: Draft, stored: Property | undefined, name: string, text: string): Draft {
  const value = text === "" ? null : text;
  const { [name]: _, ...others } = draft.values;
  const same = value === (stored?.value ?? null);
  return { ...draft, values: same ? others : { ...others, [name]: value } };
}

/** The draft with a new credential: its text, null to forget the present one, undefined to keep it. */
export function withCredential(draft: Draft, name: string, secret: string | null | undefined): Draft {
  const { [name]: _, ...others } = draft.credentials;
  return { ...draft, credentials: secret === undefined ? others : { ...others, [name]: secret } };
}

/** The draft that a text stands for: what is not in it is not set. */
export function withText(draft: Draft, stored: Properties, properties: Readonly<Record<string, string>>): Draft {
  const values: Record<string, string | null> = {};
  for (const { name, value } of stored.properties) if (value !== undefined) values[name] = null;
  for (const [name, value] of Object.entries(properties)) values[name] = value;
  for (const { name, value } of stored.properties) if (values[name] === value) delete values[name];
  return { ...draft, values, added: [] };
}

/** The credentials that are more than being entered. */
const entered = (draft: Draft): Record<string, string | null> =>
  Object.fromEntries(Object.entries(draft.credentials).filter(([, secret]) => secret !== ""));

const changedNames = (draft: Draft): Set<string> =>
  new Set([...Object.keys(draft.values), ...Object.keys(entered(draft))]);

/** How many properties the draft changes; another destination counts as one. */
export const changes = (draft: Draft): number => changedNames(draft).size + (draft.destination === undefined ? 0 : 1);

/** Whether something would be lost. */
export const isDirty = (draft: Draft): boolean => changes(draft) > 0 || draft.certificate !== "";

export function editOf(draft: Draft): PropertiesEdit {
  return {
    properties: { ...draft.values },
    credentials: entered(draft),
    ...(draft.certificate.trim() !== "" && { certificate: draft.certificate }),
    ...(draft.destination !== undefined && { destination: draft.destination }),
  };
}

/** The rows that a person wants to see. */
export function shownRows(rows: readonly Row[], category: PropertyCategory | "all", filter: string): Row[] {
  const wanted = filter.trim().toLowerCase();
  return rows.filter(
    (row) =>
      (category === "all" || row.category === category) &&
      (wanted === "" ||
        [row.name, row.value, row.stored?.inherited].some((text) => text?.toLowerCase().includes(wanted))),
  );
}
