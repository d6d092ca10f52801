import type { Feature } from "../../shell/feature";
import { isAccount } from "../../shell/isAccount";
import { lazyView } from "../../shell/lazyView";

export const proxy: Feature = {
  tabs: [
    {
      id: "proxy",
      title: "tab.proxy",
      order: 50,
      shows: isAccount,
      view: lazyView(() => import("./ProxyTab").then((m) => m.ProxyTab), { ui5: true }),
    },
  ],
  pages: [
    {
      id: "proxy",
      title: "page.proxy",
      view: lazyView(() => import("./ProxyPage").then((m) => m.ProxyPage), { ui5: true }),
      rail: { icon: "process", order: 10 },
    },
  ],
};
