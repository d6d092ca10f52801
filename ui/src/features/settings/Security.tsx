import { useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import { Button } from "../../components/Button";
import { Strip } from "../../components/Strip";
import { MoveSecrets } from "../../components/secrets/MoveSecrets";
import { PassphraseForm } from "../../components/secrets/PassphraseForm";
import { useT } from "../../shell/i18n";
import { setSession, useSession } from "../../shell/session";
import { NumberSetting } from "./NumberSetting";

type Dialog = "unlock" | "change" | "file" | "keychain";

/** Where secrets are, moving them, and the lock of the encrypted file. */
export function Security() {
  const t = useT();
  const { secrets, vault } = useSession();
  const [error, setError] = useState<AppError>();
  const [dialog, setDialog] = useState<Dialog>();
  const close = () => setDialog(undefined);
  const run = (act: () => Promise<unknown>) => {
    setError(undefined);
    act().catch(setError);
  };
  return (
    <>
      {error && (
        <Strip severity="error">
          {error.message} {error.help}
        </Strip>
      )}
      <p data-testid="settings-secrets">{t(`settings.secrets.${secrets}`)}</p>
      {secrets === "file" && <p data-testid="settings-vault">{t(`settings.vault.${vault}`)}</p>}
      {secrets === "file" && vault !== "damaged" && (
        <div className="acts">
          {vault === "open" ? (
            <>
              <Button onClick={() => run(() => call("vault_lock", {}))} testid="vault-lock">
                {t("settings.lock")}
              </Button>
              <Button onClick={() => setDialog("change")} testid="vault-change">
                {t("settings.passphrase")}
              </Button>
            </>
          ) : (
            <Button onClick={() => setDialog("unlock")} testid="vault-unlock">
              {t("settings.unlock")}
            </Button>
          )}
        </div>
      )}
      <div className="acts">
        {secrets !== "file" && vault !== "damaged" && (
          <Button onClick={() => setDialog("file")} testid="secrets-to-file">
            {t("settings.toFile")}
          </Button>
        )}
        {(secrets === "file" || secrets === "thisRun") && vault !== "damaged" && (
          <Button onClick={() => setDialog("keychain")} testid="secrets-to-keychain">
            {t("settings.toKeychain")}
          </Button>
        )}
      </div>
      {secrets === "file" && (
        <NumberSetting
          field="autoLockMinutes"
          least={0}
          most={1440}
          label={t("settings.autoLock")}
          hint={t("settings.autoLockHint")}
          wrong={t("settings.bad.minutes")}
          testid="settings-auto-lock"
        />
      )}
      {secrets !== "thisRun" && (
        <div className="zfield">
          <Button
            onClick={() => run(async () => setSession(await call("secrets_this_run", {})))}
            testid="secrets-this-run"
          >
            {t("settings.thisRun")}
          </Button>
          <div className="hint">{t("settings.thisRunHint")}</div>
        </div>
      )}
      {(dialog === "unlock" || dialog === "change") && (
        <PassphraseForm vault={vault} change={dialog === "change"} onDone={close} onClose={close} />
      )}
      {(dialog === "file" || dialog === "keychain") && <MoveSecrets to={dialog} onClose={close} />}
    </>
  );
}
