import { memo } from "react";
import type { ExplainedCondition } from "../../api/generated/ExplainedCondition";
import type { ExplainedMapping } from "../../api/generated/ExplainedMapping";
import type { MappingOutcome } from "../../api/generated/MappingOutcome";
import { useT } from "../../shell/i18n";
import { Icon } from "../Icon";
import { conditionLines, type Line, linesOf, plain, summary, toneOf } from "./lines";
import { shortPath } from "./shortPath";
import "./explain.css";

/** How it went, by shape and colour. */
export const lookOf = (outcome: MappingOutcome) =>
  outcome === "ran"
    ? ({ icon: "status-positive", look: "ran" } as const)
    : outcome === "failed"
      ? ({ icon: "status-negative", look: "failed" } as const)
      : ({ icon: "status-inactive", look: "skipped" } as const);

/** What one mapping did. Drawn again when it did something else. */
export const ExplainRow = memo(function ExplainRow({
  mapping,
  current,
}: {
  mapping: ExplainedMapping;
  current: boolean;
}) {
  const t = useT();
  const { icon, look } = lookOf(mapping.outcome);
  return (
    <>
      <Icon name={icon} size={14} className={look} />
      <span className="title" title={plain(mapping.title)}>
        <i>{mapping.number}</i>
        {mapping.target === undefined ? (
          <span className="words">{t("try.noTarget")}</span>
        ) : (
          shortPath(mapping.title || mapping.target)
        )}
      </span>
      <span className={look === "failed" ? "outcome bad" : "outcome"}>{t(`try.outcome.${mapping.outcome}`)}</span>
      {linesOf(mapping, current).map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines are told apart by their places alone
        <ExplainLine key={i} line={line} whole={current} />
      ))}
    </>
  );
});

/** Whether the entity type takes this entity at all. */
export function EntityCondition({ of }: { of: ExplainedCondition }) {
  const t = useT();
  const { icon, look } = lookOf(of.holds ? "ran" : "failed");
  return (
    <div className={`row ${look}`} data-testid="entity-condition">
      <Icon name={icon} size={14} className={look} />
      <span className="title">
        <span className="words">{t("try.entityCondition")}</span>
      </span>
      <span className={of.holds ? "outcome" : "outcome bad"}>{t(`try.holds.${of.holds}`)}</span>
      {conditionLines(of).map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines are told apart by their places alone
        <ExplainLine key={i} line={line} whole />
      ))}
    </div>
  );
}

/** One line of it; `whole`: a value is shown as it is. */
function ExplainLine({ line, whole }: { line: Line; whole: boolean }) {
  const t = useT();
  if (line.is === "why") return <span className="why">{line.label}</span>;
  return (
    <span className={`line ${line.is}`}>
      <span title={line.label}>{shortPath(line.label)}</span>
      {line.is === "comparison" ? (
        <span>
          {line.value === undefined ? <i>{t("try.missing")}</i> : <Value json={line.value} whole={whole} />}{" "}
          {line.operator} {line.right}{" "}
          <Icon
            name={line.holds ? "accept" : "decline"}
            size={12}
            className={line.holds ? "ran" : "failed"}
            label={t(`try.holds.${line.holds}`)}
          />
        </span>
      ) : line.is === "function" && !line.ran ? (
        <i>{t("try.notRun")}</i>
      ) : (
        line.is !== "place" && line.value !== undefined && <Value json={line.value} whole={whole} />
      )}
    </span>
  );
}

function Value({ json, whole }: { json: string; whole: boolean }) {
  return (
    <span className={`value ${toneOf(json)}`} title={json}>
      {whole ? json : summary(json)}
    </span>
  );
}
