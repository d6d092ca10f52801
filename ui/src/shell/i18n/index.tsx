import { IntlMessageFormat } from "intl-messageformat";
import { Fragment, type ReactNode } from "react";
import type { Text } from "../../api/generated/Text";
import type { WindowLanguage } from "../../api/generated/WindowLanguage";
import { en, type MessageKey } from "./en";
import * as format from "./format";
import { translator } from "./said";

export type { MessageKey } from "./en";

type Value = string | number | boolean | Date | null | undefined;
type Values = Record<string, Value>;
type RichValues = Record<string, Value | ReactNode | ((inner: ReactNode[]) => ReactNode)>;

export interface Translate {
  (key: MessageKey, values?: Values): string;
  /** The same with elements in it: `<b>…</b>` in the message calls `values.b`. */
  rich(key: MessageKey, values: RichValues): ReactNode;
}

/** A language that there are texts in. */
export type Tongue = "en" | "de";

/** Numbers and dates are written as the language of the texts does. */
const locales: Record<Tongue, string> = { en: "en-GB", de: "de-DE" };

let tongue: Tongue = "en";
let texts: Readonly<Record<MessageKey, string>> = en;
let say: ((sentence: string) => string | undefined) | undefined;
const parsed = new Map<string, IntlMessageFormat>();

/** The language that a wish means on a desktop of that language (BCP 47). */
export function tongueOf(wish: WindowLanguage, desktop: string): Tongue {
  switch (wish) {
    case "english":
      return "en";
    case "german":
      return "de";
    case "system":
      return /^de\b/i.test(desktop) ? "de" : "en";
  }
}

/** The language of the texts. */
export const currentTongue = (): Tongue => tongue;

/**
 * Speaks that language from now on; resolves once its texts are there. What is drawn already, and titles that a module
 * has made of texts when it was loaded, stay as they are.
 */
export async function setTongue(next: Tongue): Promise<void> {
  const german = next === "de" ? await import("./de") : undefined;
  tongue = next;
  texts = german?.de ?? en;
  say = german && translator(german.sentences);
  parsed.clear();
  format.setLocale(locales[next], texts["common.justNow"]);
  document.documentElement.lang = next;
}

function message(key: MessageKey): IntlMessageFormat {
  let found = parsed.get(key);
  if (!found) {
    found = new IntlMessageFormat(texts[key], locales[tongue]);
    parsed.set(key, found);
  }
  return found;
}

/** The text of a key in the person's language. */
export const t: Translate = Object.assign(
  (key: MessageKey, values?: Values): string => {
    const text = texts[key];
    // Most texts hold nothing to fill in: no need to parse them.
    if (!values && !/[{<']/.test(text)) return text;
    return String(message(key).format(values));
  },
  {
    rich(key: MessageKey, values: RichValues): ReactNode {
      const parts = message(key).format<ReactNode>(values as Record<string, ReactNode>);
      if (!Array.isArray(parts)) return parts;
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one message keep their places
      return parts.map((part, i) => <Fragment key={i}>{part}</Fragment>);
    },
  },
);

/** A sentence of the backend that has no code: in the person's language where that has it, else as it is. */
export const said = (sentence: string): string => say?.(sentence) ?? sentence;

/** Why somebody did something, in their own words; what Zonedesk did by itself it says itself. */
export const saidBy = (who: string | undefined, why: string): string => (who === "Zonedesk" ? said(why) : why);

/** A text that came from the backend: by its code where the language has it, else as it is. */
export function textOf(text: Text): string {
  if (!(text.code in en)) return said(text.message);
  try {
    const params = Object.entries(text.params).map(([name, value]) => [name, asPart(name, value)]);
    return t(text.code as MessageKey, Object.fromEntries(params));
  } catch {
    // An older entry of the journal may lack what today's sentence wants.
    return said(text.message);
  }
}

/** What is put into a text: why a filter cannot be read is a sentence itself, a name is not. */
const asPart = (name: string, value: string) => (name === "problem" || name === "fields" ? said(value) : value);

export const useT = (): Translate => t;
export const useTextOf = () => textOf;
export const useFormat = () => format;
