import { useState } from "react";
import { call } from "../../../api/api";
import type { AppError } from "../../../api/generated/AppError";
import type { SystemNode } from "../../../api/generated/SystemNode";
import type { TransformationComparison } from "../../../api/generated/TransformationComparison";
import type { TransformationKind } from "../../../api/generated/TransformationKind";
import { Button } from "../../../components/Button";
import { announce } from "../../../shell/announce";
import { client } from "../../../shell/data";
import { useT } from "../../../shell/i18n";
import { withKeys } from "../../../shell/keyboard/shortcuts";
import { useKeys } from "../../../shell/keyboard/useKeys";
import { navigate } from "../../../shell/router";
import { DescribeDialog } from "../dialogs";
import { SAVED_MEANWHILE } from "../saving";
import { startedDescription } from "./conflict";
import type { Change } from "./items";
import { editorAt, type Go } from "./sides";
import type { Sides } from "./useComparison";
import type { Taken } from "./useTaken";

interface Props {
  system: SystemNode;
  kind: TransformationKind;
  sides: Sides;
  comparison: TransformationComparison;
  changes: readonly Change[];
  taken: Taken;
  /** The version that the new one comes after. */
  seen: number;
  onGo: Go;
  onSeen: (number: number) => void;
}

/** Saves A with the changes that were taken of B as a version of this system, with its description. */
export function SaveTaken({ system, kind, sides, comparison, changes, taken, seen, onGo, onSeen }: Props) {
  const t = useT();
  const [asked, setAsked] = useState(false);
  const all = new Set(changes.map((change) => change.id)).size;
  const number = seen + 1;
  const { before, after } = comparison;
  const hindrance =
    comparison.brokenBefore.length + comparison.brokenAfter.length > 0
      ? t("compare.cannot.broken")
      : taken.ids.length === 0 && before.inUse && sides.before.of === "version"
        ? t("compare.cannot.none")
        : taken.ids.length === all && after.inUse && sides.after.of === "version"
          ? t("compare.cannot.inUse")
          : undefined;
  const nothing = all === 0 && comparison.brokenBefore.length + comparison.brokenAfter.length === 0;

  const save = async (description: string): Promise<AppError | undefined> => {
    const version = { system: system.id, kind, basedOn: seen, description };
    try {
      const { before, after } = sides;
      const of = { system: system.id, kind };
      // All of B is B, to the letter.
      const text =
        taken.left.size === 0
          ? await call("transformation_text", { ...of, side: after })
          : await call("transformation_merge", { ...of, before, after, taken: [...taken.ids] });
      const saved = await call("transformation_save", { version, text });
      await leave(saved.number);
    } catch (refused) {
      const error = refused as AppError;
      if (error.code === SAVED_MEANWHILE) {
        void client.invalidateQueries({ queryKey: ["transformation", { system: system.id, kind }] });
      }
      return error;
    }
    return undefined;
  };
  /** To what is left of the comparison, or where nothing is, to the editor with the new version. */
  const leave = async (saved: number) => {
    setAsked(false);
    startedDescription(system.id, kind, "");
    const used = changes.every(({ id }) => !taken.left.has(id) || taken.others.has(id));
    if (used && sides.b === "draft") await call("draft_discard", { system: system.id, kind });
    await client.invalidateQueries({ queryKey: ["transformation", { system: system.id, kind }] });
    await client.invalidateQueries({ queryKey: ["transformation_versions"] });
    announce(t("compare.saved", { number: saved, name: system.name }));
    onSeen(saved);
    if (used) await navigate(editorAt(system.id, kind));
    else onGo({ a: `v${saved}` });
  };
  const off = nothing || hindrance !== undefined || !taken.known;
  useKeys({ save: off ? undefined : () => setAsked(true) });
  // Both mean the same: there is no change to be taken.
  if (nothing) return null;
  return (
    <>
      <Button
        design="emphasized"
        disabled={off}
        tooltip={
          hindrance ?? withKeys(t("compare.saveHint", { taken: taken.ids.length, all, name: system.name }), "save")
        }
        onClick={() => setAsked(true)}
        testid="save-taken"
      >
        {t("compare.save", { number })}
      </Button>
      {asked && (
        <DescribeDialog
          title={t("transformations.saveTitle", { number })}
          text={t("compare.saveText", { number, taken: taken.ids.length, all, a: before.label, b: after.label })}
          act={t("transformations.saveAct", { number })}
          start={startedDescription(system.id, kind)}
          onSave={save}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  );
}
