import type { SystemNode } from "../../api/generated/SystemNode";
import type { MessageKey } from "../../shell/i18n";

/** Why a system cannot stand somewhere, as a text of the window. */
export interface Refusal {
  key: MessageKey;
  values: { name: string; above: string };
}

/** A place in the tree: below a system, or at the top. */
export interface Place {
  above: SystemNode | undefined;
}

export const isRefusal = (of: Place | Refusal): of is Refusal => "key" in of;

/**
 * Why a system cannot be put below another, or at the top; none: it can. The backend decides by the same rules (SAP
 * BTP's account model); this says it before one lets go.
 */
export function refusal(systems: readonly SystemNode[], child: SystemNode, { above }: Place): Refusal | undefined {
  const because = (key: MessageKey): Refusal => ({ key, values: { name: child.name, above: above?.name ?? "" } });
  if (!above) return child.parent === undefined ? because("landscape.refused.top") : undefined;
  if (above.id === child.id || isBelow(systems, above, child)) return because("landscape.refused.cycle");
  if (above.level === "subaccount") return because("landscape.refused.subaccount");
  if (child.level === "globalAccount") return because("landscape.refused.globalAccount");
  if (child.parent === above.id) return because("landscape.refused.there");
  return undefined;
}

function isBelow(systems: readonly SystemNode[], child: SystemNode, above: SystemNode): boolean {
  const byId = new Map(systems.map((s) => [s.id, s]));
  for (let up = byId.get(child.parent ?? ""); up; up = byId.get(up.parent ?? "")) {
    if (up.id === above.id) return true;
  }
  return false;
}

/** One level in: below the nearest sibling before it that may hold it. */
export function inward(systems: readonly SystemNode[], child: SystemNode): Place | Refusal {
  if (child.level === "globalAccount") return refusalOf("landscape.refused.globalAccount", child);
  const siblings = systems.filter((s) => s.parent === child.parent);
  const before = siblings.slice(0, siblings.indexOf(child));
  const above = before.findLast((s) => s.level !== "subaccount");
  return above ? { above } : refusalOf("landscape.refused.before", child);
}

/** One level out: beside what it stands below. */
export function outward(systems: readonly SystemNode[], child: SystemNode): Place | Refusal {
  const parent = systems.find((s) => s.id === child.parent);
  if (!parent) return refusalOf("landscape.refused.top", child);
  return { above: systems.find((s) => s.id === parent.parent) };
}

const refusalOf = (key: MessageKey, { name }: SystemNode): Refusal => ({ key, values: { name, above: "" } });
