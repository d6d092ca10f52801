import { useSyncExternalStore } from "react";
import type { Change } from "../api/generated/Change";
import type { Job } from "../api/generated/Job";

/** A change that someone asks for; the preview shows it and sends it. */
export interface ChangeRequest {
  change: Change;
  /** For one small edit: the element at the foot of its form where the preview is drawn, instead of a dialog. */
  foot?: HTMLElement;
  /** Every request was answered well. */
  onDone?: (job: Job) => void;
  /** Closed without. */
  onCancel?: () => void;
}

let request: ChangeRequest | undefined;
const listeners = new Set<() => void>();

function set(next: ChangeRequest | undefined) {
  request = next;
  for (const listener of listeners) listener();
}

/** Opens the Change Preview: the only way to write. */
export const requestChange = (next: ChangeRequest): void => set(next);

/** For the preview: it is through with the request. */
export const endChange = (): void => set(undefined);

export function useChangeRequest(): ChangeRequest | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => request,
  );
}
