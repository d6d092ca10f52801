import type { Feature } from "../../shell/feature";
import { lazyView } from "../../shell/lazyView";

export const welcome: Feature = { welcome: lazyView(() => import("./Welcome").then((m) => m.Welcome)) };
