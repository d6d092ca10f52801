import { type ComponentType, lazy } from "react";

/**
 * A view that is loaded when it is first shown. `ui5: true` when it uses UI5 components: their themes are registered
 * before the first of them is defined.
 */
export function lazyView<P extends object>(load: () => Promise<ComponentType<P>>, { ui5 = false } = {}) {
  return lazy(async () => {
    const [view] = await Promise.all([load(), ui5 ? import("./theme/ui5") : undefined]);
    return { default: view };
  });
}
