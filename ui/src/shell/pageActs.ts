import { useEffect, useRef } from "react";
import type { MenuItem } from "../components/Menu";

interface Offered {
  of: string;
  items: readonly MenuItem[];
}

/** The parts of the page that offer something, the latest last. */
const parts: { current: Offered }[] = [];

/** While mounted, the palette offers what can be done here; `of` names what it is done with. */
export function usePageActs(of: string, items: readonly MenuItem[]): void {
  const latest = useRef<Offered>({ of, items });
  latest.current = { of, items };
  useEffect(() => {
    parts.push(latest);
    return () => {
      parts.splice(parts.indexOf(latest), 1);
    };
  }, []);
}

/** What can be done here and now, what lies deepest in the page first. */
export const pageActs = (): (MenuItem & { of: string })[] =>
  parts
    .toReversed()
    .flatMap(({ current: { of, items } }) => items.map((item) => ({ ...item, of })))
    .filter((item) => item.disabled === undefined);
