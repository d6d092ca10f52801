import { number } from "./format";

/** Sentences of the backend by their English form, with the same in another language. */
export type Sentences = Readonly<Record<string, string>>;

interface Pattern {
  english: RegExp;
  names: string[];
  text: string;
  /** Something is put in as it is at its end: a full stop behind that is the sentence's. */
  open: boolean;
  /** Of the English form, without what is put in. */
  letters: number;
  length: number;
}

/** Longer is no sentence but what an account answered. */
const LONGEST = 1000;
const MOST_MET = 5000;
/** A sentence of fewer letters is only known by what is put into it. */
const FEW = 8;
const holes = /\{(~?)(\w+)\}/g;
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const small = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
/** A number as the language writes it; the backend writes `2,014`. */
const shown = (value: string) => (/^\d{1,3}(,\d{3})+$/.test(value) ? number(Number(value.replaceAll(",", ""))) : value);

function patternOf([english, text]: [string, string]): Pattern {
  const names: string[] = [];
  const source = english
    .split(/(\{\w+\})/)
    .map((part, i) => {
      if (i % 2 === 0) return part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      names.push(part.slice(1, -1));
      return "(.*?)";
    })
    .join("");
  const own = english.replace(/\{\w+\}/g, "");
  const letters = own.match(/\p{L}/gu)?.length ?? 0;
  return {
    english: new RegExp(`^${source}$`, "su"),
    names,
    text,
    open: english.endsWith("}") && !text.includes(`{~${names.at(-1)}}`),
    letters,
    length: own.length,
  };
}

/**
 * Gives a sentence of the backend in the language of `sentences`, or nothing where that has none for it.
 *
 * The backend says everything in English, as terminal, log and journal keep it. Its sentences are born in eight crates,
 * often one put into another; they are known here by their English form, with `{name}` for what was put in. In the
 * translation `{name}` puts that in as it is, `{~name}` as a sentence of its own. A sentence that is put into others has
 * a small letter first and no full stop; where it stands alone it gets both.
 */
export function translator(sentences: Sentences): (said: string) => string | undefined {
  const whole = new Map(Object.entries(sentences));
  // The one that says most of its own fits best; one that says nothing of its own is what `joined` is for.
  const patterns = Object.entries(sentences)
    .filter(([english]) => /\{\w+\}/.test(english))
    .map(patternOf)
    .filter(({ letters }) => letters > 0)
    .sort((a, b) => b.letters - a.letters || b.length - a.length);

  /** `big`: with a capital letter first. `all`: nothing where a sentence that is put in has no translation. */
  const fill = ({ names, text, letters }: Pattern, values: string[], big: boolean, all: boolean) => {
    let [unknown, lost] = [false, false];
    const filled = text.replace(holes, (_, inner: string, name: string, at: number) => {
      const value = values[names.indexOf(name)] ?? "";
      if (!inner || value === "") return shown(value);
      const translated = translate(value, at === 0 ? big : text.endsWith(": ", at), all);
      unknown ||= translated === undefined;
      // A single word is a name.
      lost ||= translated === undefined && value.includes(" ");
      return translated ?? value;
    });
    if ((lost && all) || (unknown && letters < FEW)) return undefined;
    return big && !text.startsWith("{") ? capital(filled) : filled;
  };
  const find = (said: string, big: boolean, all: boolean): string | undefined => {
    const known = whole.get(said);
    if (known !== undefined) return big ? capital(known) : known;
    for (const pattern of patterns) {
      const [, ...values] = pattern.english.exec(said) ?? [];
      if (values.length === 0) continue;
      const last = values.at(-1) ?? "";
      const stop = pattern.open && last.endsWith(".") ? "." : "";
      if (stop) values.splice(-1, 1, last.slice(0, -1));
      const filled = fill(pattern, values, big, all);
      if (filled !== undefined) return filled + stop;
    }
    return undefined;
  };
  /** Two sentences in one, or a name before one, or a remark behind one, or a list. */
  const joined = (said: string, big: boolean): string | undefined => {
    for (const joint of [/^(.+?)(: )(.+)()$/s, /^(.+?)( \()(.+)(\)\.?)$/s, /^(.+?)(, )(.+)()$/s]) {
      const [, first = "", between = "", second = "", end = ""] = joint.exec(said) ?? [];
      const [a, b] = [translate(first, big, true), translate(second, between === ": ", true)];
      const known = between === ", " ? a !== undefined && b !== undefined : a !== undefined || b !== undefined;
      if (known) return (a ?? first) + between + (b ?? second) + end;
    }
    return undefined;
  };
  const look = (said: string, big: boolean, all: boolean): string | undefined => {
    const inner = small(said.replace(/\.$/, ""));
    const first = big || inner.charAt(0) !== said.charAt(0);
    const ended = (text: string | undefined) => text && text + (said.endsWith(".") ? "." : "");
    const one = (every: boolean) => find(said, big, every) ?? ended(find(inner, first, every));
    return one(true) ?? joined(said, big) ?? (all ? undefined : one(false));
  };
  /** What was looked for: findings come again with every key, and parts of a sentence are met on several ways. */
  const met = new Map<string, string | undefined>();
  const translate = (said: string, big: boolean, all: boolean): string | undefined => {
    const bare = said.trimStart();
    if (bare === "") return undefined;
    const key = `${big} ${all} ${bare}`;
    if (!met.has(key)) met.set(key, look(bare, big, all));
    const found = met.get(key);
    return found && said.slice(0, said.length - bare.length) + found;
  };
  return (said) => {
    if (said.length > LONGEST) return undefined;
    if (met.size > MOST_MET) met.clear();
    return translate(said, false, false);
  };
}
