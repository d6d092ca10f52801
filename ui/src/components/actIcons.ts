/** By what became of something. */
export const actIcons = { added: "add", changed: "edit", removed: "less" } as const;
