import type { SystemNode } from "../../api/generated/SystemNode";

/** A row of the tree as it is drawn. */
export interface TreeRow {
  /** Of the row: a favourite has two. */
  key: string;
  /** None: the head of the favourites. */
  system: SystemNode | undefined;
  /** Stands among the favourites, not at its place. */
  favourite: boolean;
  /** From 1. */
  level: number;
  /** None: it has nothing below it. */
  open: boolean | undefined;
  /** Place among its siblings, from 1, and how many they are. */
  place: number;
  siblings: number;
  /** Users of the account, or of all accounts below. */
  users: number | undefined;
}

/** Key of the favourites' head, also among what is folded. */
const FAVOURITES = "favourites";

/** The visible rows: what is folded is left out; a filter keeps its hits and what stands above them, unfolded. */
export function treeRows(systems: readonly SystemNode[], folded: ReadonlySet<string>, filter: string): TreeRow[] {
  const below = childrenOf(systems);
  const wanted = filter.trim().toLowerCase();
  const { hits, shown } = found(systems, wanted);
  const users = usersOf(below);
  const rows: TreeRow[] = [];
  const isOpen = (key: string) => wanted !== "" || !folded.has(key);

  const favourites = systems.filter((s) => s.favourite && hits.has(s.id));
  const top = (below.get(undefined) ?? []).filter((s) => shown.has(s.id));
  // The favourites' head is the first of those at the top.
  const before = favourites.length > 0 ? 1 : 0;
  if (before > 0) {
    const open = isOpen(FAVOURITES);
    const siblings = top.length + before;
    const head = { key: FAVOURITES, system: undefined, favourite: false, users: undefined };
    rows.push({ ...head, level: 1, open, place: 1, siblings });
    favourites.forEach((system, i) => {
      if (!open) return;
      rows.push({
        key: `${FAVOURITES} ${system.id}`,
        system,
        favourite: true,
        level: 2,
        open: undefined,
        place: i + 1,
        siblings: favourites.length,
        users: users.get(system.id),
      });
    });
  }
  const walk = (children: readonly SystemNode[], level: number, offset: number) => {
    children.forEach((system, i) => {
      const inner = below.get(system.id) ?? [];
      const open = isOpen(system.id);
      rows.push({
        key: system.id,
        system,
        favourite: false,
        level,
        open: inner.length > 0 ? open : undefined,
        place: i + 1 + offset,
        siblings: children.length + offset,
        users: users.get(system.id),
      });
      if (open) {
        walk(
          inner.filter((s) => shown.has(s.id)),
          level + 1,
          0,
        );
      }
    });
  };
  walk(top, 1, before);
  return rows;
}

/** Ids of all that a system stands below. */
export function aboveOf(systems: readonly SystemNode[], id: string): string[] {
  const byId = new Map(systems.map((system) => [system.id, system]));
  const above: string[] = [];
  for (let up = byId.get(id)?.parent; up !== undefined && !above.includes(up); up = byId.get(up)?.parent)
    above.push(up);
  return above;
}

/** Systems by what they stand below; one whose parent is gone stands at the top. */
function childrenOf(systems: readonly SystemNode[]): Map<string | undefined, SystemNode[]> {
  const known = new Set(systems.map((s) => s.id));
  const below = new Map<string | undefined, SystemNode[]>();
  for (const system of systems) {
    const parent = system.parent !== undefined && known.has(system.parent) ? system.parent : undefined;
    const children = below.get(parent);
    if (children) children.push(system);
    else below.set(parent, [system]);
  }
  return below;
}

/** What the filter meets, and that with what stands above it. */
function found(systems: readonly SystemNode[], wanted: string) {
  const byId = new Map(systems.map((s) => [s.id, s]));
  const hits = new Set<string>();
  const shown = new Set<string>();
  for (const system of systems) {
    const texts = [system.name, system.region, system.subdomain, ...system.tags];
    if (!texts.some((text) => text?.toLowerCase().includes(wanted))) continue;
    hits.add(system.id);
    for (let up: SystemNode | undefined = system; up && !shown.has(up.id); up = byId.get(up.parent ?? "")) {
      shown.add(up.id);
    }
  }
  return { hits, shown };
}

/** Users of each system with all below it; none where nothing of it was read. */
function usersOf(below: Map<string | undefined, SystemNode[]>): Map<string, number> {
  const sums = new Map<string, number>();
  const add = (system: SystemNode): number | undefined => {
    const counts = [system.users, ...(below.get(system.id) ?? []).map(add)].filter((n) => n !== undefined);
    if (counts.length === 0) return undefined;
    const sum = counts.reduce((all, n) => all + n, 0);
    sums.set(system.id, sum);
    return sum;
  };
  for (const system of below.get(undefined) ?? []) add(system);
  return sums;
}
