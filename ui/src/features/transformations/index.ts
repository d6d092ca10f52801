import type { Feature } from "../../shell/feature";
import { isAccount } from "../../shell/isAccount";
import { lazyView } from "../../shell/lazyView";

export const transformations: Feature = {
  pages: [
    {
      id: "compare",
      title: "compare.page",
      view: lazyView(() => import("./compare/ComparePage").then((m) => m.ComparePage), { ui5: true }),
    },
  ],
  tabs: [
    {
      id: "transformations",
      title: "tab.transformations",
      order: 40,
      shows: isAccount,
      view: lazyView(() => import("./TransformationsTab").then((m) => m.TransformationsTab), { ui5: true }),
    },
  ],
};
