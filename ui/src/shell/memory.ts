/**
 * What the window remembers over restarts (pane widths, columns, the tree): small, about the look only, and kept by
 * the web view. Nothing of an account is kept here but names in the filter of a view that a person saved.
 */
const prefix = "zonedesk.";

export function recall<T>(key: string, otherwise: T): T {
  try {
    const text = localStorage.getItem(prefix + key);
    return text === null ? otherwise : (JSON.parse(text) as T);
  } catch {
    return otherwise;
  }
}

/** Forgets all of it but the views of lists: a person made and named those. */
export function forgetAll(): void {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(prefix) && !key.endsWith(".views")) localStorage.removeItem(key);
    }
  } catch {
    // What cannot be read was not kept.
  }
}

export function remember(key: string, value: unknown): void {
  try {
    localStorage.setItem(prefix + key, JSON.stringify(value));
  } catch {
    // A full or forbidden store costs comfort only.
  }
}
