import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { SystemNode } from "../../api/generated/SystemNode";
import type { TransformationKind } from "../../api/generated/TransformationKind";
import { announce } from "../../shell/announce";
import { saveText } from "../../shell/saveText";

/** Another version was saved since the one that was looked at. */
export const SAVED_MEANWHILE = "ZD8002";

/** Saves a version's text where the person says. */
export const download = (system: SystemNode, kind: TransformationKind, number: number): Promise<void> =>
  save(`${system.name} ${kind} transformation, version ${number}.json`, () =>
    call("transformation_text", { system: system.id, kind, side: { of: "version", number } }),
  );

/** Saves what is written where the person says. */
export const downloadDraft = (system: SystemNode, kind: TransformationKind, text: string): Promise<void> =>
  save(`${system.name} ${kind} transformation, draft.json`, () => text);

async function save(name: string, text: () => string | Promise<string>): Promise<void> {
  try {
    await saveText(name, await text());
  } catch (refused) {
    announce((refused as AppError).message, "urgent");
  }
}
