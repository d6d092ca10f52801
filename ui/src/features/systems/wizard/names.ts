import type { MessageKey } from "../../../shell/i18n";

/** What is wrong with a name, beside those of other systems and of what is added with it. */
export function badName(name: string, taken: readonly string[]): MessageKey | undefined {
  const wanted = name.trim().toLowerCase();
  if (!/^[a-z0-9\-_. ]{1,100}$/.test(wanted)) return "systems.bad.name";
  if (taken.some((other) => other.trim().toLowerCase() === wanted)) return "systems.bad.nameTaken";
  return undefined;
}
