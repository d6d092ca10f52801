// Registers the themes and the texts of the UI5 components. Loaded with the first view that uses one (`lazyView`): the
// frame and the lists need none. Replaces UI5's `Assets.js`, which brings every theme and fifty languages; English is in
// the components themselves.
import { registerI18nLoader } from "@ui5/webcomponents-base/dist/asset-registries/i18n.js";
import { registerThemePropertiesLoader } from "@ui5/webcomponents-base/dist/asset-registries/Themes.js";
import { setLanguage } from "@ui5/webcomponents-base/dist/config/Language.js";
import { setTheme } from "@ui5/webcomponents-base/dist/config/Theme.js";
import { addCustomCSS } from "@ui5/webcomponents-base/dist/theming/CustomStyle.js";
import { currentTongue } from "../i18n";
import { followTheme, type ThemeId, variables } from "./theme";

type Loader = () => Promise<{ default: unknown }>;

const bundles: Record<ThemeId, [main: Loader, fiori: Loader]> = {
  sap_horizon: [
    () => import("@ui5/webcomponents/dist/generated/assets/themes/sap_horizon/parameters-bundle.css.json"),
    () => import("@ui5/webcomponents-fiori/dist/generated/assets/themes/sap_horizon/parameters-bundle.css.json"),
  ],
  sap_horizon_dark: [
    () => import("@ui5/webcomponents/dist/generated/assets/themes/sap_horizon_dark/parameters-bundle.css.json"),
    () => import("@ui5/webcomponents-fiori/dist/generated/assets/themes/sap_horizon_dark/parameters-bundle.css.json"),
  ],
  sap_horizon_hcb: [
    () => import("@ui5/webcomponents/dist/generated/assets/themes/sap_horizon_hcb/parameters-bundle.css.json"),
    () => import("@ui5/webcomponents-fiori/dist/generated/assets/themes/sap_horizon_hcb/parameters-bundle.css.json"),
  ],
  sap_horizon_hcw: [
    () => import("@ui5/webcomponents/dist/generated/assets/themes/sap_horizon_hcw/parameters-bundle.css.json"),
    () => import("@ui5/webcomponents-fiori/dist/generated/assets/themes/sap_horizon_hcw/parameters-bundle.css.json"),
  ],
};

for (const [theme, [main, fiori]] of Object.entries(bundles) as [ThemeId, [Loader, Loader]][]) {
  const register = (name: string, load: Loader, target: "root" | "host") =>
    registerThemePropertiesLoader(name, theme, async () => String((await load()).default), target);
  register("@ui5/webcomponents-theming", variables[theme], "root");
  register("@ui5/webcomponents", main, "host");
  register("@ui5/webcomponents-fiori", fiori, "host");
}

followTheme((theme) => void setTheme(theme));

// What is wrong stands below the field; over it the same words would hide it and the next field.
for (const tag of ["ui5-input", "ui5-select"]) {
  void addCustomCSS(tag, ".ui5-valuestatemessage-popover { display: none }");
}

const german: Record<string, () => Promise<{ default: Record<string, string> }>> = {
  "@ui5/webcomponents": () => import("@ui5/webcomponents/dist/generated/assets/i18n/messagebundle_de.json"),
  "@ui5/webcomponents-fiori": () => import("@ui5/webcomponents-fiori/dist/generated/assets/i18n/messagebundle_de.json"),
};

for (const [name, load] of Object.entries(german)) registerI18nLoader(name, "de", async () => (await load()).default);

void setLanguage(currentTongue());
