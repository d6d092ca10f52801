import { useState } from "react";
import { call } from "../../../api/api";
import type { AppError } from "../../../api/generated/AppError";
import type { FoundCredential } from "../../../api/generated/FoundCredential";
import { Button } from "../../../components/Button";
import { Choice } from "../../../components/form/Choice";
import { TextField } from "../../../components/form/TextField";
import { errorAt, Refused } from "../../../components/Refused";
import { useT } from "../../../shell/i18n";
import { useSession } from "../../../shell/session";
import type { Addresses } from "./store";

interface Props {
  /** What was found and lacks something. */
  found?: FoundCredential | undefined;
  addresses: Addresses;
  onAddresses: (addresses: Addresses) => void;
  onDone: (found: FoundCredential) => void;
  /** Where one goes without it, a button. */
  cancel: string;
  onCancel: () => void;
}

const fields = ["url", "tokenUrl", "clientId", "secret", "certificate", "key"];

/** A credential field by field. Its secret leaves the page when it is taken. */
export function ByHand({ found, addresses, onAddresses, onDone, cancel, onCancel }: Props) {
  const t = useT();
  const { secrets } = useSession();
  const [kind, setKind] = useState<"secret" | "certificate">(found?.certificate ? "certificate" : "secret");
  const [secret, setSecret] = useState("");
  const [certificate, setCertificate] = useState("");
  const [key, setKey] = useState("");
  const [error, setError] = useState<AppError | undefined>(found?.problem);
  const at = (field: string) => errorAt(error, field);

  const done = async () => {
    setError(undefined);
    try {
      const taken = await call("credential_by_hand", {
        credential: {
          ...addresses,
          ...(found && { handle: found.handle }),
          ...(kind === "secret" ? { secret } : { certificate, key }),
        },
      });
      onDone(taken);
    } catch (refused) {
      setError(refused as AppError);
    }
  };
  const line = (name: keyof Addresses) => (
    <TextField
      label={t(`systems.${name}`)}
      value={addresses[name]}
      onChange={(value) => onAddresses({ ...addresses, [name]: value })}
      error={at(name)}
      hint={name === "clientId" ? undefined : t(`wizard.${name}Hint`)}
      required
      testid={`system-${name}`}
    />
  );
  return (
    <form
      className="zbyhand"
      onSubmit={(event) => {
        event.preventDefault();
        void done();
      }}
      data-testid="by-hand"
    >
      {!fields.includes(error?.where ?? "") && <Refused error={error} />}
      <div className="zform">
        {line("url")}
        {line("tokenUrl")}
        {line("clientId")}
        <Choice
          label={t("wizard.kind")}
          value={kind}
          options={[
            { value: "secret", title: t("wizard.kind.secret") },
            { value: "certificate", title: t("wizard.kind.certificate") },
          ]}
          onChange={setKind}
          testid="system-kind"
        />
        {kind === "secret" ? (
          <TextField
            label={t("systems.secret")}
            value={secret}
            onChange={setSecret}
            password
            error={at("secret")}
            placeholder={found?.hasSecret ? t("systems.secretKept") : undefined}
            hint={t(`secrets.hint.${secrets}`)}
            testid="system-secret"
          />
        ) : (
          <>
            <Pem name="certificate" value={certificate} onChange={setCertificate} error={at("certificate")} />
            <Pem name="key" value={key} onChange={setKey} error={at("key")} />
          </>
        )}
      </div>
      <div className="acts">
        <Button onClick={onCancel}>{cancel}</Button>
        <Button type="submit" testid="by-hand-done">
          {t("wizard.take")}
        </Button>
      </div>
    </form>
  );
}

interface PemProps {
  name: "certificate" | "key";
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
}

function Pem({ name, value, onChange, error }: PemProps) {
  const t = useT();
  const begin = name === "key" ? "-----BEGIN PRIVATE KEY-----" : "-----BEGIN CERTIFICATE-----";
  return (
    <div className="zfield wide">
      <label htmlFor={`pem-${name}`}>{t(`wizard.pem.${name}`)}</label>
      <textarea
        id={`pem-${name}`}
        className="mono"
        rows={4}
        value={value}
        placeholder={begin}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={error !== undefined || undefined}
        onChange={(event) => onChange(event.target.value)}
        data-testid={`system-${name}`}
      />
      {error && <div className="error">{error}</div>}
    </div>
  );
}
