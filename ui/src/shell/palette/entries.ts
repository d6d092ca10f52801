import type { PaletteHit } from "../../api/generated/PaletteHit";
import type { PaletteResult } from "../../api/generated/PaletteResult";
import { paths } from "../router";

/** A line of the palette. */
export interface Entry {
  key: string;
  group: "recent" | "users" | "roleCollections" | "systems" | "here" | "commands";
  title: string;
  subtitle: string;
  /** An address, or an act. */
  target: string | (() => void);
}

/** Something that can be done: on the page that is open, or anywhere. */
export interface Offer {
  id: string;
  group: "here" | "commands";
  title: string;
  subtitle: string;
  run: () => void;
}

/** What a person types: a prefix says what is meant. */
export function parse(text: string): { scope: "all" | "commands" | "users" | "roleCollections"; search: string } {
  const scopes = { ">": "commands", "@": "users", "#": "roleCollections" } as const;
  const prefix = text.trimStart().charAt(0);
  if (prefix in scopes) {
    return { scope: scopes[prefix as keyof typeof scopes], search: text.trimStart().slice(1).trim() };
  }
  return { scope: "all", search: text.trim() };
}

/** Title of an offer, run together with what is typed in any order of words. */
function fits(title: string, search: string): boolean {
  const low = title.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => low.includes(word));
}

/** The lines for a text: hits of all snapshots, then what can be done. */
export function entriesOf(
  text: string,
  result: PaletteResult | undefined,
  offers: readonly Offer[],
  recent: readonly Entry[],
): Entry[] {
  const { scope, search } = parse(text);
  if (text.trim() === "") return [...recent, ...offerEntries(offers, "")];
  const hits = (group: "users" | "roleCollections" | "systems", list: readonly PaletteHit[], tab?: string) =>
    list.map((hit): Entry => {
      // By the title a list that is too long to be looked through is narrowed down.
      const target = tab
        ? paths.system(hit.system, tab, hit.id, undefined, { find: hit.title })
        : paths.system(hit.system);
      const where = group === "systems" ? hit.subtitle : [hit.subtitle, hit.systemName].filter(Boolean).join(" · ");
      return { key: `${group} ${target}`, group, title: hit.title, subtitle: where, target };
    });
  const entries: Entry[] = [];
  if (result && (scope === "all" || scope === "users")) entries.push(...hits("users", result.users, "users"));
  if (result && (scope === "all" || scope === "roleCollections")) {
    entries.push(...hits("roleCollections", result.roleCollections, "role-collections"));
  }
  if (result && scope === "all") entries.push(...hits("systems", result.systems));
  if (scope === "all" || scope === "commands") entries.push(...offerEntries(offers, search));
  return entries;
}

function offerEntries(offers: readonly Offer[], search: string): Entry[] {
  return offers
    .map(
      ({ id, group, title, subtitle, run }): Entry => ({ key: `${group} ${id}`, group, title, subtitle, target: run }),
    )
    .filter((entry) => fits(entry.title, search));
}
