import { changes } from "./features/changes";
import { landscape } from "./features/landscape";
import { overview } from "./features/overview";
import { systems } from "./features/systems";
import { users } from "./features/users";
import type { Feature } from "./shell/feature";

/** What the window is made of. Order matters only where a feature says nothing else. */
export const features: readonly Feature[] = [landscape, overview, users, systems, changes];
