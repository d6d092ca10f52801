import { useCallback } from "react";
import { flushSync } from "react-dom";
import type { MappingEntry } from "../../api/generated/MappingEntry";
import type { TextPlace } from "../../api/generated/TextPlace";
import type { TransformationCheck } from "../../api/generated/TransformationCheck";
import { shortPath } from "../../components/explain/shortPath";
import { useT } from "../../shell/i18n";
import { FindOverlay } from "./FindOverlay";

interface Props {
  check: TransformationCheck;
  onGo: (place: TextPlace) => void;
  onClose: () => void;
}

interface Hit {
  entity: string;
  number: number;
  mapping: MappingEntry;
}

/** Hits that are drawn: who wants others writes more letters. */
const MOST = 60;

/** The mappings whose title holds the text, or that have the number. */
export function hitsOf(check: TransformationCheck, text: string): Hit[] {
  const wanted = text.trim().toLowerCase();
  const hits: Hit[] = [];
  for (const { name, mappings } of check.entities) {
    for (const [i, mapping] of mappings.entries()) {
      const fits = mapping.title.toLowerCase().includes(wanted) || String(i + 1) === wanted;
      if (fits) hits.push({ entity: name, number: i + 1, mapping });
      if (hits.length === MOST) return hits;
    }
  }
  return hits;
}

/** Leads to a mapping by a few letters of its target. */
export function GoToMapping({ check, onGo, onClose }: Props) {
  const t = useT();
  return (
    <FindOverlay
      title={t("transformations.goTo")}
      hint={t("transformations.goToHint")}
      hitsOf={useCallback((text: string) => hitsOf(check, text), [check])}
      keyOf={(hit) => `${hit.entity} ${hit.number}`}
      counted={(count) => t("transformations.hits", { count })}
      none={t("transformations.noHit")}
      onPick={(hit) => {
        // The overlay gives the focus back first, and no key comes between.
        flushSync(onClose);
        onGo(hit.mapping.range.from);
      }}
      onClose={onClose}
      testid="go-to-mapping"
      line={(hit) => (
        <>
          <span className="n">{hit.number}</span>
          <span className="ell">{shortPath(hit.mapping.title) || t("transformations.noTarget")}</span>
          <small>{hit.entity}</small>
        </>
      )}
    />
  );
}
