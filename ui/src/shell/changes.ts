import type { Change } from "../api/generated/Change";
import type { Job } from "../api/generated/Job";
import { store } from "./store";

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

const request = store<ChangeRequest | undefined>(undefined);

/** Opens the Change Preview: the only way to write. */
export const requestChange = (next: ChangeRequest): void => request.set(next);

/** For the preview: it is through with the request. */
export const endChange = (): void => request.set(undefined);

export const useChangeRequest = request.use;
