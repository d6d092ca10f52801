import type { RoleCollectionChip } from "../../api/generated/RoleCollectionChip";
import type { UserChip } from "../../api/generated/UserChip";
import { paths } from "../../shell/router";

/** The users' list, filtered. */
export const usersLink = (system: string, filter: { chip?: UserChip; origin?: string; q?: string } = {}): string =>
  paths.system(system, "users", undefined, undefined, filter);

/** The list of role collections, filtered. */
export const rolesLink = (system: string, filter: { chip?: RoleCollectionChip } = {}): string =>
  paths.system(system, "role-collections", undefined, undefined, filter);

export const roleLink = (system: string, id: string): string => paths.system(system, "role-collections", id);

export const activityLink = (entry: number): string => paths.page("activity", String(entry));
