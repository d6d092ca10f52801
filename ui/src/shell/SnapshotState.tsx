import { call } from "../api/api";
import type { AppError } from "../api/generated/AppError";
import type { SystemNode } from "../api/generated/SystemNode";
import { Button } from "../components/Button";
import { ErrorMessage, Message } from "../components/Message";
import { SkeletonRows } from "../components/SkeletonRows";
import { Strip } from "../components/Strip";
import { announce } from "./announce";
import { useFormat, useT } from "./i18n";
import { useJobs } from "./jobs";
import { SystemActions } from "./SystemActions";

/** Reads the account again; a refusal is said, the lists show what comes of it. */
export function refresh(system: SystemNode): void {
  call("refresh", { system: system.id }).catch((error: AppError) => announce(error.message, "urgent"));
}

/** No snapshot yet: being read, unreachable, or never asked. */
export function NeverRead({ system }: { system: SystemNode }) {
  const t = useT();
  const format = useFormat();
  const job = useJobs().find((j) => j.kind === "refresh" && j.system === system.id && j.state === "running");
  if (job || system.refreshing) {
    const label =
      job?.total === undefined
        ? t("snapshot.loading")
        : job.secondsLeft !== undefined
          ? t("snapshot.loadingLeft", { done: job.done, total: job.total, seconds: format.seconds(job.secondsLeft) })
          : t("snapshot.loadingSome", { done: job.done, total: job.total, requests: job.requests });
    return <SkeletonRows label={label} />;
  }
  if (system.problem) {
    return (
      <ErrorMessage
        title={t("snapshot.unable", { name: system.name })}
        error={system.problem}
        actions={
          <>
            <Button onClick={() => refresh(system)}>{t("common.retry")}</Button>
            <SystemActions system={system} ids={["test", "edit-system"]} />
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
        <Button onClick={() => refresh(system)} testid="read-now">
          {t("snapshot.readNow")}
        </Button>
      }
    />
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
      {t("snapshot.offline", { name: system.name, message, time: format.inSentence(system.refreshedAt) })} {help}
    </Strip>
  );
}
