import type { ExplainedMapping } from "../../../api/generated/ExplainedMapping";
import type { MappingAct } from "../../../api/generated/MappingAct";
import type { MappingDetail } from "../../../api/generated/MappingDetail";
import type { MappingTableEntity } from "../../../api/generated/MappingTableEntity";
import type { SystemNode } from "../../../api/generated/SystemNode";
import type { TransformationKind } from "../../../api/generated/TransformationKind";
import { useReading } from "../../../shell/data";
import { useT } from "../../../shell/i18n";
import { become, flag, set, text } from "./acts";
import { Functions } from "./Functions";
import { CodeField, Select, ValueField } from "./fields";
import { Source } from "./Source";
import type { Graphical } from "./useGraphical";
import { ValueMappings } from "./ValueMappings";

interface Props {
  system: SystemNode;
  kind: TransformationKind;
  state: Graphical;
  entity: MappingTableEntity;
  row: MappingDetail;
  /** What it did in the try. */
  step: ExplainedMapping | undefined;
}

const flags = [
  { id: "optional", member: "optional", on: (row: MappingDetail) => row.optional },
  { id: "key", member: "correlationAttribute", on: (row: MappingDetail) => row.correlation },
  { id: "keepList", member: "preserveArrayWithSingleElement", on: (row: MappingDetail) => row.preserveArray },
  { id: "ignore", member: "ignore", on: (row: MappingDetail) => row.ignore },
] as const;

const scopes = ["", "createEntity", "patchEntity", "deleteEntity"] as const;
const kinds = ["set", "remove", "rename", "valueMapping"] as const;

/** Every member of a mapping. What is typed goes into the text at each pause. */
export function MappingForm({ system, kind, state, entity, row, step }: Props) {
  const t = useT();
  const { data: language } = useReading("transformation_language", { system: system.id });
  const at = (name: string) => `${row.pointer}/${name}`;
  const findings = (member: string) =>
    row.findings.filter(({ member: there }) => there === `/${member}` || there.startsWith(`/${member}/`));
  const { act } = state;
  const now = (acts: MappingAct[]) => void act(acts).catch(() => undefined);
  const scope = scopes.find((one) => one === (row.scope ?? "")) ?? "";
  // The rest has no place of its own in the form.
  const loose = row.findings.filter(({ member }) => member === "");
  return (
    <>
      {loose.length > 0 && (
        <ul className="problems">
          {loose.map(({ finding }) => (
            <li key={`${finding.code} ${finding.message}`} className={finding.severity}>
              {finding.message}
            </li>
          ))}
        </ul>
      )}
      <Source
        system={system}
        kind={kind}
        state={state}
        entity={entity}
        row={row}
        step={step}
        findings={findings}
        variables={language?.variables ?? []}
      />
      {row.act === "valueMapping" && <ValueMappings row={row} act={act} findings={findings("valueMappings")} />}
      {(row.act === "set" || row.act === "valueMapping" || row.functions.length > 0) && (
        <Functions row={row} step={step} act={act} language={language} findings={findings("functions")} />
      )}
      <div className={kind === "write" || row.scope ? "two" : undefined}>
        <CodeField
          label={t("graphical.field.target")}
          value={row.targetPath ?? ""}
          placeholder={t("graphical.none.target")}
          findings={findings("targetPath")}
          onCommit={(typed) => act([text(at("targetPath"), typed.trim())])}
          testid="field-target"
        />
        {(kind === "write" || row.scope) && (
          <div className="fl">
            <label htmlFor="field-scope">{t("graphical.field.scope")}</label>
            <Select
              id="field-scope"
              value={scope}
              onChange={({ target }) => now([text(at("scope"), target.value)])}
              data-testid="field-scope"
            >
              {scopes.map((one) => (
                <option key={one} value={one}>
                  {t(`graphical.scope.${one || "none"}`)}
                </option>
              ))}
            </Select>
          </div>
        )}
      </div>
      <CodeField
        long
        label={t("graphical.field.condition")}
        value={row.condition ?? ""}
        placeholder={t("graphical.none.condition")}
        findings={findings("condition")}
        onCommit={(typed) => act([text(at("condition"), typed)])}
        hint={
          step?.condition && (
            <div className={step.condition.holds ? "hint good" : "hint"}>
              {step.condition.fault ?? t(step.condition.holds ? "graphical.holds" : "graphical.holdsNot")}
            </div>
          )
        }
        testid="field-condition"
      />
      <div className="flags">
        {flags.map(({ id, member, on }) => (
          <label key={id} title={t(`graphical.flag.${id}.help`)}>
            <input
              type="checkbox"
              checked={on(row)}
              onChange={({ target }) => now([flag(at(member), target.checked)])}
              data-testid={`flag-${id}`}
            />
            {t(`graphical.flag.${id}`)}
          </label>
        ))}
      </div>
      <ValueField
        label={t("graphical.field.default")}
        json={row.defaultValue}
        placeholder={t("graphical.none.default")}
        findings={findings("defaultValue")}
        onJson={(json) => act([set(at("defaultValue"), json)])}
        onRemove={() => now([set(at("defaultValue"), undefined)])}
        testid="field-default"
      />
      <div className="two">
        <CodeField
          label={t("graphical.field.targetVariable")}
          value={row.targetVariable ?? ""}
          placeholder={t("graphical.none.variable")}
          findings={findings("targetVariable")}
          onCommit={(typed) => act([text(at("targetVariable"), typed.trim())])}
          testid="field-target-variable"
        />
        <div className="fl">
          <label htmlFor="field-kind">{t("graphical.field.kind")}</label>
          <Select
            id="field-kind"
            value={row.act}
            onChange={({ target }) => now(become(row, kinds.find((one) => one === target.value) ?? "set"))}
            data-testid="field-kind"
          >
            {kinds.map((one) => (
              <option key={one} value={one}>
                {t(`graphical.kind.${one}`)}
              </option>
            ))}
          </Select>
        </div>
      </div>
      {row.others.length > 0 && (
        <div className="fl" data-testid="field-others">
          <h3>{t("graphical.field.others")}</h3>
          <dl className="others">
            {row.others.map(({ name, json }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd title={json}>{json}</dd>
              </div>
            ))}
          </dl>
          <div className="hint">{t("graphical.field.othersHint")}</div>
        </div>
      )}
    </>
  );
}
