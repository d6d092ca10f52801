import type { MessageKey } from "../../../shell/i18n";

const plain = (name: string): string => name.trim().toLowerCase();

/** How often each name is used, whatever its case. */
export type Names = ReadonlyMap<string, number>;

export function namesOf(named: readonly { name: string }[]): Names {
  const used = new Map<string, number>();
  for (const { name } of named) used.set(plain(name), (used.get(plain(name)) ?? 0) + 1);
  return used;
}

/** What is wrong with a name beside those that are used. `own`: it is one of them itself. */
export function badName(name: string, used: Names, own = false): MessageKey | undefined {
  const wanted = plain(name);
  if (!/^[a-z0-9\-_. ]{1,100}$/.test(wanted)) return "systems.bad.name";
  return (used.get(wanted) ?? 0) > (own ? 1 : 0) ? "systems.bad.nameTaken" : undefined;
}
