import { expect, it } from "vitest";
import { badName, namesOf } from "./names";

const used = namesOf([{ name: "Retail" }, { name: "shop" }, { name: " SHOP " }]);

it.each([
  ["beside others", "Other", false, undefined],
  ["that is used in another case", "retail ", false, "systems.bad.nameTaken"],
  ["that is its own", "Retail", true, undefined],
  ["that two have", "Shop", true, "systems.bad.nameTaken"],
  ["that is empty", " ", false, "systems.bad.name"],
  ["with a sign that names do not have", "a/b", true, "systems.bad.name"],
] as const)("knows what is wrong with a name %s", (_, name, own, wrong) =>
  expect(badName(name, used, own)).toBe(wrong),
);
