/** One of the theme's ten hues for a text, always the same: 1 to 10. */
export function hueOf(text: string): number {
  let hash = 0;
  for (const char of text) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  return (hash % 10) + 1;
}
