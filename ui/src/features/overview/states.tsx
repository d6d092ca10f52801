import { useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { SystemNode } from "../../api/generated/SystemNode";
import { Button } from "../../components/Button";
import { ErrorMessage, Message } from "../../components/Message";
import { announce } from "../../shell/announce";
import { useT } from "../../shell/i18n";
import { askSystemAct } from "../../shell/systemActs";

/** Nothing was read from the account yet: why, and the act that reads it. */
export function NoSnapshot({ system }: { system: SystemNode }) {
  const t = useT();
  const [asked, setAsked] = useState(false);
  const refresh = () => {
    setAsked(true);
    call("refresh", { system: system.id }).catch((error: AppError) => {
      setAsked(false);
      announce(error.message, "urgent");
    });
  };
  if (system.problem) {
    return (
      <div className="zoverview-message">
        <ErrorMessage
          error={system.problem}
          title={t("overview.noSnapshot")}
          actions={
            <Button onClick={() => askSystemAct({ kind: "test", system: system.id })}>
              {t("systems.testConnection")}
            </Button>
          }
        />
      </div>
    );
  }
  if (system.refreshing || asked) return <Skeleton />;
  return (
    <div className="zoverview-message">
      <Message
        icon="refresh"
        title={t("overview.noSnapshot")}
        text={t("overview.noSnapshotText", { name: system.name })}
        testid="no-snapshot"
        actions={
          <Button design="emphasized" onClick={refresh} disabled={!system.enabled}>
            {t("overview.refresh")}
          </Button>
        }
      />
    </div>
  );
}

export function Unread({ error, onRetry }: { error: AppError; onRetry: () => void }) {
  const t = useT();
  return (
    <div className="zoverview-message">
      <ErrorMessage
        error={error}
        title={t("overview.unread")}
        actions={<Button onClick={onRetry}>{t("common.retry")}</Button>}
      />
    </div>
  );
}

/** The shape of what comes. */
export function Skeleton() {
  const t = useT();
  return (
    <div className="zoverview waiting" aria-busy="true" role="status" aria-label={t("common.loading")}>
      <div className="zfigures" />
      <div className="zcards">
        {["a", "b", "c", "d", "e", "f"].map((key) => (
          <div key={key} className="zcard" />
        ))}
      </div>
    </div>
  );
}
