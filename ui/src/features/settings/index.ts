import type { Feature } from "../../shell/feature";
import { lazyView } from "../../shell/lazyView";
import { VaultQuestion } from "./VaultQuestion";

export const settings: Feature = {
  pages: [
    {
      id: "settings",
      title: "page.settings",
      view: lazyView(() => import("./SettingsPage").then((m) => m.SettingsPage), { ui5: true }),
      rail: { icon: "action-settings", order: 90, foot: true, keys: "Mod+," },
    },
  ],
  overlays: [VaultQuestion],
};
