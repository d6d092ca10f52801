import type { AppError } from "../../api/generated/AppError";
import type { Job } from "../../api/generated/Job";
import type { Plan } from "../../api/generated/Plan";
import type { RequestResult } from "../../api/generated/RequestResult";

/** Where a change stands, from the question to its end. */
export type Stage =
  | { kind: "planning" }
  /** No plan could be made. */
  | { kind: "refused"; error: AppError }
  /** Seen, not sent. `busy`: asked for again, or on its way. `error`: the last word was refused. */
  | { kind: "planned"; plan: Plan; busy: boolean; error?: AppError | undefined }
  | { kind: "running"; plan: Plan; job: Job; cancelling: boolean }
  /** Ended otherwise than wholly done; `results` are the requests that failed. */
  | { kind: "ended"; plan: Plan; job: Job; results: RequestResult[] };

/** What the person typed and ticked on the way; kept while the plan is reloaded. */
export interface Answers {
  leftOut: ReadonlySet<number>;
  reason: string;
  confirm: string;
}

export const noAnswers: Answers = { leftOut: new Set(), reason: "", confirm: "" };

/** A rejected call as an `AppError`, whatever was thrown. */
export function asError(thrown: unknown): AppError {
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && "message" in thrown) {
    return thrown as AppError;
  }
  return { code: "ZD0000", message: String(thrown) };
}
