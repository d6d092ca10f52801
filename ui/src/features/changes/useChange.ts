import { useCallback, useEffect, useRef, useState } from "react";
import { call } from "../../api/api";
import type { Change } from "../../api/generated/Change";
import type { Job } from "../../api/generated/Job";
import type { Plan } from "../../api/generated/Plan";
import { useJobs } from "../../shell/jobs";
import { type Answers, asError, noAnswers, type Stage } from "./stage";

export interface ChangeFlow {
  stage: Stage;
  answers: Answers;
  answer: (part: Partial<Answers>) => void;
  /** Asks the account and computes the plan again; what was left out is decided anew. */
  reload: () => void;
  apply: () => void;
  cancel: () => void;
}

/**
 * The one door for changes: plans `change`, keeps the answers, sends it and follows its job. `onDone` is called once
 * every request has been answered well.
 */
export function useChange(change: Change, onDone: (job: Job) => void): ChangeFlow {
  const [stage, setStage] = useState<Stage>({ kind: "planning" });
  const [answers, setAnswers] = useState(noAnswers);
  const plan = "plan" in stage ? stage.plan : undefined;
  const jobId = stage.kind === "running" ? stage.job.id : undefined;
  const done = useRef(onDone);
  done.current = onDone;

  useEffect(() => {
    let gone = false;
    setStage({ kind: "planning" });
    setAnswers(noAnswers);
    call("plan", { change }).then(
      (made) => {
        if (gone) discard(made);
        else setStage({ kind: "planned", plan: made, busy: false });
      },
      (error: unknown) => {
        if (!gone) setStage({ kind: "refused", error: asError(error) });
      },
    );
    return () => {
      gone = true;
    };
  }, [change]);

  const open = useRef<Plan | undefined>(undefined);
  open.current = stage.kind === "planned" ? stage.plan : undefined;
  useEffect(
    () => () => {
      if (open.current) discard(open.current);
    },
    [],
  );

  const jobs = useJobs();
  const job = jobs.find((j) => j.id === jobId);
  const settled = useRef("");
  useEffect(() => {
    if (!job || settled.current === job.id) return;
    if (job.state === "running") {
      setStage((s) => (s.kind === "running" ? { ...s, job } : s));
      return;
    }
    settled.current = job.id;
    if (job.state === "done") {
      done.current(job);
      return;
    }
    failures(job).then((results) => {
      setStage((s) => (s.kind === "running" ? { kind: "ended", plan: s.plan, job, results } : s));
    });
  }, [job]);

  const reload = useCallback(() => {
    if (!plan) return;
    setStage({ kind: "planned", plan, busy: true });
    setAnswers((a) => ({ ...a, leftOut: new Set() }));
    call("plan_reload", { plan: plan.id }).then(
      (fresh) => setStage({ kind: "planned", plan: fresh, busy: false }),
      (error: unknown) => setStage({ kind: "planned", plan, busy: false, error: asError(error) }),
    );
  }, [plan]);

  const apply = useCallback(() => {
    if (!plan) return;
    setStage({ kind: "planned", plan, busy: true });
    const { reason, confirm, leftOut } = answers;
    call("apply", {
      approval: { plan: plan.id, reason: reason.trim(), confirm: confirm.trim(), leftOut: [...leftOut] },
    }).then(
      (job) => setStage({ kind: "running", plan, job, cancelling: false }),
      (error: unknown) => setStage({ kind: "planned", plan, busy: false, error: asError(error) }),
    );
  }, [plan, answers]);

  const cancel = useCallback(() => {
    if (!jobId) return;
    setStage((s) => (s.kind === "running" ? { ...s, cancelling: true } : s));
    call("job_cancel", { id: jobId });
  }, [jobId]);

  const answer = useCallback((part: Partial<Answers>) => setAnswers((a) => ({ ...a, ...part })), []);
  return { stage, answers, answer, reload, apply, cancel };
}

/** The backend need not keep what nobody looks at any more; that it is gone already is no matter. */
function discard(plan: Plan) {
  call("plan_discard", { plan: plan.id }).catch(() => undefined);
}

/** Requests of an ended job that were refused or not answered; none where the journal cannot say. */
async function failures(job: Job) {
  if (job.entry === undefined) return [];
  const detail = await call("activity_detail", { entry: job.entry }).catch(() => undefined);
  return detail?.results.filter((r) => r.error !== undefined) ?? [];
}
