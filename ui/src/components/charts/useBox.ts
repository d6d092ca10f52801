import { type RefObject, useLayoutEffect, useState } from "react";

export interface Box {
  width: number;
  height: number;
}

/** The size of an element in px, followed as it changes; `start` until it is laid out. */
export function useBox(element: RefObject<HTMLElement | null>, start: Box): Box {
  const [box, setBox] = useState(start);
  useLayoutEffect(() => {
    const node = element.current;
    if (!node) return;
    const read = () => {
      const { width, height } = node.getBoundingClientRect();
      if (width > 0 && height > 0) setBox((b) => (b.width === width && b.height === height ? b : { width, height }));
    };
    read();
    const observer = new ResizeObserver(read);
    observer.observe(node);
    return () => observer.disconnect();
  }, [element]);
  return box;
}
