/** The icon of a message by how grave it is. */
export const severityIcons = { error: "error", warning: "alert", information: "information" } as const;
