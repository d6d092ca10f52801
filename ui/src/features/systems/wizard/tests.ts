import { call } from "../../../api/api";
import type { AppError } from "../../../api/generated/AppError";
import { changeEntry, currentWizard, type Entry, picked } from "./store";

/** Tests these, each account beside the others. */
export async function testEntries(entries: readonly Entry[]): Promise<void> {
  await Promise.all(entries.map(test));
}

/** Tests what was ticked and not tested yet. */
export const testNew = (): Promise<void> =>
  testEntries(picked(currentWizard()).filter((entry) => entry.steps === undefined && !entry.error));

async function test({ found, name }: Entry): Promise<void> {
  const { handle } = found;
  changeEntry(handle, { steps: "running", error: undefined });
  try {
    changeEntry(handle, { steps: await call("credential_test", { handle, name }) });
  } catch (refused) {
    changeEntry(handle, { steps: undefined, error: refused as AppError });
  }
}

/** What came of a test, in a word. */
type Verdict = "none" | "running" | "passed" | "failed";

export function verdict({ steps, error }: Entry): Verdict {
  if (error) return "failed";
  if (!steps) return "none";
  if (steps === "running") return "running";
  return steps.some((step) => step.outcome === "failed") ? "failed" : "passed";
}
