import { call, onEvent } from "../api/api";
import type { Job } from "../api/generated/Job";
import { store } from "./store";

const jobs = store<readonly Job[]>([]);
const endListeners = new Set<(job: Job) => void>();

function take(job: Job) {
  const before = jobs.get();
  const known = before.find((j) => j.id === job.id);
  jobs.set(known ? before.map((j) => (j.id === job.id ? job : j)) : [job, ...before]);
  if (job.state !== "running" && known?.state === "running") for (const listener of endListeners) listener(job);
}

/** Follows all jobs for the life of the window. */
export function followJobs(): void {
  void onEvent((event) => {
    if (event.kind === "job") take(event.job);
  });
  call("jobs", {}).then(
    (known) => jobs.set([...jobs.get(), ...known.filter((k) => !jobs.get().some((j) => j.id === k.id))]),
    // Those that begin from now on are told by events.
    () => undefined,
  );
}

/** Every job since the start of the app, newest first. */
export const useJobs = jobs.use;

/** Told once for each job that ends while the window is open. */
export function onJobEnd(listener: (job: Job) => void): () => void {
  endListeners.add(listener);
  return () => endListeners.delete(listener);
}
