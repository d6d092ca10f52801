import { call } from "../api/api";
import type { AppError } from "../api/generated/AppError";
import type { SystemNode } from "../api/generated/SystemNode";
import { Button } from "../components/Button";
import { ErrorMessage, Message } from "../components/Message";
import { SkeletonRows } from "../components/SkeletonRows";
import { Strip } from "../components/Strip";
import { announce } from "./announce";
import "./SnapshotState.css";
import { useFormat, useT } from "./i18n";
import { useJobs } from "./jobs";
import { SystemActions } from "./SystemActions";

/** Reads the account again; a refusal is said, the lists show what comes of it. */
export function refresh(system: SystemNode): void {
  call("refresh", { system: system.id }).catch((error: AppError) => announce(error.message, "urgent"));
}

/** Reads all of the account, not only what changed. */
export function refreshWhole(system: SystemNode): void {
  call("refresh_whole", { system: system.id }).catch((error: AppError) => announce(error.message, "urgent"));
}

/** How far the refresh of an account is; none where none runs. */
function useLoading(system: SystemNode): string | undefined {
  const t = useT();
  const format = useFormat();
  const job = useJobs().find((j) => j.kind === "refresh" && j.system === system.id && j.state === "running");
  if (!job) return system.refreshing ? t("snapshot.loading") : undefined;
  if (job.total === undefined) return t("snapshot.loading");
  const { done, total, requests, secondsLeft } = job;
  if (secondsLeft === undefined) return t("snapshot.loadingSome", { done, total, requests });
  return t("snapshot.loadingLeft", { done, total, requests, left: format.seconds(secondsLeft) });
}

/** No snapshot yet: being read, unreachable, or never asked. */
export function NeverRead({ system }: { system: SystemNode }) {
  const t = useT();
  const loading = useLoading(system);
  if (loading !== undefined) return <SkeletonRows label={loading} />;
  if (system.problem) {
    return (
      <ErrorMessage
        title={t("snapshot.unable", { name: system.name })}
        error={system.problem}
        actions={
          <>
            <Button onClick={() => refresh(system)}>{t("common.retry")}</Button>
            <SystemActions system={system} ids={["test", "properties"]} />
          </>
        }
      />
    );
  }
  return (
    <Message
      icon="cloud"
      title={t("snapshot.noSnapshot", { name: system.name })}
      text={t("snapshot.noSnapshotText")}
      testid="no-snapshot"
      actions={
        <Button
          onClick={() => refresh(system)}
          disabled={!system.enabled}
          tooltip={system.enabled ? undefined : t("writing.disabled")}
          testid="read-now"
        >
          {t("snapshot.readNow")}
        </Button>
      }
    />
  );
}

/** Below the rows of an account that is read for the first time: above them it would move them when it goes. */
export function LoadingStrip({ system }: { system: SystemNode }) {
  const loading = useLoading(system);
  if (!system.loading || loading === undefined) return null;
  return (
    <div className="zloading" data-testid="strip-loading">
      {loading}
    </div>
  );
}

/** Above rows of a snapshot that is not the whole truth. */
export function StateStrips({ system }: { system: SystemNode }) {
  const t = useT();
  const format = useFormat();
  if (!system.problem || system.refreshedAt === undefined) return null;
  const { message, help } = system.problem;
  if (system.state === "attention") {
    return (
      <Strip
        severity="warning"
        testid="strip-partial"
        actions={
          <Button design="transparent" onClick={() => refresh(system)}>
            {t("snapshot.resume")}
          </Button>
        }
      >
        {t("snapshot.partial", { name: system.name, message })}
      </Strip>
    );
  }
  if (system.state !== "unreachable") return null;
  return (
    <Strip
      testid="strip-offline"
      actions={
        <Button design="transparent" onClick={() => refresh(system)}>
          {t("common.retry")}
        </Button>
      }
    >
      {t("snapshot.offline", { message, time: format.inSentence(system.refreshedAt) })} {help}
    </Strip>
  );
}
