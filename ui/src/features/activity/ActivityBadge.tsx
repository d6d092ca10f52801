import { useT } from "../../shell/i18n";
import { useJobs } from "../../shell/jobs";
import { jobsToShow } from "./JobRow";

/** How many jobs run or ended badly in this run of the app. */
export function ActivityBadge() {
  const t = useT();
  const jobs = jobsToShow(useJobs());
  const running = jobs.filter((job) => job.state === "running").length;
  const failed = jobs.filter((job) => job.state === "failed").length;
  if (running + failed === 0) return null;
  return (
    <span className="badge" role="img" aria-label={t("activity.badge", { running, failed })}>
      {running + failed}
    </span>
  );
}
