import { accounts } from "./accounts";
import { changes } from "./changes";
import { paths } from "./paths";
import { systems } from "./systems";
import { transformations } from "./transformations";
import { words } from "./words";
import { workbench } from "./workbench";

/** Sentences of the backend by their English form; see `translator`. */
export const said = {
  ...accounts,
  ...changes,
  ...paths,
  ...systems,
  ...transformations,
  ...words,
  ...workbench,
};
