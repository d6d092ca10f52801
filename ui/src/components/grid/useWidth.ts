import { type RefObject, useLayoutEffect, useState } from "react";

/** Inner width of an element in px, followed as it changes. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(1200);
  useLayoutEffect(() => {
    const node = element.current;
    if (!node) return;
    const read = () => {
      if (node.clientWidth > 0) setWidth(node.clientWidth);
    };
    read();
    const observer = new ResizeObserver(read);
    observer.observe(node);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
