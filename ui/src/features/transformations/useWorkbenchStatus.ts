import type { TextPlace } from "../../api/generated/TextPlace";
import type { TransformationKind } from "../../api/generated/TransformationKind";
import { useFormat, useT } from "../../shell/i18n";
import { useStatus } from "../../shell/status";
import type { View } from "./EditorHead";
import type { Draft } from "./useDraft";

/** What the foot of the window says while a transformation is open. */
export function useWorkbenchStatus(
  kind: TransformationKind,
  draft: Draft,
  cursor: TextPlace,
  path: string,
  view: View,
): void {
  const t = useT();
  const format = useFormat();
  const what = t(`transformations.label.${kind}`);
  useStatus({
    left:
      draft.changed && draft.keptAt
        ? t("transformations.status.kept", { what, time: format.inSentence(draft.keptAt) })
        : what,
    path,
    right:
      view === "graphical"
        ? [t("graphical.status")]
        : [
            t("transformations.status.place", { line: cursor.line, column: cursor.column }),
            t("transformations.status.form"),
          ],
  });
}
