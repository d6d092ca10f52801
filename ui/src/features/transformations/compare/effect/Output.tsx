import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { call } from "../../../../api/api";
import type { AppError } from "../../../../api/generated/AppError";
import type { EffectOne } from "../../../../api/generated/EffectOne";
import type { EffectRow } from "../../../../api/generated/EffectRow";
import type { SystemNode } from "../../../../api/generated/SystemNode";
import type { TransformationKind } from "../../../../api/generated/TransformationKind";
import type { TryEnd } from "../../../../api/generated/TryEnd";
import { Button } from "../../../../components/Button";
import { ErrorMessage } from "../../../../components/Message";
import { useT } from "../../../../shell/i18n";
import { Link, paths } from "../../../../shell/router";
import { type OutputLine, outputLines } from "../outputLines";
import { PartsText } from "../PartsText";

interface Props {
  system: SystemNode;
  kind: TransformationKind;
  job: string;
  row: EffectRow;
}

/** Lines that are drawn before one asks for the rest: a role collection may have thousands of members. */
const SHOWN = 400;

/** What comes out of one entity on both sides, in one text. */
export function Output({ system, kind, job, row }: Props) {
  const t = useT();
  const { entity, id, title } = row;
  const { data, error } = useQuery<EffectOne, AppError>({
    queryKey: ["transformation_effect_one", { job, entity, id }],
    queryFn: () => call("transformation_effect_one", { job, entity, id }),
    placeholderData: (before) => before,
  });
  const explain = paths.system(system.id, "transformations", kind, undefined, { [entity]: id });
  return (
    <section className="output" aria-label={t("effect.output", { title })} data-testid="effect-output">
      <h3>
        <span className="ell" title={t("effect.output", { title })}>
          {t("effect.output", { title })}
        </span>
        <span className="room" />
        <Link to={explain} data-testid="effect-explain">
          {t("effect.explain")}
        </Link>
      </h3>
      {error && <ErrorMessage error={error} />}
      {data && <Ends one={data} />}
    </section>
  );
}

const textOf = (end: TryEnd): string | undefined => (end.kind === "entity" ? end.text : undefined);

function Ends({ one }: { one: EffectOne }) {
  const t = useT();
  const [all, setAll] = useState(false);
  const lines = useMemo(() => outputLines(textOf(one.before), textOf(one.after)), [one]);
  const shown = all ? lines : lines.slice(0, SHOWN);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys
    <div className="scroll" tabIndex={0} role="group" aria-label={t("effect.outputText")}>
      <End side={t("compare.sideA")} end={one.before} />
      <End side={t("compare.sideB")} end={one.after} />
      {shown.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of an output keep their places
        <Line key={i} line={line} />
      ))}
      {lines.length > shown.length && (
        <Button design="transparent" onClick={() => setAll(true)}>
          {t("effect.moreLines", { count: lines.length - shown.length })}
        </Button>
      )}
    </div>
  );
}

/** An end that is no entity, in a sentence. */
function End({ side, end }: { side: string; end: TryEnd }) {
  const t = useT();
  if (end.kind === "entity") return null;
  const text =
    end.kind === "skipped"
      ? t("effect.end.skipped", { why: end.why })
      : end.kind === "deleted"
        ? t("effect.end.deleted")
        : end.kind === "failed"
          ? t("effect.end.failed", { message: end.message, mapping: end.mapping ?? 0 })
          : t("effect.end.broken", { message: end.message });
  return (
    <p className={`end ${end.kind}`}>
      <b>{side}</b> {text}
    </p>
  );
}

const marks = { before: "removed", after: "added", both: "" } as const;

function Line({ line: { side, depth, name, parts, hidden } }: { line: OutputLine }) {
  const t = useT();
  return (
    <div className={`oline ${marks[side]}`} style={{ paddingInlineStart: `${0.75 + depth}rem` }}>
      {side !== "both" && <span className="unseen">{t(side === "before" ? "compare.onlyA" : "compare.onlyB")} </span>}
      {hidden ? (
        <span className="k">{t("effect.sameItems", { count: hidden })}</span>
      ) : (
        <>
          {name !== undefined && (
            <>
              <span className="k">{name}</span>:{" "}
            </>
          )}
          <PartsText parts={parts} />
        </>
      )}
    </div>
  );
}
