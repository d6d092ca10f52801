import type { Feature } from "../../shell/feature";
import { lazyView } from "../../shell/lazyView";
import { ActivityBadge } from "./ActivityBadge";
import { UndoKey } from "./UndoKey";

export const activity: Feature = {
  pages: [
    {
      id: "activity",
      title: "page.activity",
      view: lazyView(() => import("./ActivityPage").then((m) => m.ActivityPage)),
      rail: { icon: "history", order: 20, keys: "Mod+J", badge: ActivityBadge },
    },
  ],
  overlays: [UndoKey],
};
