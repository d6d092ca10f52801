import { en, type MessageKey } from "../en";
import type { Sentences } from "../said";
import { activity } from "./activity";
import { backend } from "./backend";
import { changes } from "./changes";
import { common } from "./common";
import { compare } from "./compare";
import { consumers } from "./consumers";
import { exchange } from "./exchange";
import { graphical } from "./graphical";
import { history } from "./history";
import { landscape } from "./landscape";
import { overview } from "./overview";
import { paste } from "./paste";
import { peopleImport } from "./peopleImport";
import { properties } from "./properties";
import { propertyTexts } from "./propertyTexts";
import { proxy } from "./proxy";
import { roleCollections } from "./roleCollections";
import { said } from "./said";
import { secrets } from "./secrets";
import { settings } from "./settings";
import { shell } from "./shell";
import { systems } from "./systems";
import { transformations } from "./transformations";
import { tryout } from "./tryout";
import { users } from "./users";
import { welcome } from "./welcome";
import { wizard } from "./wizard";

/** The German texts, of the same keys as the English ones. */
export const de: Record<MessageKey, string> = {
  ...common,
  ...shell,
  ...landscape,
  ...welcome,
  ...systems,
  ...wizard,
  ...overview,
  ...users,
  ...roleCollections,
  ...paste,
  ...properties,
  ...propertyTexts,
  ...changes,
  ...backend,
  ...activity,
  ...secrets,
  ...settings,
  ...transformations,
  ...compare,
  ...graphical,
  ...tryout,
  ...history,
  ...exchange,
  ...peopleImport,
  ...consumers,
  ...proxy,
};

/** Texts that nothing is counted in. The backend puts them into errors too. */
const plain = (Object.keys(de) as MessageKey[]).filter(
  (key) => /^(finding|mend|notice)\./.test(key) && !/[{}<]/.test(en[key].replace(/\{\w+\}/g, "")),
);

/** The backend's sentences that have no code of a text. */
export const sentences: Sentences = {
  ...Object.fromEntries(plain.map((key) => [en[key], de[key].replace("{problem}", "{~problem}")])),
  ...said,
};
