/** A piece of JSON text by what it is: member name, string, number or word, and all between. */
export interface JsonToken {
  kind: "name" | "string" | "value" | "plain";
  text: string;
}

const token = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d[\d.eE+-]*|\btrue\b|\bfalse\b|\bnull\b)/g;

/** Splits JSON text for colouring; text that is no JSON comes back whole and plain. */
export function jsonTokens(text: string): JsonToken[] {
  const tokens: JsonToken[] = [];
  let at = 0;
  for (const match of text.matchAll(token)) {
    if (match.index > at) tokens.push({ kind: "plain", text: text.slice(at, match.index) });
    const [all, quoted, colon] = match;
    if (quoted && colon) tokens.push({ kind: "name", text: quoted }, { kind: "plain", text: colon });
    else tokens.push({ kind: quoted ? "string" : "value", text: all });
    at = match.index + all.length;
  }
  if (at < text.length) tokens.push({ kind: "plain", text: text.slice(at) });
  return tokens;
}

/** The first `lines` lines, and how many are behind them. */
export function head(text: string, lines: number): { text: string; more: number } {
  const all = text.split("\n");
  return { text: all.slice(0, lines).join("\n"), more: Math.max(0, all.length - lines) };
}

/**
 * Indented JSON with each innermost object on one line. Only line breaks between braces are taken out: none stands
 * inside a string, where JSON writes them escaped.
 */
export function compact(text: string): string {
  return text.replace(/\{\n\s*([^{}[\]]*?)\n\s*\}/g, (_, inner: string) => `{ ${inner.replace(/\n\s*/g, " ")} }`);
}
