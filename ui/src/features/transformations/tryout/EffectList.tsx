import { useCallback, useRef, useState } from "react";
import type { EffectCollision } from "../../../api/generated/EffectCollision";
import type { EffectKind } from "../../../api/generated/EffectKind";
import type { EffectRow } from "../../../api/generated/EffectRow";
import { Button } from "../../../components/Button";
import { Chips } from "../../../components/Chips";
import { Icon } from "../../../components/Icon";
import { useFormat, useT } from "../../../shell/i18n";
import { ChangeBadge } from "../ChangeBadge";
import { EffectRows } from "../EffectRows";
import { IdleChanges } from "../IdleChanges";
import { sumsOf } from "./effect";
import type { RunOnAll } from "./useRunOnAll";

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
  const list = useRef<HTMLElement>(null);
  const begun = useRef(false);
  // It was asked for to be walked through: by the keys, once its rows are there.
  const begin = useCallback(() => {
    if (!begun.current) list.current?.querySelector<HTMLElement>("[role=listbox]")?.focus();
    begun.current = true;
  }, []);
  const { page } = run;
  if (!page || !run.run) return null;
  const sums = sumsOf(page);
  const offered = kinds.filter((kind) => sums.kinds[kind] > 0 || kind === chosen);
  return (
    <section
      ref={list}
      className={run.stale ? "zeffects stale" : "zeffects"}
      aria-label={t("try.all")}
      data-testid="effects"
    >
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
        <Rows key={`${run.run.job} ${chosen}`} job={run.run.job} kind={chosen} onOpen={onOpen} onFirst={begin} />
      )}
    </section>
  );
}

interface RowsProps {
  job: string;
  kind: EffectKind | "all";
  onOpen: (row: Opened) => void;
  onFirst: () => void;
}

function Rows({ job, kind, onOpen, onFirst }: RowsProps) {
  const t = useT();
  const [active, setActive] = useState(0);
  return (
    <EffectRows
      label={t("try.effects")}
      job={job}
      kind={kind === "all" ? undefined : kind}
      running={false}
      isActive={(_, index) => index === active}
      onActive={(_, index) => setActive(index)}
      onOpen={onOpen}
      onFirst={onFirst}
    >
      {(row) => <Row row={row} />}
    </EffectRows>
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
