import type { Feature } from "../../shell/feature";
import { lazyView } from "../../shell/lazyView";
import { navigate, paths } from "../../shell/router";

export const properties: Feature = {
  tabs: [
    {
      id: "properties",
      title: "tab.properties",
      order: 60,
      view: lazyView(() => import("./PropertiesTab").then((m) => m.PropertiesTab), { ui5: true }),
    },
  ],
  pages: [
    {
      id: "destinations",
      title: "page.destinations",
      view: lazyView(() => import("./destinations/DestinationsPage").then((m) => m.DestinationsPage), { ui5: true }),
    },
  ],
  commands: [{ id: "destinations", title: "page.destinations", run: () => void navigate(paths.page("destinations")) }],
};
