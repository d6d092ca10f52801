import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { SystemNode } from "../../api/generated/SystemNode";
import type { UserFilter } from "../../api/generated/UserFilter";
import { Button } from "../../components/Button";
import { ErrorMessage, Message } from "../../components/Message";
import { SkeletonRows } from "../../components/SkeletonRows";
import { Strip } from "../../components/Strip";
import { announce } from "../../shell/announce";
import { useFormat, useT } from "../../shell/i18n";
import { useJobs } from "../../shell/jobs";
import { SystemActions } from "../../shell/SystemActions";
import { useFilterWords } from "./Filters";
import { writable } from "./writable";

interface Props {
  system: SystemNode;
  filter: UserFilter;
  total: number | undefined;
  error: AppError | null;
  onRetry: () => void;
  onClear: () => void;
  onCreate: () => void;
}

export function refresh(system: SystemNode): void {
  call("refresh", { system: system.id }).catch((error: AppError) => announce(error.message, "urgent"));
}

/** What stands where no row can: loading, refused, never read, no users, none that matches. */
export function ListState({ system, filter, total, error, onRetry, onClear, onCreate }: Props) {
  const t = useT();
  const words = useFilterWords(system, filter);
  if (system.refreshedAt === undefined) return <NeverRead system={system} />;
  if (error) return <ErrorMessage error={error} actions={<Button onClick={onRetry}>{t("common.retry")}</Button>} />;
  if (total === undefined) return <SkeletonRows label={t("users.loading")} />;
  if (words.length > 0) {
    return (
      <Message
        icon="filter"
        title={t("users.noHits")}
        text={words.join(" · ")}
        testid="no-hits"
        actions={<Button onClick={onClear}>{t("users.clearFilters")}</Button>}
      />
    );
  }
  const refused = writable(system);
  return (
    <Message
      icon="group"
      title={t("users.none", { name: system.name })}
      text={t("users.noneText")}
      testid="no-users"
      actions={
        <Button disabled={refused !== undefined} tooltip={refused} onClick={onCreate}>
          {t("users.createUser")}
        </Button>
      }
    />
  );
}

/** No snapshot yet: being read, unreachable, or never asked. */
function NeverRead({ system }: { system: SystemNode }) {
  const t = useT();
  const format = useFormat();
  const job = useJobs().find((j) => j.kind === "refresh" && j.system === system.id && j.state === "running");
  if (job || system.refreshing) {
    const label =
      job?.total === undefined
        ? t("users.loading")
        : job.secondsLeft !== undefined
          ? t("users.loadingLeft", { done: job.done, total: job.total, seconds: format.seconds(job.secondsLeft) })
          : t("users.loadingSome", { done: job.done, total: job.total, requests: job.requests });
    return <SkeletonRows label={label} />;
  }
  if (system.problem) {
    return (
      <ErrorMessage
        title={t("users.unable", { name: system.name })}
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
      title={t("users.noSnapshot", { name: system.name })}
      text={t("users.noSnapshotText")}
      testid="no-snapshot"
      actions={
        <Button onClick={() => refresh(system)} testid="read-now">
          {t("users.readNow")}
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
            {t("users.resume")}
          </Button>
        }
      >
        {t("users.partial", { name: system.name, message })}
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
      {t("users.offline", { name: system.name, message, time: format.dateTime(system.refreshedAt) })} {help}
    </Strip>
  );
}
