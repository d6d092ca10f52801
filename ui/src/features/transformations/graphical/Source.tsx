import { useState } from "react";
import type { ExplainedMapping } from "../../../api/generated/ExplainedMapping";
import type { LanguageWord } from "../../../api/generated/LanguageWord";
import type { MappingDetail } from "../../../api/generated/MappingDetail";
import type { MappingFinding } from "../../../api/generated/MappingFinding";
import type { MappingTableEntity } from "../../../api/generated/MappingTableEntity";
import type { SamplePath } from "../../../api/generated/SamplePath";
import type { SystemNode } from "../../../api/generated/SystemNode";
import type { TransformationKind } from "../../../api/generated/TransformationKind";
import { Button } from "../../../components/Button";
import { Icon } from "../../../components/Icon";
import { useT } from "../../../shell/i18n";
import { read, set, text } from "./acts";
import { CodeField, type Suggestion, ValueField } from "./fields";
import type { Graphical } from "./useGraphical";
import { usePaths } from "./usePaths";
import { Value } from "./Value";

interface Props {
  system: SystemNode;
  kind: TransformationKind;
  state: Graphical;
  entity: MappingTableEntity;
  row: MappingDetail;
  step: ExplainedMapping | undefined;
  findings: (member: string) => MappingFinding[];
  /** Those that are there without a mapping. */
  variables: readonly LanguageWord[];
}

const kinds = ["path", "variable", "constant"] as const;

/** What a mapping reads: a path, a variable or a constant. */
export function Source(props: Props) {
  const t = useT();
  const { row, state, step, findings, entity } = props;
  const { act } = state;
  const is = kinds.find((one) => one === row.source.kind);
  const [chosen, setChosen] = useState<(typeof kinds)[number]>();
  const paths = usePaths(props.system, props.kind, entity.name).map(suggestion);
  // What was chosen counts until a value makes it so.
  const kind = chosen ?? is ?? "path";
  const at = (name: string) => `${row.pointer}/${name}`;
  const hint = step?.source !== undefined && (
    <div className="hint value" data-testid="source-value">
      <Icon name="arrow-right" size={14} />
      <Value json={step.value} />
    </div>
  );
  if (row.act === "remove") return null;
  if (row.act === "rename") {
    return (
      <ValueField
        label={t("graphical.field.newName")}
        json={row.source.kind === "constant" ? row.source.json : undefined}
        findings={findings("constant")}
        onJson={(json) => act([set(at("constant"), json)])}
        testid="field-source"
      />
    );
  }
  if (row.source.kind === "paths") return <Paths {...props} paths={row.source.paths} suggestions={paths} />;
  const { source } = row;
  return (
    <div className="source">
      <h3>{t("graphical.source")}</h3>
      <fieldset className="zswitch wide" aria-label={t("graphical.source")}>
        {kinds.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === kind}
            onClick={() => setChosen(one === is ? undefined : one)}
            data-testid={`source-${one}`}
          >
            {t(`graphical.source.${one}`)}
          </button>
        ))}
      </fieldset>
      {kind === "path" && (
        <CodeField
          bare
          label={t("graphical.source.path")}
          value={source.kind === "path" ? source.path : ""}
          placeholder="$.userName"
          suggestions={paths}
          findings={findings("sourcePath")}
          onCommit={(typed) =>
            done(
              act(
                typed.trim() === ""
                  ? [text(at("sourcePath"), "")]
                  : read(row, "sourcePath", JSON.stringify(typed.trim())),
              ),
            )
          }
          hint={hint}
          testid="field-source"
        />
      )}
      {kind === "variable" && (
        <>
          <CodeField
            bare
            label={t("graphical.source.variable")}
            value={source.kind === "variable" ? source.name : ""}
            placeholder={t("graphical.none.variable")}
            suggestions={variablesOf(entity, row, props.variables)}
            findings={findings("sourceVariable")}
            onCommit={(typed) => done(act(read(row, "sourceVariable", JSON.stringify(typed.trim()))))}
            hint={hint}
            testid="field-source"
          />
          {source.kind === "variable" && (
            <CodeField
              label={t("graphical.field.variablePath")}
              value={source.path ?? ""}
              placeholder={t("graphical.none.variablePath")}
              findings={findings("variablePath")}
              onCommit={(typed) => act([text(at("variablePath"), typed.trim())])}
            />
          )}
        </>
      )}
      {kind === "constant" && (
        <ValueField
          bare
          label={t("graphical.source.constant")}
          json={source.kind === "constant" ? source.json : undefined}
          findings={findings("constant")}
          onJson={(json) => done(act(read(row, "constant", json)))}
          hint={source.kind === "constant" && step?.value !== source.json && hint}
          testid="field-source"
        />
      )}
    </div>
  );

  function done(acted: Promise<void>): Promise<void> {
    return acted.then(() => setChosen(undefined));
  }
}

type PathsProps = Props & { paths: readonly string[]; suggestions: readonly Suggestion[] };

/** The paths whose values a value mapping compares. */
function Paths({ row, state, paths, suggestions, findings }: PathsProps) {
  const t = useT();
  const at = `${row.pointer}/sourcePaths`;
  return (
    <div className="source">
      <h3>{t("graphical.field.paths")}</h3>
      {paths.map((path, i) => (
        <CodeField
          // biome-ignore lint/suspicious/noArrayIndexKey: a path is known by its place alone
          key={i}
          bare
          label={t("graphical.field.pathNumber", { number: i + 1 })}
          value={path}
          suggestions={suggestions}
          findings={findings("sourcePaths").filter(({ member }) => member === `/sourcePaths/${i}`)}
          onCommit={(typed) => state.act([set(`${at}/${i}`, JSON.stringify(typed.trim()))])}
          testid={i === 0 ? "field-source" : undefined}
        >
          {paths.length > 1 && (
            <Button
              design="transparent"
              icon="decline"
              tooltip={t("graphical.field.removePath", { number: i + 1 })}
              onClick={() => void state.act([{ act: "remove", pointer: `${at}/${i}` }]).catch(() => undefined)}
            />
          )}
        </CodeField>
      ))}
      <Button
        design="transparent"
        icon="add"
        onClick={() =>
          void state
            .act([{ act: "insert", pointer: at, index: paths.length, json: JSON.stringify("$") }])
            .catch(() => undefined)
        }
      >
        {t("graphical.field.addPath")}
      </Button>
    </div>
  );
}

const suggestion = ({ path, example }: SamplePath): Suggestion => ({ value: path, detail: example });

/** Variables that a mapping can read: those that are always there, and those that mappings before it set. */
function variablesOf(entity: MappingTableEntity, row: MappingDetail, known: readonly LanguageWord[]): Suggestion[] {
  const set = entity.rows
    .filter(({ number }) => number < row.number)
    .flatMap(({ targetVariable }) => targetVariable ?? []);
  return [
    ...[...new Set(set)].map((value) => ({ value, detail: "" })),
    ...known.filter(({ name }) => !set.includes(name)).map(({ name, help }) => ({ value: name, detail: help })),
  ];
}
