/** Which rows are meant: those ticked one by one, or all that match the filter but some. */
export type Selection = { kind: "ids"; ids: ReadonlySet<string> } | { kind: "matching"; except: ReadonlySet<string> };

export const nothing: Selection = { kind: "ids", ids: new Set() };
export const everything: Selection = { kind: "matching", except: new Set() };

export const isSelected = (selection: Selection, id: string): boolean =>
  selection.kind === "ids" ? selection.ids.has(id) : !selection.except.has(id);

/** How many rows it means, `total` being those that match the filter. */
export const countOf = (selection: Selection, total: number): number =>
  selection.kind === "ids" ? selection.ids.size : Math.max(0, total - selection.except.size);

/** With or without these rows. */
export function mark(selection: Selection, ids: Iterable<string>, on: boolean): Selection {
  const listed = new Set(selection.kind === "ids" ? selection.ids : selection.except);
  const lists = selection.kind === "ids" ? on : !on;
  for (const id of ids) {
    if (lists) listed.add(id);
    else listed.delete(id);
  }
  return selection.kind === "ids" ? { kind: "ids", ids: listed } : { kind: "matching", except: listed };
}
