import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { EntityDifference } from "../../../api/generated/EntityDifference";
import { Icon } from "../../../components/Icon";
import { useT } from "../../../shell/i18n";
import { Card } from "./Card";
import type { EffectNote } from "./effect/figures";
import { type Change, placeOf, type Row } from "./items";
import type { Taken } from "./useTaken";

interface Props {
  rows: readonly Row[];
  current: Change | undefined;
  taken: Taken;
  /** What the effect says of changes, by their keys. */
  collisions: ReadonlyMap<string, EffectNote[]>;
  onSelect: (change: Change) => void;
  onOpen: (change: Change) => void;
  onShowEqual: () => void;
}

const nothing: never[] = [];

/** About how high a row is, px, before it was drawn. */
function estimate(row: Row | undefined): number {
  if (row?.row !== "change") return 40;
  const { lines, notes, mapping } = row.change;
  return 44 + lines.length * 21 + (lines.length > 0 ? 10 : 0) + notes.length * 29 + (mapping?.moved ? 29 : 0);
}

/** How many changes there are up to each card: the place of a change among them. */
function numbersOf(cards: readonly Row[]): number[] {
  let number = 0;
  return cards.map((row) => {
    if (row.row === "change") number += 1;
    return number;
  });
}

/** A card a change, in the order of the later text; only those in sight are on the page. */
export function Cards({ rows, current, taken, collisions, onSelect, onOpen, onShowEqual }: Props) {
  const t = useT();
  const scroller = useRef<HTMLElement>(null);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const cards = useMemo(() => rows.filter((row) => row.row !== "head"), [rows]);
  const numbers = useMemo(() => numbersOf(cards), [cards]);
  const keyOf = useCallback((index: number) => cards[index]?.key ?? index, [cards]);
  const heightOf = useCallback((index: number) => estimate(cards[index]), [cards]);
  const virtual = useVirtualizer({
    count: cards.length,
    getScrollElement: () => scroller.current,
    estimateSize: heightOf,
    getItemKey: keyOf,
    overscan: 4,
    paddingStart: 12,
    paddingEnd: 12,
    gap: 10,
    scrollPaddingStart: 12,
    scrollPaddingEnd: 12,
  });
  const at = cards.findIndex((row) => row.row === "change" && row.change === current);
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: "auto" });
  }, [at, virtual]);

  const toggle = (key: string) => {
    const next = new Set(opened);
    if (!next.delete(key)) next.add(key);
    setOpened(next);
  };
  return (
    <section
      ref={scroller}
      className="zchange-cards"
      aria-label={t("compare.cards")}
      data-region="cards"
      data-testid="cards"
    >
      <div role="feed" aria-label={t("compare.cards")} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const row = cards[index];
          if (!row) return null;
          return (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              role="presentation"
              className="place"
              style={{ transform: `translateY(${start}px)` }}
            >
              {row.row === "change" ? (
                <Card
                  change={row.change}
                  number={numbers[index] ?? 0}
                  total={numbers.at(-1) ?? 0}
                  current={row.change === current}
                  left={taken.left.has(row.change.id)}
                  byOther={taken.others.has(row.change.id)}
                  effects={collisions.get(row.change.key) ?? nothing}
                  onSelect={onSelect}
                  onOpen={onOpen}
                  onTake={taken.take}
                  onShowEqual={onShowEqual}
                />
              ) : (
                <Same entity={row.entity} open={opened.has(row.key)} onToggle={() => toggle(row.key)} />
              )}
            </div>
          );
        })}
      </div>
    </section>
  );
}

/** The mappings of an entity type that are the same, in one line that opens. */
function Same({ entity, open, onToggle }: { entity: EntityDifference; open: boolean; onToggle: () => void }) {
  const t = useT();
  return (
    <article className="zsame" aria-label={entity.name}>
      <button type="button" aria-expanded={open} onClick={onToggle} data-testid={`same-${entity.name}`}>
        <Icon name={open ? "slim-arrow-down" : "slim-arrow-right"} size={12} />
        {t("compare.same", { entity: entity.name, count: entity.unchanged.length })}
      </button>
      {open && (
        <ol>
          {entity.unchanged.map((mapping) => (
            <li key={`${mapping.before} ${mapping.after}`}>
              <span className="n">{placeOf(mapping)}</span>
              <span className="ell mono">{mapping.title || t("transformations.noTarget")}</span>
            </li>
          ))}
        </ol>
      )}
    </article>
  );
}
