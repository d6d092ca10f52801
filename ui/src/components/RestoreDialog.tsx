import { useState } from "react";
import { call } from "../api/api";
import type { AppError } from "../api/generated/AppError";
import type { Backup } from "../api/generated/Backup";
import { client } from "../shell/data";
import { useFormat, useT } from "../shell/i18n";
import { navigate, paths } from "../shell/router";
import { setSession } from "../shell/session";
import { Button } from "./Button";
import { Dialog } from "./Dialog";
import { Refused } from "./Refused";

/** Says what a chosen backup holds and what happens to what is there, then brings it back. */
export function RestoreDialog({ backup, onClose }: { backup: Backup; onClose: () => void }) {
  const t = useT();
  const format = useFormat();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError>();
  const restore = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await setSession(await call("restore", {}));
      await client.invalidateQueries();
      onClose();
      await navigate(paths.home, { replace: true });
    } catch (refused) {
      setError(refused as AppError);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t("backup.restoreTitle")}
      onClose={onClose}
      width={34}
      testid="restore"
      footer={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button design="emphasized" onClick={() => void restore()} disabled={busy} testid="restore-confirm">
            {t("backup.restoreDo")}
          </Button>
        </>
      }
    >
      <div className="zdialog-body apart">
        <Refused error={error} testid="restore-error" />
        <p className="mono">{backup.path}</p>
        <p data-testid="restore-content">
          {t("backup.content", {
            at: format.inSentence(backup.madeAt),
            systems: backup.systems,
            entries: backup.entries,
            versions: backup.transformationVersions,
          })}
        </p>
        <p>{t("backup.restoreText")}</p>
        <p className="quiet">{t("backup.secrets")}</p>
      </div>
    </Dialog>
  );
}
