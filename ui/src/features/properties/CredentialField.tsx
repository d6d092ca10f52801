import type { PropertyFinding } from "../../api/generated/PropertyFinding";
import { Button } from "../../components/Button";
import { PemField } from "../../components/form/PemField";
import { TextField } from "../../components/form/TextField";
import { useT } from "../../shell/i18n";
import { useSession } from "../../shell/session";
import { Credential } from "./Credential";
import { type Draft, type Row, withCredential } from "./draft";

interface Props {
  row: Row;
  draft: Draft;
  findings: readonly PropertyFinding[];
  onChange: (next: (draft: Draft) => Draft) => void;
}

/** A credential: dots while it stays, a field while it is entered. Its text goes one way only. */
export function CredentialField({ row, draft, findings, onChange }: Props) {
  const t = useT();
  const { secrets } = useSession();
  const facts = row.stored?.credential;
  const given = draft.credentials[row.name];
  // It was entered for another host, or is not there: then there is nothing to keep.
  const wanted = findings.some(({ text }) => text.code === "finding.otherHost" || text.code === "finding.missing");
  const set = (secret: string | null | undefined) => onChange((before) => withCredential(before, row.name, secret));

  if (given === undefined && facts && !wanted) {
    return (
      <div className="credential">
        <span className="name">{row.name}</span>
        <Credential facts={facts} />
        <Button design="transparent" onClick={() => set("")} testid={`replace-${row.name}`}>
          {t("properties.replace")}
        </Button>
        {!facts.inherited && (
          <Button design="transparent" onClick={() => set(null)} testid={`forget-${row.name}`}>
            {t("properties.forget")}
          </Button>
        )}
      </div>
    );
  }
  if (given === null) {
    return (
      <div className="credential">
        <span className="name">{row.name}</span>
        <span className="from">{t("properties.forgotten")}</span>
        <Button design="transparent" onClick={() => set(undefined)} testid={`keep-${row.name}`}>
          {t("properties.keep")}
        </Button>
      </div>
    );
  }
  return (
    <>
      {row.name === "PrivateKey" ? (
        <>
          <PemField
            label={t("properties.secret", { name: row.name })}
            kind="PRIVATE KEY"
            value={given ?? ""}
            onChange={set}
            testid="field-PrivateKey"
          />
          <PemField
            label={t("properties.certificate", { name: row.name })}
            kind="CERTIFICATE"
            value={draft.certificate}
            onChange={(certificate) => onChange((before) => ({ ...before, certificate }))}
            testid="field-certificate"
          />
        </>
      ) : (
        <TextField
          label={row.name}
          value={given ?? ""}
          password
          placeholder={t("properties.secret", { name: row.name })}
          hint={t(`secrets.hint.${secrets}`)}
          onChange={set}
          testid={`field-${row.name}`}
        />
      )}
      {facts && !wanted && (
        <Button design="transparent" onClick={() => set(undefined)} testid={`keep-${row.name}`}>
          {t("properties.keep")}
        </Button>
      )}
    </>
  );
}
