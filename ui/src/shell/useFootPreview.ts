import { type RefObject, useEffect, useRef } from "react";
import { useChangeRequest } from "./changes";

/**
 * Whether the preview of a form's change stands at `foot`. When it is given up and nothing has the focus then, since
 * what had it went with the preview, `back` gets it: keys go on in the form.
 */
export function useFootPreview(foot: RefObject<HTMLElement | null>, back: RefObject<HTMLElement | null>): boolean {
  const asked = useChangeRequest();
  const previewing = asked !== undefined && asked.foot === foot.current;
  const before = useRef(false);
  useEffect(() => {
    const focus = document.activeElement;
    if (before.current && !previewing && (focus === null || focus === document.body)) back.current?.focus();
    before.current = previewing;
  }, [previewing, back]);
  return previewing;
}
