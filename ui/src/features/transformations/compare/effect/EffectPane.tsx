import { useState } from "react";
import type { EffectCounts } from "../../../../api/generated/EffectCounts";
import type { EffectKind } from "../../../../api/generated/EffectKind";
import type { EffectPage } from "../../../../api/generated/EffectPage";
import type { EffectRow } from "../../../../api/generated/EffectRow";
import type { SystemNode } from "../../../../api/generated/SystemNode";
import type { TransformationKind } from "../../../../api/generated/TransformationKind";
import { Button } from "../../../../components/Button";
import { Chips } from "../../../../components/Chips";
import { ErrorMessage } from "../../../../components/Message";
import { useT } from "../../../../shell/i18n";
import { NeverRead } from "../../../../shell/SnapshotState";
import { IdleChanges } from "../../IdleChanges";
import { EffectList } from "./EffectList";
import { headline, kindsOf } from "./figures";
import { Output } from "./Output";
import type { EffectRun } from "./useEffectRun";

interface Props {
  system: SystemNode;
  kind: TransformationKind;
  effect: EffectRun;
  /** It has the whole page: list and output stand beside one another. */
  wide?: boolean;
}

/** What the difference does to the users and role collections of the snapshot. */
export function EffectPane({ system, kind, effect, wide = false }: Props) {
  const t = useT();
  const { job, page, error, start, cancel } = effect;
  const running = job?.state === "running";
  return (
    <section
      className={wide ? "zeffect wide" : "zeffect"}
      aria-label={t("effect.title")}
      data-region="detail"
      data-testid="effect"
    >
      <header>
        <h2>{t("effect.title")}</h2>
        {running ? (
          <Button onClick={cancel} testid="effect-cancel">
            {t("common.cancel")}
          </Button>
        ) : (
          job && (
            <Button
              design="transparent"
              icon="refresh"
              tooltip={t("effect.again")}
              onClick={start}
              testid="effect-again"
            />
          )
        )}
      </header>
      {system.refreshedAt === undefined ? (
        <NeverRead system={system} />
      ) : error ? (
        <ErrorMessage error={error} actions={<Button onClick={start}>{t("common.retry")}</Button>} />
      ) : job?.error ? (
        <ErrorMessage error={job.error} actions={<Button onClick={start}>{t("common.retry")}</Button>} />
      ) : job && page ? (
        <Figures system={system} kind={kind} effect={effect} page={page} id={job.id} />
      ) : (
        <p className="quiet wait">{t("effect.starting")}</p>
      )}
    </section>
  );
}

interface FiguresProps {
  system: SystemNode;
  kind: TransformationKind;
  effect: EffectRun;
  page: EffectPage;
  /** Of the job. */
  id: string;
}

function Figures({ system, kind, effect, page, id }: FiguresProps) {
  const t = useT();
  const { job } = effect;
  const kinds = kindsOf(page);
  const first = kinds[0]?.kind;
  const shown = kinds.some((one) => one.kind === effect.kind) ? effect.kind : first;
  return (
    <>
      <div className="found">
        <Headline page={page} write={kind === "write"} />
        {job?.state === "running" && (
          <p className="small quiet" role="status">
            {t("effect.running", { done: job.done, total: job.total ?? job.done })}
          </p>
        )}
        {job?.state === "cancelled" && <p className="small quiet">{t("effect.cancelled", { done: job.done })}</p>}
        <IdleChanges changes={page.idle} />
        {shown && (
          <Chips
            label={t("effect.kinds")}
            chips={kinds.map((one) => ({ id: one.kind, title: t(`effect.kind.${one.kind}`), count: one.count }))}
            selected={shown}
            onSelect={effect.show}
          />
        )}
      </div>
      {shown && (
        <Listed
          key={`${id} ${shown}`}
          system={system}
          kind={kind}
          job={id}
          effect={shown}
          running={job?.state === "running"}
        />
      )}
    </>
  );
}

interface ListedProps {
  system: SystemNode;
  kind: TransformationKind;
  /** Id of the run. */
  job: string;
  effect: EffectKind;
  running: boolean;
}

/** The entities of a kind, and what comes out of the chosen one. */
function Listed({ system, kind, job, effect, running }: ListedProps) {
  const [chosen, setChosen] = useState<EffectRow>();
  return (
    <>
      <EffectList job={job} kind={effect} running={running} chosen={chosen} onChoose={setChosen} />
      {chosen && <Output system={system} kind={kind} job={job} row={chosen} />}
    </>
  );
}

/** How many of how many differ, as a sentence and as a bar; the rest of the figures below it. */
function Headline({ page, write }: { page: EffectPage; write: boolean }) {
  const t = useT();
  const main = headline(page);
  if (!main) return <p>{t("effect.noEntities")}</p>;
  const share = (count: number) => `${main.entities === 0 ? 0 : (100 * count) / main.entities}%`;
  const noun = ({ entity }: EffectCounts, count: number) => nounOf(t, entity, count);
  const rest = page.counts.flatMap((one) =>
    [
      one !== main && one.changed > 0 && t("effect.alsoChanged", { noun: noun(one, one.changed), count: one.changed }),
      one.failing > 0 && t("effect.failing", { noun: noun(one, one.failing), count: one.failing }),
      one.passing > 0 && t("effect.passing", { noun: noun(one, one.passing), count: one.passing }),
      one.appearing > 0 && t("effect.appearing", { noun: noun(one, one.appearing), count: one.appearing }),
      one.vanishing > 0 && t("effect.vanishing", { noun: noun(one, one.vanishing), count: one.vanishing }),
    ].filter((text) => text !== false),
  );
  return (
    <>
      <p data-testid="effect-headline">
        {t.rich(write ? "effect.headlineWrite" : "effect.headline", {
          changed: main.changed,
          noun: noun(main, main.entities),
          b: (inner) => <b>{inner}</b>,
        })}
      </p>
      <div className="bar" aria-hidden="true">
        <i className="changed" style={{ width: share(main.changed) }} />
        <i className="failing" style={{ width: share(main.failing) }} />
      </div>
      <p className="small quiet">{rest.length > 0 ? rest.join(" · ") : t("effect.nothingElse")}</p>
    </>
  );
}

/** "2,014 users" */
export function nounOf(t: ReturnType<typeof useT>, entity: string, count: number): string {
  if (entity === "user") return t("effect.users", { count });
  if (entity === "group") return t("effect.groups", { count });
  return t("effect.others", { count, entity });
}
