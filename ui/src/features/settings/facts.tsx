import { useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import { Button } from "../../components/Button";
import { copyText } from "../../components/copyText";
import { Strip } from "../../components/Strip";
import { client } from "../../shell/data";
import { useT } from "../../shell/i18n";
import { setSession, useSession } from "../../shell/session";
import { TextSetting } from "./forms";
import { useSettings } from "./useSettings";

/** Where secrets are, and the choice to keep them for this run only. */
export function Security() {
  const t = useT();
  const { secrets } = useSession();
  const [error, setError] = useState<AppError>();
  const choose = async () => {
    try {
      await setSession(await call("secrets_this_run", {}));
    } catch (refused) {
      setError(refused as AppError);
    }
  };
  return (
    <>
      {error && <Strip severity="error">{error.message}</Strip>}
      <p data-testid="settings-secrets">{t(`settings.secrets.${secrets}`)}</p>
      {secrets !== "thisRun" && (
        <div className="zfield">
          <Button onClick={() => void choose()} testid="secrets-this-run">
            {t("settings.thisRun")}
          </Button>
          <div className="hint">{t("settings.thisRunHint")}</div>
        </div>
      )}
    </>
  );
}

/** What counts as inactive, and where the workspace is. */
export function Data() {
  const t = useT();
  const { workspace } = useSession();
  const { settings, save, error } = useSettings();
  const check = (text: string) => {
    const days = Number(text.trim());
    return /^\d+$/.test(text.trim()) && days >= 1 && days <= 3650 ? undefined : t("settings.bad.days");
  };
  return (
    <>
      <TextSetting
        label={t("settings.inactive")}
        hint={t("settings.inactiveHint")}
        value={String(settings.inactiveAfterDays)}
        check={check}
        refused={error?.message}
        onSave={(days) => {
          // Lists and figures count anew with it.
          void save({ inactiveAfterDays: Number(days) }).then(() => client.invalidateQueries());
        }}
        testid="settings-inactive"
      />
      <div className="zfield">
        <div className="label">{t("settings.workspace")}</div>
        <div className="path">
          <span className="mono" data-testid="settings-workspace">
            {workspace}
          </span>
          <Button
            design="transparent"
            icon="copy"
            tooltip={t("settings.copyPath")}
            onClick={() => void copyText(workspace)}
          />
        </div>
        <div className="hint">{t("settings.snapshots")}</div>
      </div>
    </>
  );
}

export function About() {
  const t = useT();
  const { version } = useSession();
  return (
    <>
      <p data-testid="version">{t("settings.version", { version })}</p>
      <p className="quiet">{t("settings.licence")}</p>
    </>
  );
}
