import { useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { Job } from "../../api/generated/Job";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { errorText } from "../../components/Refused";
import { announce } from "../../shell/announce";
import { useFormat, useT, useTextOf } from "../../shell/i18n";
import { askSystemAct } from "../../shell/systemActs";
import { JobAttempts } from "./JobAttempts";

const looks = {
  running: ["slim-arrow-right", "quiet"],
  done: ["accept", "good"],
  failed: ["error", "bad"],
  cancelled: ["less", "quiet"],
} as const;

/** A job: how far it is and the way to stop it, or why it ended badly and what helps. */
export function JobRow({ job }: { job: Job }) {
  const t = useT();
  const format = useFormat();
  const textOf = useTextOf();
  const title = textOf(job.title);
  const [icon, look] = looks[job.state];
  const [open, setOpen] = useState(false);
  return (
    <li data-testid="job-row">
      <div className="zjob">
        <button
          type="button"
          className="zopen"
          aria-expanded={open}
          aria-label={t("activity.attemptsOf", { title })}
          onClick={() => setOpen(!open)}
          data-testid="job-attempts"
        >
          <Icon name={open ? "navigation-down-arrow" : "navigation-right-arrow"} size={10} />
        </button>
        <Icon name={icon} className={look} label={t(`activity.state.${job.state}`)} />
        <div className="text">
          <b className="ell" title={title}>
            {title}
          </b>
          <small className={job.error ? "bad" : "quiet"}>
            {job.state === "running"
              ? [
                  job.total === undefined
                    ? t("activity.progressOpen", { done: job.done })
                    : t("activity.progress", { done: job.done, total: job.total }),
                  t("activity.requests", { requests: job.requests }),
                  job.repeats > 0 && t("activity.repeats", { repeats: job.repeats }),
                  job.waiting
                    ? textOf(job.waiting)
                    : job.secondsLeft !== undefined && t("activity.left", { seconds: format.seconds(job.secondsLeft) }),
                ]
                  .filter(Boolean)
                  .join(" · ")
              : job.error
                ? errorText(job.error)
                : t(`activity.state.${job.state}`)}
          </small>
        </div>
        {job.state === "running" && (
          <progress aria-label={title} max={job.total ?? 1} {...(job.total !== undefined && { value: job.done })} />
        )}
        <span className="quiet">{job.systemName}</span>
        <JobActs job={job} />
      </div>
      {open && <JobAttempts job={job} title={title} />}
    </li>
  );
}

function JobActs({ job }: { job: Job }) {
  const t = useT();
  const [asked, setAsked] = useState(false);
  const refused = (error: AppError) => announce(error.message, "urgent");
  if (job.state === "running") {
    const cancel = () => {
      setAsked(true);
      call("job_cancel", { id: job.id }).catch(refused);
    };
    return (
      <Button onClick={cancel} disabled={asked} testid="job-cancel">
        {t(asked ? "activity.cancelling" : "activity.cancel")}
      </Button>
    );
  }
  if (job.kind !== "refresh") return null;
  return (
    <>
      <Button
        design="transparent"
        onClick={() => {
          call("refresh", { system: job.system }).catch(refused);
        }}
      >
        {t("activity.retry")}
      </Button>
      <Button design="transparent" onClick={() => askSystemAct({ kind: "test", system: job.system })}>
        {t("activity.test")}
      </Button>
    </>
  );
}

/** What needs a look: running jobs, and those of this run that ended badly and have no entry in the journal. */
export function jobsToShow(jobs: readonly Job[]): Job[] {
  const seen = new Set<string>();
  return jobs.filter((job) => {
    if (job.state === "running") return true;
    // A later refresh of the same account says more than an older one.
    const key = `${job.kind} ${job.system}`;
    const latest =
      !seen.has(key) && !jobs.some((other) => other.state === "running" && `${other.kind} ${other.system}` === key);
    seen.add(key);
    return latest && job.entry === undefined && (job.state === "failed" || job.state === "cancelled");
  });
}
