import { useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Refused } from "../../components/Refused";
import { useRestore } from "../../components/useRestore";
import { client } from "../../shell/data";
import { useT } from "../../shell/i18n";
import { setSession } from "../../shell/session";

/** A workspace that is damaged or newer than this program: what it is, and the two ways on. Neither touches the file. */
export function Problem({ problem }: { problem: AppError }) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError>();
  const [choose, restoring] = useRestore();
  const rescue = (command: "workspace_open_copy" | "workspace_start_new") => async () => {
    setBusy(true);
    setError(undefined);
    try {
      await setSession(await call(command, {}));
      await client.invalidateQueries();
    } catch (refused) {
      setError(refused as AppError);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="zwelcome problem" data-testid="workspace-problem">
      <Icon name="error" size={32} />
      <h1>{t("welcome.problem")}</h1>
      <p>{problem.message}</p>
      {problem.where && (
        <p className="file">
          {t("welcome.file")}: <span className="mono">{problem.where}</span>
        </p>
      )}
      {problem.help && <p>{problem.help}</p>}
      <p>{t("welcome.problemKept")}</p>
      <Refused error={error} />
      <dl>
        <dt>
          <Button
            design="emphasized"
            disabled={busy}
            onClick={() => void rescue("workspace_open_copy")()}
            testid="open-copy"
          >
            {t("welcome.openCopy")}
          </Button>
        </dt>
        <dd>{t("welcome.openCopyText")}</dd>
        <dt>
          <Button disabled={busy} onClick={() => void rescue("workspace_start_new")()} testid="start-new">
            {t("welcome.startNew")}
          </Button>
        </dt>
        <dd>{t("welcome.startNewText")}</dd>
        <dt>
          <Button disabled={busy} onClick={() => void choose().catch(setError)} testid="problem-restore">
            {t("welcome.restore")}
          </Button>
        </dt>
        <dd>{t("welcome.problemRestoreText")}</dd>
      </dl>
      <p className="small quiet">{problem.code}</p>
      {restoring}
    </div>
  );
}
