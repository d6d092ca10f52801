import { useState } from "react";
import type { ProxyCallDetail } from "../../../api/generated/ProxyCallDetail";
import type { ProxyRun } from "../../../api/generated/ProxyRun";
import { EntityCondition, ExplainRow, lookOf } from "../../../components/explain/ExplainRow";
import { Icon } from "../../../components/Icon";
import { useT } from "../../../shell/i18n";
import { fold, type Shown } from "./fold";
import { Section } from "./Section";

/** What the transformations did: to the one entity, or to each that failed. */
export function TransformationSection({ detail: { runs, entitiesRead, entitiesShown } }: { detail: ProxyCallDetail }) {
  const t = useT();
  const [only] = runs;
  const title = (run: ProxyRun) => t("proxy.run", { kind: run.kind, entity: run.entity, name: run.name });
  const figures = entitiesRead > 0 ? t("proxy.entities", { read: entitiesRead, shown: entitiesShown }) : undefined;
  return (
    <Section
      name="transformation"
      title={t("proxy.part.transformation")}
      sum={only && runs.length === 1 ? title(only) : figures}
    >
      {!only ? (
        <p className="quiet">{t(entitiesRead > 0 ? "proxy.noRun" : "proxy.noEntity")}</p>
      ) : runs.length === 1 ? (
        <Run run={only} />
      ) : (
        runs.map((run, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a list that is written once
          <details key={i} open={i === 0} className="run">
            <summary className="ell">
              <Icon name={lookOf(run.failure === undefined ? "ran" : "failed").icon} size={14} /> {title(run)}
            </summary>
            <Run run={run} />
          </details>
        ))
      )}
    </Section>
  );
}

function Run({ run }: { run: ProxyRun }) {
  const t = useT();
  return (
    <div className="zexplain" data-testid="call-run">
      {run.entityCondition && <EntityCondition of={run.entityCondition} />}
      {run.mappings.length === 0 && <p className="quiet">{run.failure ?? t("try.noMappings")}</p>}
      {fold(run.mappings).map((shown) =>
        shown.is === "mapping" ? (
          <Mapping key={shown.mapping.number} mapping={shown.mapping} />
        ) : (
          <Folded key={shown.mappings[0]?.number} of={shown} />
        ),
      )}
    </div>
  );
}

type MappingProps = Parameters<typeof ExplainRow>[0];

function Mapping({ mapping }: Pick<MappingProps, "mapping">) {
  return (
    <div className={`row ${lookOf(mapping.outcome).look}`} data-testid="call-mapping">
      <ExplainRow mapping={mapping} current={mapping.outcome === "failed"} />
    </div>
  );
}

/** Mappings that say nothing: one line until one wants to see them below it. */
function Folded({ of: { mappings, reached } }: { of: Extract<Shown, { is: "folded" }> }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const ran = mappings.filter(({ outcome }) => outcome === "ran").length;
  const { icon, look } = lookOf(ran > 0 ? "ran" : "null");
  return (
    <>
      <button
        type="button"
        className="row folded"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        data-testid="call-folded"
      >
        <Icon name={icon} size={14} className={look} />
        <span className="title">
          <span className="words">
            <Icon name={open ? "navigation-down-arrow" : "navigation-right-arrow"} size={10} />{" "}
            {t("proxy.mappings", { count: mappings.length })}
          </span>
        </span>
        <span className="outcome">
          {reached ? t("proxy.ranSkipped", { ran, skipped: mappings.length - ran }) : t("try.outcome.notReached")}
        </span>
      </button>
      {open && mappings.map((mapping) => <Mapping key={mapping.number} mapping={mapping} />)}
    </>
  );
}
