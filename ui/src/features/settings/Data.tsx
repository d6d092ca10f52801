import { useEffect, useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { WorkspaceSize } from "../../api/generated/WorkspaceSize";
import { Button } from "../../components/Button";
import { CopyButton } from "../../components/CopyButton";
import { Refused } from "../../components/Refused";
import { useRestore } from "../../components/useRestore";
import { announce } from "../../shell/announce";
import { client } from "../../shell/data";
import { useT } from "../../shell/i18n";
import { number, tenths } from "../../shell/i18n/format";
import { forgetAll } from "../../shell/memory";
import { Link, paths } from "../../shell/router";
import { useSession } from "../../shell/session";
import { NumberSetting } from "./NumberSetting";

/** When things count as old, where the workspace is, backup and restore. */
export function Data() {
  const t = useT();
  return (
    <>
      <NumberSetting
        field="snapshotWarningHours"
        least={1}
        most={8760}
        label={t("settings.snapshotWarning")}
        hint={t("settings.snapshotWarningHint")}
        wrong={t("settings.bad.hours")}
        testid="settings-snapshot-warning"
      />
      <NumberSetting
        field="inactiveAfterDays"
        least={1}
        most={3650}
        label={t("settings.inactive")}
        hint={t("settings.inactiveHint")}
        wrong={t("settings.bad.days")}
        // Lists and figures count anew with it.
        onSaved={() => void client.invalidateQueries()}
        testid="settings-inactive"
      />
      <Place />
      <BackUp />
      <div className="zfield">
        <div className="label">{t("systems.deletedPage")}</div>
        <Link to={paths.page("deleted-systems")} className="zlink" data-testid="settings-deleted">
          {t("settings.deleted")}
        </Link>
      </div>
      <div className="zfield">
        <div className="label">{t("settings.remembered")}</div>
        <Button
          onClick={() => {
            forgetAll();
            window.location.reload();
          }}
          testid="settings-forget"
        >
          {t("settings.forget")}
        </Button>
        <div className="hint">{t("settings.forgetHint")}</div>
      </div>
    </>
  );
}

function Place() {
  const t = useT();
  const { workspace } = useSession();
  const [size, setSize] = useState<WorkspaceSize>();
  useEffect(() => {
    // Without it the folder stands alone.
    call("workspace_size", {}).then(setSize, () => setSize(undefined));
  }, []);
  return (
    <div className="zfield">
      <div className="label">{t("settings.workspace")}</div>
      <div className="path">
        <span className="mono" data-testid="settings-workspace">
          {workspace}
        </span>
        <CopyButton bare label={t("settings.copyPath")} text={workspace} />
      </div>
      {size && (
        <div className="hint" data-testid="settings-size">
          {t("settings.sizeText", { workspace: megabytes(size.workspace), snapshots: megabytes(size.snapshots) })}
        </div>
      )}
    </div>
  );
}

function BackUp() {
  const t = useT();
  const [error, setError] = useState<AppError>();
  const [done, setDone] = useState<string>();
  const [choose, restoring] = useRestore();
  const start = () => {
    setError(undefined);
    setDone(undefined);
  };
  const backUp = async () => {
    start();
    const name = `zonedesk ${new Date().toISOString().slice(0, 10)}.zonedesk`;
    const made = await call("backup", { name });
    if (!made) return;
    setDone(t("settings.backedUp", { path: made.path }));
    announce(t("settings.backedUp", { path: made.path }));
  };
  return (
    <div className="zfield">
      <div className="label">{t("settings.backup")}</div>
      <div className="acts">
        <Button onClick={() => void backUp().catch(setError)} testid="back-up">
          {t("settings.backUp")}
        </Button>
        <Button
          onClick={() => {
            start();
            choose().catch(setError);
          }}
          testid="restore-choose"
        >
          {t("settings.restore")}
        </Button>
      </div>
      <div className="hint">{t("settings.backupHint")}</div>
      {done && (
        <p className="zbacked-up" data-testid="backed-up">
          {done}
        </p>
      )}
      <Refused error={error} testid="backup-error" />
      {restoring}
    </div>
  );
}

const megabyte = 1_048_576;
const megabytes = (bytes: number) => {
  const size = bytes / megabyte;
  return `${size < 100 ? tenths(size) : number(Math.round(size))} MB`;
};
