import type { MessageKey } from "../../shell/i18n";

export interface Finding {
  key: MessageKey;
  count?: number;
}

/** Longest name and description, in characters. */
const LONGEST = 255;

/** What is wrong with the name of a new role collection. The account decides; this says the obvious while one types. */
export function wrongName(name: string): Finding | undefined {
  return name.trim() === "" ? { key: "roleCollections.form.empty" } : wrongDescription(name);
}

export function wrongDescription(text: string): Finding | undefined {
  const count = [...text.trim()].length;
  if (/[\r\n]/.test(text.trim())) return { key: "roleCollections.form.line" };
  return count > LONGEST ? { key: "roleCollections.form.long", count } : undefined;
}
