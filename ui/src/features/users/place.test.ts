import { expect, it } from "vitest";
import type { UserFilter } from "../../api/generated/UserFilter";
import { filterOf, noFilter, queryOf } from "./place";

it.each<UserFilter>([
  noFilter,
  { search: "=jana & co", chip: "inactive", origins: ["acme-ias", "sap.default"] },
  { search: "", chip: "all", origins: [], roleCollection: "a/b", state: "deactivated" },
])("comes back from the address, case %#", (filter) => {
  expect(filterOf(new URLSearchParams(queryOf(filter)))).toEqual(filter);
});

it("does not take a word that it does not know", () => {
  expect(filterOf(new URLSearchParams("chip=evil&state=what"))).toEqual(noFilter);
});
