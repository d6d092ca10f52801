import { useState } from "react";
import { call } from "../../../api/api";
import type { AppError } from "../../../api/generated/AppError";
import type { FoundCredential } from "../../../api/generated/FoundCredential";
import { Button } from "../../../components/Button";
import { Choice } from "../../../components/form/Choice";
import { PemField } from "../../../components/form/PemField";
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
            <PemField
              label={t("wizard.pem.certificate")}
              kind="CERTIFICATE"
              value={certificate}
              onChange={setCertificate}
              error={at("certificate")}
              testid="system-certificate"
            />
            <PemField
              label={t("wizard.pem.key")}
              kind="PRIVATE KEY"
              value={key}
              onChange={setKey}
              error={at("key")}
              testid="system-key"
            />
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
