import { useMemo, useState } from "react";
import { useT } from "../../shell/i18n";
import { Json } from "./Json";
import { head } from "./jsonTokens";

/** JSON of which the first lines are shown until one asks for all; what unfolds it stays, and folds it again. */
export function LongJson({ text, first }: { text: string; first: number }) {
  const t = useT();
  const [whole, setWhole] = useState(false);
  const begin = useMemo(() => head(text, first), [text, first]);
  return (
    <>
      <Json text={whole ? text : begin.text} />
      {begin.more > 0 && (
        <button type="button" className="zlink" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? t("common.fewerLines") : t("common.moreLines", { count: begin.more })}
        </button>
      )}
    </>
  );
}
