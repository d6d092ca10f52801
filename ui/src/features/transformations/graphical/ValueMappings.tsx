import type { MappingAct } from "../../../api/generated/MappingAct";
import type { MappingDetail } from "../../../api/generated/MappingDetail";
import type { MappingFinding } from "../../../api/generated/MappingFinding";
import { Button } from "../../../components/Button";
import { useT } from "../../../shell/i18n";
import { set } from "./acts";
import { ValueField } from "./fields";
import { indexOf } from "./rows";

interface Props {
  row: MappingDetail;
  act: (acts: MappingAct[]) => Promise<void>;
  findings: readonly MappingFinding[];
}

/** What becomes of which value, a line each; the first line that fits counts. */
export function ValueMappings({ row, act, findings }: Props) {
  const t = useT();
  const at = `${row.pointer}/valueMappings`;
  const paths = row.source.kind === "paths" ? row.source.paths : [""];
  const now = (acts: MappingAct[]) => void act(acts).catch(() => undefined);
  const last = row.valueMappings.at(-1);
  const add = () => {
    const line = JSON.stringify({ key: paths.map(() => ""), mappedValue: "" });
    now([last ? { act: "insert", pointer: at, index: indexOf(last.pointer) + 1, json: line } : set(at, `[${line}]`)]);
  };
  return (
    <div className="values">
      <h3>{t("graphical.values.title")}</h3>
      {row.valueMappings.map(({ pointer, key, value }, i) => {
        const own = findings.filter(({ member }) => `${row.pointer}${member}`.startsWith(pointer));
        return (
          <fieldset key={pointer} aria-label={t("graphical.values.line", { number: i + 1 })} data-testid="value-line">
            <div className="keys">
              {key.map((json, k) => (
                <ValueField
                  // biome-ignore lint/suspicious/noArrayIndexKey: a key is known by its place alone
                  key={k}
                  bare
                  label={t("graphical.values.key", { path: paths[k] ?? String(k + 1), number: i + 1 })}
                  json={json}
                  onJson={(json) => act([set(`${pointer}/key/${k}`, json)])}
                />
              ))}
            </div>
            <span aria-hidden="true">→</span>
            <ValueField
              bare
              label={t("graphical.values.value", { number: i + 1 })}
              json={value}
              onJson={(json) => act([set(`${pointer}/mappedValue`, json)])}
            />
            <Button
              design="transparent"
              icon="decline"
              tooltip={t("graphical.values.remove", { number: i + 1 })}
              onClick={() => now([{ act: "remove", pointer }])}
            />
            {own[0] && <p className="problem">{own[0].finding.message}</p>}
          </fieldset>
        );
      })}
      <Button design="transparent" icon="add" onClick={add} testid="add-value">
        {t("graphical.values.add")}
      </Button>
    </div>
  );
}
