import { useState } from "react";
import type { Change } from "../../api/generated/Change";
import type { Job } from "../../api/generated/Job";
import { Button } from "../../components/Button";
import { Strip } from "../../components/Strip";
import { useT, useTextOf } from "../../shell/i18n";
import { withKeys } from "../../shell/keyboard/shortcuts";
import { useKeys } from "../../shell/keyboard/useKeys";
import { ErrorLines, Sentences } from "./Notices";
import { Progress } from "./Outcome";
import { PreviewDialog } from "./PreviewDialog";
import { hindrance } from "./planLines";
import { useChange } from "./useChange";
import "./changes.css";

interface Props {
  /** Keep its identity: another object is another change, and is planned anew. */
  change: Change;
  /** Sent and answered. */
  onDone: (job: Job) => void;
  onClose: () => void;
  onActivity: () => void;
  onAgain: () => void;
}

/** The preview of one small edit, at the foot of its form: what is sent, in a line, and the whole of it on demand. */
export function FootPreview({ change, onDone, onClose, onActivity, onAgain }: Props) {
  const t = useT();
  const textOf = useTextOf();
  const [whole, setWhole] = useState(false);
  const flow = useChange(change, onDone);
  const { stage, answers } = flow;
  const plan = stage.kind === "planned" ? stage.plan : undefined;
  const waits = plan ? hindrance(plan, answers.leftOut, answers.confirm) : null;
  const idle = waits === null && stage.kind === "planned" && !stage.busy;
  useKeys({ run: idle ? flow.apply : undefined });
  if (whole || stage.kind === "ended") {
    return <PreviewDialog flow={flow} onClose={onClose} onActivity={onActivity} onAgain={onAgain} />;
  }
  if (stage.kind === "running") {
    return (
      <section className="zfoot" aria-label={t("changes.footLabel")}>
        <Progress stage={stage} onCancel={flow.cancel} onBackground={onActivity} />
      </section>
    );
  }
  const error = stage.kind === "refused" || stage.kind === "planned" ? stage.error : undefined;
  const row = plan?.rows[0];
  return (
    <section className="zfoot" aria-label={t("changes.footLabel")} data-testid="foot-preview">
      {error && (
        <Strip severity="error">
          <ErrorLines code={error.code} message={error.message} help={error.help} />
        </Strip>
      )}
      {plan?.notices.map((notice) => (
        <Strip key={`${notice.text.code} ${notice.text.message}`} severity={notice.severity}>
          <Sentences text={textOf(notice.text)} />
        </Strip>
      ))}
      {waits && plan?.requests !== 0 && (
        <Strip severity="warning">
          {t(`changes.waits.${waits.kind}`, waits.kind === "stale" ? { count: waits.rows } : {})}
        </Strip>
      )}
      <div className="zchange-buttons">
        {plan && row ? (
          <>
            <span className="line">
              {t("changes.foot", { requests: plan.requests, seconds: plan.seconds })}{" "}
              <span className="mono" title={`${row.method} ${row.path}`}>
                {row.method} {row.path}
              </span>
            </span>
            <Button design="transparent" onClick={() => setWhole(true)} testid="foot-show">
              {t("changes.show")}
            </Button>
          </>
        ) : (
          <span className="line" role="status">
            {stage.kind === "planning" && t("changes.planningText")}
          </span>
        )}
        <span className="room" />
        <Button onClick={onClose}>{t("changes.cancel")}</Button>
        {plan && (
          <Button
            design={plan.destructive ? "negative" : "emphasized"}
            disabled={!idle}
            tooltip={withKeys(textOf(plan.action), "run")}
            onClick={flow.apply}
            testid="foot-apply"
          >
            {textOf(plan.action)}
          </Button>
        )}
      </div>
    </section>
  );
}
