/** Puts text on the clipboard. Rejects when the desktop refuses. */
export function copyText(text: string): Promise<void> {
  return navigator.clipboard.writeText(text);
}
