import type { Feature } from "../../shell/feature";
import { lazyView } from "../../shell/lazyView";
import { TAB } from "./place";

export const roleCollections: Feature = {
  tabs: [
    {
      id: TAB,
      title: "tab.roleCollections",
      order: 30,
      count: (system) => system.roleCollections,
      shows: (system) => system.state !== "folder",
      view: lazyView(() => import("./RoleCollectionsTab").then((m) => m.RoleCollectionsTab)),
    },
  ],
};
