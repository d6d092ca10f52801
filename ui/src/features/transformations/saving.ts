import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { SystemNode } from "../../api/generated/SystemNode";
import type { TransformationKind } from "../../api/generated/TransformationKind";
import { announce } from "../../shell/announce";

/** Another version was saved since the one that was looked at. */
export const SAVED_MEANWHILE = "ZD8002";

/** Saves a version's text where the person says. */
export async function download(system: SystemNode, kind: TransformationKind, number: number): Promise<void> {
  try {
    const text = await call("transformation_text", { system: system.id, kind, side: { of: "version", number } });
    await call("save_text", { name: `${system.name} ${kind} transformation, version ${number}.json`, text });
  } catch (refused) {
    announce((refused as AppError).message, "urgent");
  }
}

/** Saves what is written where the person says. */
export async function downloadDraft(system: SystemNode, kind: TransformationKind, text: string): Promise<void> {
  try {
    await call("save_text", { name: `${system.name} ${kind} transformation, draft.json`, text });
  } catch (refused) {
    announce((refused as AppError).message, "urgent");
  }
}
