import type { Text } from "@codemirror/state";
import type { TextPlace } from "../../../api/generated/TextPlace";

/** What ends the lines of a text where all end alike; LF where they do not. */
export function lineBreakOf(text: string): string {
  const lf = text.split("\n").length - 1;
  const crlf = text.split("\r\n").length - 1;
  return crlf > 0 && crlf === lf ? "\r\n" : "\n";
}

/** The text may have grown shorter since the backend looked at it: a place behind its end is its end. */
export function offsetOf(doc: Text, place: TextPlace): number {
  if (place.line > doc.lines) return doc.length;
  const line = doc.line(Math.max(1, place.line));
  return Math.min(line.to, line.from + place.column - 1);
}
