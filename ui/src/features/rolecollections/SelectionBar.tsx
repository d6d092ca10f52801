import type { SystemNode } from "../../api/generated/SystemNode";
import { Button } from "../../components/Button";
import { isSelected, type Selection } from "../../components/grid/selection";
import { requestChange } from "../../shell/changes";
import { useT } from "../../shell/i18n";
import { withKeys } from "../../shell/keyboard/shortcuts";
import { useKeys } from "../../shell/keyboard/useKeys";
import { writable } from "../../shell/writable";

interface Props {
  system: SystemNode;
  selection: Selection;
  count: number;
  /** Ids of all rows that match the filter. */
  allIds: () => Promise<string[]>;
  onClear: () => void;
  onDone: () => void;
}

/** Floats over the list while role collections are selected. */
export function SelectionBar({ system, selection, count, allIds, onClear, onDone }: Props) {
  const t = useT();
  const refused = writable(system);
  const remove = async () => {
    const ids =
      selection.kind === "ids" ? [...selection.ids] : (await allIds()).filter((id) => isSelected(selection, id));
    requestChange({ change: { kind: "deleteRoleCollections", system: system.id, ids }, onDone });
  };
  useKeys({ remove: refused ? undefined : () => void remove() });
  const said = t("roleCollections.selected", { count });
  return (
    <div className="zselection" role="toolbar" aria-label={said} data-testid="selection">
      <b data-testid="selection-count">{said}</b>
      <Button design="transparent" onClick={onClear}>
        {t("roleCollections.clear")}
      </Button>
      <span className="room" />
      <Button
        design="negative"
        disabled={refused !== undefined}
        tooltip={refused ?? withKeys(t("roleCollections.delete"), "remove")}
        onClick={() => void remove()}
        testid="delete"
      >
        {t("roleCollections.delete")}
      </Button>
    </div>
  );
}
