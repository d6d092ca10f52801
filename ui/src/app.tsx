import { activity } from "./features/activity";
import { changes } from "./features/changes";
import { exchange } from "./features/exchange";
import { history } from "./features/history";
import { landscape } from "./features/landscape";
import { overview } from "./features/overview";
import { peopleImport } from "./features/peopleimport";
import { properties } from "./features/properties";
import { proxy } from "./features/proxy";
import { roleCollections } from "./features/rolecollections";
import { settings } from "./features/settings";
import { systems } from "./features/systems";
import { transformations } from "./features/transformations";
import { users } from "./features/users";
import { welcome } from "./features/welcome";
import type { Feature } from "./shell/feature";

/** What the window is made of. Order matters only where a feature says nothing else. */
export const features: readonly Feature[] = [
  welcome,
  landscape,
  overview,
  users,
  roleCollections,
  properties,
  systems,
  transformations,
  proxy,
  history,
  exchange,
  peopleImport,
  changes,
  activity,
  settings,
];
