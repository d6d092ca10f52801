import { useState } from "react";
import { call } from "../../../api/api";
import type { AppError } from "../../../api/generated/AppError";
import type { EffectPage } from "../../../api/generated/EffectPage";
import type { Job } from "../../../api/generated/Job";
import type { SystemNode } from "../../../api/generated/SystemNode";
import type { TransformationKind } from "../../../api/generated/TransformationKind";
import type { TransformationOperation } from "../../../api/generated/TransformationOperation";
import { useReading } from "../../../shell/data";
import { useJobs } from "../../../shell/jobs";

/** Between two looks at the figures of a run, ms. */
const LOOK = 250;

/** What was run, and by which job. */
interface Run {
  job: string;
  text: string;
  /** The version that it was compared with. */
  number: number;
  operation: TransformationOperation;
  refreshedAt: string | undefined;
}

/** A text over every entity of the snapshot, beside the version in use. */
export interface RunOnAll {
  run: Run | undefined;
  /** Figures, so far. */
  page: EffectPage | undefined;
  /** How far it is. */
  job: Job | undefined;
  running: boolean;
  /** There are figures, of what is here now. */
  ended: boolean;
  /** The figures are of another text, version, operation or snapshot than what is here now. */
  stale: boolean;
  error: AppError | undefined;
  start: () => void;
  cancel: () => void;
}

/** By system and kind, for the life of the window. */
const kept = new Map<string, Run>();

interface Options {
  system: SystemNode;
  kind: TransformationKind;
  text: string;
  current: number;
  operation: TransformationOperation;
}

export function useRunOnAll({ system, kind, text, current, operation }: Options): RunOnAll {
  const key = `${kind} ${system.id}`;
  const [run, setRun] = useState(() => kept.get(key));
  const [refused, setRefused] = useState<AppError>();
  const [asked, setAsked] = useState(false);
  const { data: page, error } = useReading(
    "transformation_effect",
    { query: { job: run?.job ?? "", offset: 0, limit: 0 } },
    {
      enabled: run !== undefined,
      staleTime: 0,
      refetchInterval: ({ state }) => (state.data && state.data.state !== "running" ? false : LOOK),
    },
  );
  const job = useJobs().find(({ id }) => id === run?.job);
  const start = async () => {
    setAsked(true);
    setRefused(undefined);
    const operation_ = kind === "read" ? undefined : operation;
    try {
      const { id } = await call("transformation_effect_start", {
        effect: {
          system: system.id,
          kind,
          before: { of: "version", number: current },
          after: { of: "text", text },
          ...(operation_ && { operation: operation_ }),
        },
      });
      const next = { job: id, text, number: current, operation, refreshedAt: system.refreshedAt };
      kept.set(key, next);
      setRun(next);
    } catch (error) {
      setRefused(error as AppError);
    } finally {
      setAsked(false);
    }
  };
  const running = asked || (run !== undefined && !error && (page === undefined || page.state === "running"));
  const stale =
    run !== undefined &&
    (run.text !== text ||
      run.number !== current ||
      run.operation !== operation ||
      run.refreshedAt !== system.refreshedAt);
  return {
    run,
    page: error ? undefined : page,
    job,
    running,
    ended: run !== undefined && page !== undefined && !running && !stale && !error,
    stale,
    error: refused ?? job?.error ?? error ?? undefined,
    start: () => void start(),
    cancel: () => {
      if (run) call("job_cancel", { id: run.job }).catch(setRefused);
    },
  };
}
