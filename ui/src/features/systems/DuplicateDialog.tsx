import { useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { SystemNode } from "../../api/generated/SystemNode";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { TextField } from "../../components/form/TextField";
import { errorAt, Refused } from "../../components/Refused";
import { announce } from "../../shell/announce";
import { client } from "../../shell/data";
import { useT } from "../../shell/i18n";
import { navigate, paths } from "../../shell/router";
import "./systems.css";

interface Props {
  system: SystemNode;
  onClose: () => void;
}

/** Says what is copied; credentials are, only where the person asks for it. */
export function DuplicateDialog({ system, onClose }: Props) {
  const t = useT();
  const [name, setName] = useState("");
  const [credentials, setCredentials] = useState(false);
  const [error, setError] = useState<AppError>();
  const [busy, setBusy] = useState(false);
  const duplicate = async () => {
    setBusy(true);
    try {
      const wanted = name.trim();
      const copy = await call("system_duplicate", { id: system.id, credentials, ...(wanted && { name: wanted }) });
      await client.invalidateQueries({ queryKey: ["landscape"] });
      announce(t("systems.duplicated", { name: copy.name }));
      onClose();
      await navigate(paths.system(copy.id));
    } catch (refused) {
      setBusy(false);
      setError(refused as AppError);
    }
  };
  const atName = errorAt(error, "name");
  // A demo system has none: its simulator answers whoever asks.
  const hasCredentials = system.state !== "folder" && !system.demo;
  return (
    <Dialog
      title={t("systems.duplicateTitle", { name: system.name })}
      onClose={onClose}
      testid="duplicate-system"
      footer={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button
            design="emphasized"
            onClick={() => void duplicate()}
            disabled={busy}
            testid="duplicate-system-confirm"
          >
            {t("systems.duplicate")}
          </Button>
        </>
      }
    >
      <div className="zdialog-body zsystem-dialog">
        {!atName && <Refused error={error} />}
        <p>{t("systems.duplicateText")}</p>
        <TextField
          label={t("systems.name")}
          value={name}
          onChange={setName}
          placeholder={t("systems.copyOf", { name: system.name })}
          error={atName}
          maxLength={100}
          testid="duplicate-name"
        />
        {hasCredentials && (
          <div>
            <label className="check">
              <input
                type="checkbox"
                checked={credentials}
                aria-describedby="duplicate-credentials-hint"
                onChange={(event) => setCredentials(event.target.checked)}
                data-testid="duplicate-credentials"
              />
              {t("systems.duplicateCredentials")}
            </label>
            <p id="duplicate-credentials-hint" className="quiet">
              {t("systems.duplicateCredentialsHint")}
            </p>
          </div>
        )}
      </div>
    </Dialog>
  );
}
