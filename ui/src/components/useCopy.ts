import { useCallback, useEffect, useState } from "react";
import { announce, unsay } from "../shell/announce";
import { useT } from "../shell/i18n";
import type { IconName } from "./Icon";

/** How long it is said, ms. */
const STAYS = 2000;

/** The one way to the clipboard: copies, and says for a moment what came of it, to the eye and to screen readers. */
export function useCopy() {
  const t = useT();
  const [ended, setEnded] = useState<{ well: boolean }>();
  const text = ended && t(ended.well ? "common.copied" : "common.notCopied");
  useEffect(() => {
    if (!ended || !text) return;
    announce(text);
    const timer = setTimeout(() => setEnded(undefined), STAYS);
    return () => {
      clearTimeout(timer);
      // The next one is heard again.
      unsay(text);
    };
  }, [ended, text]);
  /** Never rejects: where the desktop refuses, or the text cannot be made, that is what is said. */
  const copy = useCallback(async (what: string | (() => Promise<string>)) => {
    try {
      await navigator.clipboard.writeText(typeof what === "string" ? what : await what());
      setEnded({ well: true });
    } catch {
      setEnded({ well: false });
    }
  }, []);
  const icon: IconName = ended?.well ? "accept" : "error";
  /** For the button in its moment: what it says then in place of its own. */
  const said = text === undefined ? undefined : { icon, text };
  return { copy, said };
}
