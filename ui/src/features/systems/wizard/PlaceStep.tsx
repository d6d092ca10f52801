import type { SystemNode } from "../../../api/generated/SystemNode";
import { TextField } from "../../../components/form/TextField";
import { TokensField } from "../../../components/form/TokensField";
import { type MessageKey, useT } from "../../../shell/i18n";
import { ParentChoice } from "../ParentChoice";
import { LevelChoice } from "./LevelChoice";
import { badName, namesOf } from "./names";
import { Several } from "./Several";
import { change, changeEntry, useWizard } from "./store";

interface Props {
  systems: readonly SystemNode[];
  /** Findings are shown: somebody tried to go on. */
  tried: boolean;
}

/** Step 2: where it stands and what it is called. */
export function PlaceStep({ systems, tried }: Props) {
  const t = useT();
  const wizard = useWizard();
  const { entries, way } = wizard;
  const [only] = entries;
  const folder = way === "folder";
  const name = only ? only.name : wizard.name;
  const level = only ? only.level : wizard.level;
  const known = [...new Set(systems.flatMap((system) => system.tags))].filter((tag) => tag !== "Demo").sort();
  const setLevel = (next: typeof level) => {
    change({ level: next, ...(next === "globalAccount" && { parent: "" }) });
    if (only) changeEntry(only.found.handle, { level: next });
  };
  const setName = (next: string) => {
    change({ name: next });
    if (only) {
      changeEntry(only.found.handle, { name: next, ...(only.error?.where === "name" && { error: undefined }) });
    }
  };
  const finding = badName(name, namesOf(systems));
  const refused = only?.error?.where === "name" ? only.error.message : undefined;
  const origins = (hint: MessageKey) => (
    <TokensField
      label={t("wizard.origins")}
      values={wizard.origins}
      onChange={(values) => change({ origins: values })}
      hint={t(hint)}
      testid="system-origins"
    />
  );
  const shared = (
    <>
      {level !== "globalAccount" && (
        <ParentChoice systems={systems} value={wizard.parent} onChange={(parent) => change({ parent })} />
      )}
      <TokensField
        label={t("systems.tags")}
        values={wizard.tags}
        onChange={(tags) => change({ tags })}
        hint={t("systems.tagsProduction")}
        suggestions={known.includes("production") ? known : ["production", ...known]}
        testid="system-tags"
      />
    </>
  );
  if (entries.length > 1) {
    return (
      <>
        <Several systems={systems} tried={tried} />
        <div className="zform">
          <h2>{t("wizard.forAll")}</h2>
          {origins("wizard.originsHint")}
          {shared}
        </div>
      </>
    );
  }
  return (
    <div className="zform">
      <LevelChoice value={level} onChange={setLevel} folder={folder} />
      <TextField
        label={t("systems.name")}
        value={name}
        onChange={setName}
        error={refused ?? (finding && (tried || name !== "") ? t(finding, { name: name.trim() }) : undefined)}
        required
        maxLength={100}
        testid="system-name"
      />
      {!folder && origins(level === "subaccount" ? "wizard.originsHint" : "wizard.originsHintPlatform")}
      {shared}
    </div>
  );
}
