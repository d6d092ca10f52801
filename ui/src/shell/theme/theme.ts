import type { Theme } from "../../api/generated/Theme";

export type ThemeId = "sap_horizon" | "sap_horizon_dark" | "sap_horizon_hcb" | "sap_horizon_hcw";

type Bundle = Promise<{ default: unknown }>;

/** The theme variables (`--sap…`), the same text that UI5's own base theme would bring. */
export const variables: Record<ThemeId, () => Bundle> = {
  sap_horizon: () =>
    import("@ui5/webcomponents-theming/dist/generated/assets/themes/sap_horizon/parameters-bundle.css.json"),
  sap_horizon_dark: () =>
    import("@ui5/webcomponents-theming/dist/generated/assets/themes/sap_horizon_dark/parameters-bundle.css.json"),
  sap_horizon_hcb: () =>
    import("@ui5/webcomponents-theming/dist/generated/assets/themes/sap_horizon_hcb/parameters-bundle.css.json"),
  sap_horizon_hcw: () =>
    import("@ui5/webcomponents-theming/dist/generated/assets/themes/sap_horizon_hcw/parameters-bundle.css.json"),
};

const sheet = new CSSStyleSheet();
const darkness = matchMedia("(prefers-color-scheme: dark)");
const contrast = matchMedia("(prefers-contrast: more)");

let wish: Theme = "system";
let applied: ThemeId | undefined;
const followers = new Set<(theme: ThemeId) => void>();

/** The theme that a wish means on this desktop. */
export function themeOf(wished: Theme, dark: boolean, highContrast: boolean): ThemeId {
  switch (wished) {
    case "light":
      return "sap_horizon";
    case "dark":
      return "sap_horizon_dark";
    case "highContrastBlack":
      return "sap_horizon_hcb";
    case "highContrastWhite":
      return "sap_horizon_hcw";
    case "system":
      if (highContrast) return dark ? "sap_horizon_hcb" : "sap_horizon_hcw";
      return dark ? "sap_horizon_dark" : "sap_horizon";
  }
}

async function apply(): Promise<void> {
  const theme = themeOf(wish, darkness.matches, contrast.matches);
  if (theme === applied) return;
  applied = theme;
  const css = String((await variables[theme]()).default);
  if (theme !== applied) return;
  sheet.replaceSync(css);
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
  document.documentElement.style.colorScheme = /dark|hcb/.test(theme) ? "dark" : "light";
  document.documentElement.dataset.theme = theme;
  for (const follower of followers) follower(theme);
}

darkness.addEventListener("change", () => void apply());
contrast.addEventListener("change", () => void apply());

/** Dresses the window; resolves once the variables are there. */
export async function setTheme(theme: Theme): Promise<void> {
  wish = theme;
  await apply();
}

/** Tells the theme now and at every change. */
export function followTheme(follower: (theme: ThemeId) => void): void {
  followers.add(follower);
  if (applied) follower(applied);
}

/** Row heights and paddings: compact, or cozy for fingers. */
export function setDensity(cozy: boolean): void {
  document.body.classList.toggle("ui5-content-density-compact", !cozy);
  document.body.toggleAttribute("data-ui5-compact-size", !cozy);
}
