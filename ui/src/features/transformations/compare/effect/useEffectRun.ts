import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { call } from "../../../../api/api";
import type { AppError } from "../../../../api/generated/AppError";
import type { EffectKind } from "../../../../api/generated/EffectKind";
import type { EffectPage } from "../../../../api/generated/EffectPage";
import type { Job } from "../../../../api/generated/Job";
import type { SystemNode } from "../../../../api/generated/SystemNode";
import { useJobs } from "../../../../shell/jobs";
import type { Sides } from "../useComparison";

/** Both sides run on every entity of the snapshot: how far that is, and what came of it. */
export interface EffectRun {
  /** None before the first start. */
  job: Job | undefined;
  /** Figures so far; its rows are not used. */
  page: EffectPage | undefined;
  error: AppError | undefined;
  /** Which entities are listed; none chosen: the first kind that has any. */
  kind: EffectKind | undefined;
  show: (kind: EffectKind) => void;
  /** Runs it anew: the snapshot may be another one. */
  start: () => void;
  cancel: () => void;
}

/** How often the figures are asked for while it runs, ms. */
const BEAT = 400;

/** `wanted`: there is something to find out. Ends with the view. */
export function useEffectRun(sides: Sides, system: SystemNode, wanted: boolean): EffectRun {
  const [started, setStarted] = useState<Job>();
  const [error, setError] = useState<AppError>();
  const [kind, show] = useState<EffectKind>();
  const told = useJobs().find((job) => job.id === started?.id);
  const job = told ?? started;
  const running = job?.state === "running";

  const latest = useRef(sides);
  latest.current = sides;
  /** The run that counts; a later start makes the answer of an earlier one void. */
  const run = useRef(0);
  const start = useCallback(() => {
    const { system, kind, before, after } = latest.current;
    run.current += 1;
    const own = run.current;
    setError(undefined);
    call("transformation_effect_start", { effect: { system, kind, before, after } }).then(
      (job) => {
        if (own === run.current) setStarted(job);
        else void call("job_cancel", { id: job.id });
      },
      (refused: AppError) => {
        if (own === run.current) setError(refused);
      },
    );
  }, []);
  const ready = wanted && system.refreshedAt !== undefined;
  useEffect(() => {
    if (ready) start();
    return () => {
      run.current += 1;
    };
  }, [ready, start]);

  const open = useRef<string>(undefined);
  open.current = running ? job.id : undefined;
  const cancel = useCallback(() => {
    if (open.current) void call("job_cancel", { id: open.current });
  }, []);
  useEffect(() => cancel, [cancel]);

  const id = job?.id ?? "";
  const figures = useQuery<EffectPage, AppError>({
    queryKey: ["transformation_effect", { query: { job: id }, running }],
    queryFn: () => call("transformation_effect", { query: { job: id, offset: 0, limit: 0 } }),
    enabled: job !== undefined,
    refetchInterval: running ? BEAT : false,
    placeholderData: (before) => before,
  });
  return { job, page: figures.data, error: error ?? figures.error ?? undefined, kind, show, start, cancel };
}
