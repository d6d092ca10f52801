import { type RefObject, useEffect, useRef } from "react";
import { useChangeRequest } from "./changes";

/**
 * Whether the preview of a form's change stands at `foot`. When it is given up and the focus is not in the form then,
 * since what had it went with the preview or a dialog gave it to what had it long before, `back` gets it: keys go on in
 * the form.
 */
export function useFootPreview(foot: RefObject<HTMLElement | null>, back: RefObject<HTMLElement | null>): boolean {
  const asked = useChangeRequest();
  const previewing = asked !== undefined && asked.foot === foot.current;
  const before = useRef(false);
  useEffect(() => {
    const givenUp = before.current && !previewing;
    before.current = previewing;
    if (!givenUp) return;
    const take = () => {
      if (!foot.current?.parentElement?.contains(document.activeElement)) back.current?.focus();
    };
    take();
    // A dialog may give the focus away as it goes.
    const frame = requestAnimationFrame(take);
    return () => cancelAnimationFrame(frame);
  }, [previewing, foot, back]);
  return previewing;
}
