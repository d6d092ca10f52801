/** What a key does in a grid. Rows count from 0; −1 is the header. */
export type GridMove =
  | { kind: "row"; to: number }
  | { kind: "range"; to: number }
  | { kind: "column"; to: number }
  | { kind: "toggle" }
  | { kind: "open" }
  | { kind: "sort"; add: boolean }
  | { kind: "menu" };

interface Where {
  row: number;
  column: number;
  total: number;
  /** Rows that PgUp and PgDn move by. */
  page: number;
}

type Pressed = Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "altKey" | "metaKey">;

export function gridMove(event: Pressed, { row, column, total, page }: Where): GridMove | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (row < 0) {
    switch (event.key) {
      case "ArrowDown":
        return { kind: "row", to: 0 };
      case "ArrowLeft":
        return { kind: "column", to: column - 1 };
      case "ArrowRight":
        return { kind: "column", to: column + 1 };
      case "Enter":
      case " ":
        return { kind: "sort", add: event.shiftKey };
      case "ContextMenu":
        return { kind: "menu" };
      case "F10":
        return event.shiftKey ? { kind: "menu" } : undefined;
    }
    return undefined;
  }
  const to = {
    ArrowDown: row + 1,
    ArrowUp: event.shiftKey ? Math.max(0, row - 1) : row - 1,
    PageDown: Math.min(total - 1, row + page),
    PageUp: Math.max(0, row - page),
    Home: 0,
    End: total - 1,
  }[event.key];
  if (to !== undefined) return { kind: event.shiftKey ? "range" : "row", to: Math.min(total - 1, to) };
  if (event.key === " ") return { kind: "toggle" };
  if (event.key === "Enter") return { kind: "open" };
  return undefined;
}
