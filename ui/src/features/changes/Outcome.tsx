import { ProgressIndicator } from "@ui5/webcomponents-react/ProgressIndicator";
import type { AppError } from "../../api/generated/AppError";
import type { Job } from "../../api/generated/Job";
import type { RequestResult } from "../../api/generated/RequestResult";
import { Button } from "../../components/Button";
import { Strip } from "../../components/Strip";
import { useT, useTextOf } from "../../shell/i18n";
import { ErrorLines } from "./Notices";
import type { Stage } from "./stage";

interface ProgressProps {
  stage: Extract<Stage, { kind: "running" }>;
  onCancel: () => void;
  onBackground: () => void;
}

/** How far the change is, and the way to stop the rest of it. */
export function Progress({ stage, onCancel, onBackground }: ProgressProps) {
  const t = useT();
  const { job, cancelling } = stage;
  const total = job.total ?? stage.plan.requests;
  return (
    <div className="zchange-buttons" data-testid="preview-progress">
      <ProgressIndicator
        value={total === 0 ? 0 : Math.round((100 * job.done) / total)}
        hideValue
        accessibleName={t("changes.progress")}
      />
      <span role="status">
        {cancelling
          ? t("changes.cancelling", { done: job.done, total })
          : t("changes.sent", { done: job.done, total, seconds: job.secondsLeft ?? -1 })}
      </span>
      <span className="room" />
      <Button design="transparent" onClick={onBackground}>
        {t("changes.background")}
      </Button>
      <Button onClick={onCancel} disabled={cancelling} testid="preview-stop">
        {t("changes.cancel")}
      </Button>
    </div>
  );
}

/** No plan could be made. */
export function Refused({ error }: { error: AppError }) {
  return (
    <div className="zpreview-body" role="alert">
      <Strip severity="error">
        <ErrorLines code={error.code} message={error.message} help={error.help} />
      </Strip>
    </div>
  );
}

/** What already happened, what did not, and why. */
export function Ended({ job, results }: { job: Job; results: RequestResult[] }) {
  const t = useT();
  const textOf = useTextOf();
  const total = job.total ?? 0;
  return (
    <div className="zpreview-body" role="alert" data-testid="preview-ended">
      <Strip severity={job.state === "cancelled" ? "warning" : "error"}>
        <b>
          {job.state === "cancelled"
            ? t("changes.cancelled", { done: job.done, total })
            : t("changes.failed", {
                failed: results.length,
                total,
                others: results.length === 0 ? 0 : total - results.length,
              })}
        </b>{" "}
        {job.error && <ErrorLines code={job.error.code} message={job.error.message} help={job.error.help} />}
      </Strip>
      {results.map((result) => (
        <Strip key={result.number} severity={result.status === 409 ? "warning" : "error"}>
          <b>{textOf(result.what)}</b>{" "}
          <span className="mono">
            {result.method} {result.path}
          </span>{" "}
          {result.status !== undefined && result.status} {result.error}
          {result.difference && <pre className="zdifference">{result.difference}</pre>}
        </Strip>
      ))}
    </div>
  );
}
