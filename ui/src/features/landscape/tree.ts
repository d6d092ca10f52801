import type { SystemNode } from "../../api/generated/SystemNode";

/** A row of the tree as it is drawn. */
export interface TreeRow {
  system: SystemNode;
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

/** The visible rows: what is folded is left out; a filter keeps its hits and what stands above them, unfolded. */
export function treeRows(systems: readonly SystemNode[], folded: ReadonlySet<string>, filter: string): TreeRow[] {
  const known = new Set(systems.map((s) => s.id));
  const below = new Map<string | undefined, SystemNode[]>();
  for (const system of systems) {
    const parent = system.parent !== undefined && known.has(system.parent) ? system.parent : undefined;
    below.set(parent, [...(below.get(parent) ?? []), system]);
  }
  const wanted = filter.trim().toLowerCase();
  const isHit = (s: SystemNode) =>
    [s.name, s.region, s.subdomain, ...s.tags].some((text) => text?.toLowerCase().includes(wanted));
  const isShown = (s: SystemNode): boolean => isHit(s) || (below.get(s.id) ?? []).some(isShown);
  const usersOf = (s: SystemNode): number | undefined => {
    const counts = [s.users, ...(below.get(s.id) ?? []).map(usersOf)].filter((n) => n !== undefined);
    return counts.length > 0 ? counts.reduce((sum, n) => sum + n, 0) : undefined;
  };

  const rows: TreeRow[] = [];
  const walk = (parent: string | undefined, level: number) => {
    const children = (below.get(parent) ?? []).filter((s) => wanted === "" || isShown(s));
    children.forEach((system, i) => {
      const inner = (below.get(system.id) ?? []).length > 0;
      const open = wanted !== "" || !folded.has(system.id);
      rows.push({
        system,
        level,
        open: inner ? open : undefined,
        place: i + 1,
        siblings: children.length,
        users: usersOf(system),
      });
      if (inner && open) walk(system.id, level + 1);
    });
  };
  walk(undefined, 1);
  return rows;
}
