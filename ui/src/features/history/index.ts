import type { Feature } from "../../shell/feature";
import { lazyView } from "../../shell/lazyView";

export const history: Feature = {
  tabs: [
    {
      id: "history",
      title: "tab.history",
      order: 70,
      view: lazyView(() => import("./HistoryTab").then((m) => m.HistoryTab)),
    },
  ],
};
