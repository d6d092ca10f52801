import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { MappingEntry } from "../../api/generated/MappingEntry";
import type { TextPlace } from "../../api/generated/TextPlace";
import type { TransformationCheck } from "../../api/generated/TransformationCheck";
import { shortPath } from "../../components/explain/shortPath";
import { Overlay } from "../../components/Overlay";
import { announce } from "../../shell/announce";
import { useT } from "../../shell/i18n";

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
  const id = useId();
  const [text, setText] = useState("");
  const [picked, setPicked] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const hits = useMemo(() => hitsOf(check, text), [check, text]);
  const at = Math.min(picked, hits.length - 1);
  useEffect(() => {
    list.current?.querySelector(`[data-at="${at}"]`)?.scrollIntoView({ block: "nearest" });
  }, [at]);
  useEffect(() => {
    if (text) announce(t("transformations.hits", { count: hits.length }));
  }, [text, hits.length, t]);
  const open = (hit: Hit | undefined) => {
    if (!hit) return;
    // The overlay gives the focus back first, and no key comes between.
    flushSync(onClose);
    onGo(hit.mapping.range.from);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setPicked(at >= hits.length - 1 ? 0 : at + 1);
    else if (event.key === "ArrowUp") setPicked(at <= 0 ? hits.length - 1 : at - 1);
    else if (event.key === "Enter") open(hits[at]);
    else return;
    event.preventDefault();
  };
  return (
    <Overlay title={t("transformations.goTo")} onClose={onClose} bar={false} testid="go-to-mapping">
      <div className="zgo-to">
        <input
          type="text"
          role="combobox"
          aria-expanded={hits.length > 0}
          aria-controls={id}
          aria-activedescendant={hits[at] ? `${id}-${at}` : undefined}
          aria-autocomplete="list"
          aria-label={t("transformations.goTo")}
          placeholder={t("transformations.goToHint")}
          spellCheck={false}
          autoComplete="off"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setPicked(0);
          }}
          onKeyDown={onKeyDown}
          data-testid="go-to-input"
        />
        <div ref={list} id={id} role="listbox" aria-label={t("transformations.goTo")} tabIndex={-1}>
          {hits.map((hit, i) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys
            <div
              key={`${hit.entity} ${hit.number}`}
              id={`${id}-${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === at}
              data-at={i}
              onClick={() => open(hit)}
            >
              <span className="n">{hit.number}</span>
              <span className="ell">{shortPath(hit.mapping.title) || t("transformations.noTarget")}</span>
              <small>{hit.entity}</small>
            </div>
          ))}
          {hits.length === 0 && <p className="quiet">{t("transformations.noHit")}</p>}
        </div>
      </div>
    </Overlay>
  );
}
