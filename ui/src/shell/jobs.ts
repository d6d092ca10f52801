import { useSyncExternalStore } from "react";
import { call, onEvent } from "../api/api";
import type { Job } from "../api/generated/Job";

let jobs: readonly Job[] = [];
const listeners = new Set<() => void>();
const endListeners = new Set<(job: Job) => void>();

function put(next: readonly Job[]) {
  jobs = next;
  for (const listener of listeners) listener();
}

function take(job: Job) {
  const known = jobs.find((j) => j.id === job.id);
  put(known ? jobs.map((j) => (j.id === job.id ? job : j)) : [job, ...jobs]);
  if (job.state !== "running" && known?.state === "running") for (const listener of endListeners) listener(job);
}

/** Follows all jobs for the life of the window. */
export function followJobs(): void {
  void onEvent((event) => {
    if (event.kind === "job") take(event.job);
  });
  call("jobs", {}).then(
    (known) => put([...jobs, ...known.filter((k) => !jobs.some((j) => j.id === k.id))]),
    () => put(jobs),
  );
}

/** Every job since the start of the app, newest first. */
export function useJobs(): readonly Job[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => jobs,
  );
}

/** Told once for each job that ends while the window is open. */
export function onJobEnd(listener: (job: Job) => void): () => void {
  endListeners.add(listener);
  return () => endListeners.delete(listener);
}
