import type { SystemNode } from "../api/generated/SystemNode";

/** Has credentials, unlike a folder. Its addresses do not tell: a demo account has none until its simulator runs. */
export const isAccount = (system: SystemNode): boolean => system.state !== "folder";
