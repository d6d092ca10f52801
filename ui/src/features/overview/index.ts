import type { Feature } from "../../shell/feature";
import { lazyView } from "../../shell/lazyView";

export const overview: Feature = {
  tabs: [
    {
      id: "overview",
      title: "tab.overview",
      order: 10,
      view: lazyView(() => import("./OverviewTab").then((m) => m.OverviewTab)),
    },
  ],
};
