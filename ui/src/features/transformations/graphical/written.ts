import type { TextRange } from "../../../api/generated/TextRange";

/** The part of a text at a range. Lines end with LF, CR LF or CR, as the backend counts them. */
export function partOf(text: string, { from, to }: TextRange): string {
  const ends = /\r\n|\n|\r/g;
  const starts = [0];
  while (starts.length < to.line && ends.exec(text)) starts.push(ends.lastIndex);
  const offset = ({ line, column }: TextRange["from"]) => (starts[line - 1] ?? text.length) + column - 1;
  return text.slice(offset(from), offset(to));
}

/** Lines without the indent that they share with the last one, which has the closing bracket. */
export function outdented(json: string): string {
  const lines = json.split(/\r\n|\n|\r/);
  const indent = /^[ \t]*/.exec(lines.at(-1) ?? "")?.[0] ?? "";
  return lines.map((line, i) => (i > 0 && line.startsWith(indent) ? line.slice(indent.length) : line)).join("\n");
}
