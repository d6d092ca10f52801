import { useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { Job } from "../../api/generated/Job";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Refused } from "../../components/Refused";
import { requestChange } from "../../shell/changes";
import { useT } from "../../shell/i18n";
import type { PeopleAsked } from "../../shell/peopleImport";
import { CheckStep } from "./CheckStep";
import { FileStep } from "./FileStep";
import { ResultStep } from "./ResultStep";
import { useImport } from "./useImport";
import "./peopleimport.css";

const steps = [1, 2, 3] as const;
type Step = (typeof steps)[number];

/** A file of people: chosen and its columns told, checked row by row, reviewed as any change, then its result. */
export function ImportWizard({ asked, onClose }: { asked: PeopleAsked; onClose: () => void }) {
  const t = useT();
  const flow = useImport(asked);
  const { made, busy } = flow;
  const [step, setStep] = useState<Step>(1);
  const [reviewing, setReviewing] = useState(false);
  const [error, setError] = useState<AppError>();
  const [job, setJob] = useState<Job>();
  const { system, purpose } = asked;
  const count = made ? made.figures.create + made.figures.change + made.figures.add : 0;
  const review = async () => {
    if (!made) return;
    try {
      const change = await call("people_change", { import: made.id });
      const before = new Set((await call("jobs", {})).map((one) => one.id));
      setError(undefined);
      setReviewing(true);
      const ended = (one: Job | undefined) => {
        setReviewing(false);
        if (!one) return;
        setJob(one);
        setStep(3);
      };
      requestChange({
        change,
        onDone: ended,
        // Closed: unsent, or with a job that did not end well.
        onCancel: () =>
          void call("jobs", {}).then((jobs) =>
            ended(jobs.find((one) => !before.has(one.id) && one.kind === "change" && one.system === system.id)),
          ),
      });
    } catch (refused) {
      setError(refused as AppError);
    }
  };
  const title =
    purpose.kind === "users"
      ? t("people.title.users")
      : t("people.title.members", { name: asked.roleCollection ?? "" });
  return (
    <Dialog
      title={title}
      onClose={onClose}
      width={60}
      height={40}
      hidden={reviewing}
      testid="people-import"
      footer={
        <>
          {step === 2 && <Button onClick={() => setStep(1)}>{t("people.back")}</Button>}
          <span className="room" />
          <Button onClick={onClose} testid="people-close">
            {t(step === 3 ? "common.close" : "common.cancel")}
          </Button>
          {step === 1 && (
            <Button design="emphasized" disabled={busy || !made} onClick={() => setStep(2)} testid="people-check">
              {t("people.check")}
            </Button>
          )}
          {step === 2 && (
            <Button
              design="emphasized"
              disabled={busy || count === 0}
              onClick={() => void review()}
              testid="people-review"
            >
              {t("people.review", { count })}
            </Button>
          )}
        </>
      }
    >
      <div className="zdialog-body zpeople">
        <ol className="zpeople-steps" aria-label={t("people.steps")}>
          {steps.map((number) => (
            <li key={number} aria-current={number === step ? "step" : undefined}>
              {number}. {t(`people.step${number}`)}
            </li>
          ))}
        </ol>
        <Refused error={error ?? flow.error} testid="people-refused" />
        {step === 1 && <FileStep asked={asked} flow={flow} />}
        {step === 2 && made && <CheckStep made={made} flow={flow} />}
        {step === 3 && made && job && <ResultStep made={made} job={job} />}
      </div>
    </Dialog>
  );
}
