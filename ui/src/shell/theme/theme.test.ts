import { expect, it } from "vitest";
import { themeOf } from "./theme";

it.each([
  ["system", false, false, "sap_horizon"],
  ["system", true, false, "sap_horizon_dark"],
  ["system", true, true, "sap_horizon_hcb"],
  ["system", false, true, "sap_horizon_hcw"],
  ["light", true, true, "sap_horizon"],
  ["dark", false, false, "sap_horizon_dark"],
  ["highContrastBlack", false, false, "sap_horizon_hcb"],
  ["highContrastWhite", true, false, "sap_horizon_hcw"],
] as const)("%s, dark %s, contrast %s: %s", (wish, dark, contrast, theme) => {
  expect(themeOf(wish, dark, contrast)).toBe(theme);
});
