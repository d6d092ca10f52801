import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { EffectCollision } from "../../../api/generated/EffectCollision";
import type { EffectKind } from "../../../api/generated/EffectKind";
import type { EffectPage } from "../../../api/generated/EffectPage";
import type { EffectRow } from "../../../api/generated/EffectRow";
import { Button } from "../../../components/Button";
import { Chips } from "../../../components/Chips";
import { usePages } from "../../../components/grid/pages";
import { Icon } from "../../../components/Icon";
import { reading } from "../../../shell/data";
import { useFormat, useT } from "../../../shell/i18n";
import { ChangeBadge } from "../ChangeBadge";
import { IdleChanges } from "../IdleChanges";
import { sumsOf } from "./effect";
import type { RunOnAll } from "./useRunOnAll";

/** Height of a row, px. */
const ROW = 32;

const kinds = ["changed", "fails", "appears", "vanishes", "passes", "collides"] as const;

type Opened = Pick<EffectRow, "entity" | "id" | "title">;

interface Props {
  run: RunOnAll;
  onBack: () => void;
  onOpen: (row: Opened) => void;
}

/** Every entity that comes out differently, each leading to its try. */
export function EffectList({ run, onBack, onOpen }: Props) {
  const t = useT();
  const [chosen, setChosen] = useState<EffectKind | "all">("all");
  const { page } = run;
  if (!page || !run.run) return null;
  const sums = sumsOf(page);
  const offered = kinds.filter((kind) => sums.kinds[kind] > 0 || kind === chosen);
  return (
    <section className={run.stale ? "zeffects stale" : "zeffects"} aria-label={t("try.all")} data-testid="effects">
      <header>
        <Button design="transparent" icon="arrow-left" tooltip={t("try.back")} onClick={onBack} testid="effects-back" />
        <h3>{t("try.allTitle", { version: run.run.number })}</h3>
      </header>
      <Chips
        label={t("try.allTitle", { version: run.run.number })}
        selected={chosen}
        onSelect={setChosen}
        chips={[
          { id: "all" as const, title: t("try.effect.all"), count: sums.different },
          ...offered.map((kind) => ({
            id: kind,
            title: t(`try.effect.${kind}`),
            count: sums.kinds[kind],
            attention: kind === "fails" || kind === "vanishes" || kind === "collides",
          })),
        ]}
      />
      <IdleChanges changes={page.idle} />
      {chosen === "collides" ? (
        <Collisions collisions={page.collisions} onOpen={onOpen} />
      ) : (
        <Rows key={`${run.run.job} ${chosen}`} job={run.run.job} kind={chosen} onOpen={onOpen} />
      )}
    </section>
  );
}

/** Rows one under the other with one tab stop: arrows move, Enter and a press open. */
function Rows({ job, kind, onOpen }: { job: string; kind: EffectKind | "all"; onOpen: (row: Opened) => void }) {
  const t = useT();
  const [active, setActive] = useState(0);
  const scroller = useRef<HTMLDivElement>(null);
  const { total, rowAt, onWindow } = usePages<EffectRow, EffectPage>((offset, limit) =>
    reading("transformation_effect", { query: { job, ...(kind !== "all" && { kind }), offset, limit } }),
  );
  const virtual = useVirtualizer({
    count: total ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => onWindow(first, last), [onWindow, first, last]);
  const open = (index: number) => {
    const row = rowAt(index);
    if (row) onOpen(row);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const end = (total ?? 0) - 1;
    const to: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + 10,
      PageUp: active - 10,
      Home: 0,
      End: end,
    };
    const next = to[event.key];
    if (event.key === "Enter") open(active);
    else if (next === undefined || event.altKey) return;
    else {
      const index = Math.max(0, Math.min(end, next));
      setActive(index);
      virtual.scrollToIndex(index);
    }
    event.preventDefault();
  };
  if (total === 0) return <p className="quiet nothing">{t("try.nothingDiffers")}</p>;
  return (
    <div ref={scroller} className="scroll">
      <div
        role="listbox"
        aria-label={t("try.effects")}
        aria-activedescendant={`effect-${active}`}
        tabIndex={0}
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {items.map(({ index, start }) => {
          const row = rowAt(index);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys
            <div
              key={index}
              id={`effect-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              aria-posinset={index + 1}
              aria-setsize={total}
              className={index === active ? "effect active" : "effect"}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => open(index)}
              data-testid="effect"
            >
              {row && <Row row={row} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}

const badges = { changed: "changed", appears: "added", vanishes: "removed", collides: "changed" } as const;

function Row({ row }: { row: EffectRow }) {
  const t = useT();
  const { kind, title, message, values, entity } = row;
  const what = message ?? (values > 0 ? t("try.values", { count: values }) : t(`try.effect.one.${kind}`));
  return (
    <>
      {kind === "fails" || kind === "passes" ? (
        <Icon
          name={kind === "fails" ? "status-negative" : "status-positive"}
          size={14}
          className={kind === "fails" ? "bad" : "good"}
          label={t(`try.effect.one.${kind}`)}
        />
      ) : (
        <ChangeBadge kind={badges[kind]} />
      )}
      <span className="name ell" title={title}>
        {title}
      </span>
      {entity !== "user" && <small className="quiet">{t("try.isGroup")}</small>}
      <small className={message ? "bad ell what" : "quiet ell what"} title={what}>
        {what}
      </small>
    </>
  );
}

/** Entities that can no longer be told apart, by the value that they share. */
function Collisions({ collisions, onOpen }: { collisions: readonly EffectCollision[]; onOpen: (row: Opened) => void }) {
  const t = useT();
  const { number } = useFormat();
  if (collisions.length === 0) return <p className="quiet nothing">{t("try.nothingDiffers")}</p>;
  return (
    <div className="scroll">
      {collisions.map(({ entity, attribute, value, before, after, ids, titles }) => (
        <section key={`${entity} ${attribute} ${value}`} className="collision" data-testid="collision">
          <p>
            {t.rich("try.collision", { attribute, value, code: (inner) => <code>{inner}</code> })}{" "}
            <small className="quiet">{t("try.distinct", { before: number(before), after: number(after) })}</small>
          </p>
          <ul>
            {ids.map((id, i) => (
              <li key={id}>
                <button
                  type="button"
                  className="zlink ell"
                  onClick={() => onOpen({ entity, id, title: titles[i] ?? id })}
                >
                  {titles[i] ?? id}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
