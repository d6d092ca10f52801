import { Suspense, useState } from "react";
import type { Change } from "../../api/generated/Change";
import type { Sort } from "../../api/generated/Sort";
import type { SystemNode } from "../../api/generated/SystemNode";
import type { UserFilter } from "../../api/generated/UserFilter";
import type { UserSelection } from "../../api/generated/UserSelection";
import { Button } from "../../components/Button";
import { ExportButton } from "../../components/ExportButton";
import type { Selection } from "../../components/grid/selection";
import { requestChange } from "../../shell/changes";
import { useT } from "../../shell/i18n";
import { withKeys } from "../../shell/keyboard/shortcuts";
import { useKeys } from "../../shell/keyboard/useKeys";
import { lazyView } from "../../shell/lazyView";
import { writable } from "../../shell/writable";

const PickRoleCollections = lazyView(() =>
  import("../../components/PickRoleCollections").then((m) => m.PickRoleCollections),
);

interface Props {
  system: SystemNode;
  filter: UserFilter;
  selection: Selection;
  count: number;
  /** Ids of the columns that are shown, and their order: of an export. */
  columns: string[];
  sort: Sort[];
  onClear: () => void;
  /** A change of the selected users went through. */
  onDone: () => void;
}

/** The selected users as the backend takes them: by id, or as a filter with exceptions, resolved there. */
export function usersOf(selection: Selection, filter: UserFilter): UserSelection {
  if (selection.kind === "ids") return { kind: "ids", ids: [...selection.ids] };
  return { kind: "matching", filter, except: [...selection.except] };
}

/** Floats over the list while rows are selected: how many, and what can be done with them. */
export function SelectionBar({ system, filter, selection, count, columns, sort, onClear, onDone }: Props) {
  const t = useT();
  const [picking, setPicking] = useState<"assign" | "unassign">();
  const refused = writable(system);
  const users = usersOf(selection, filter);
  const change = (next: Change) => requestChange({ change: next, onDone });
  const act = {
    deactivate: () => change({ kind: "setActive", system: system.id, users, active: false }),
    activate: () => change({ kind: "setActive", system: system.id, users, active: true }),
    remove: () => change({ kind: "deleteUsers", system: system.id, users }),
  };
  useKeys({ remove: refused ? undefined : act.remove });
  const said =
    selection.kind === "ids"
      ? t("users.selected", { count })
      : selection.except.size === 0
        ? t("users.selectedAll", { count })
        : t("users.selectedSome", { count, except: selection.except.size });
  const off = { disabled: refused !== undefined, tooltip: refused };
  // Where only deactivated users are shown, the other way round is meant.
  const onlyDeactivated = filter.state === "deactivated";
  return (
    <div className="zselection" role="toolbar" aria-label={said} data-testid="selection">
      <b data-testid="selection-count">{said}</b>
      <Button design="transparent" onClick={onClear}>
        {t("users.clear")}
      </Button>
      <span className="room" />
      <Button design="transparent" {...off} onClick={() => setPicking("assign")} testid="assign">
        {t("users.assign")}
      </Button>
      <Button design="transparent" {...off} onClick={() => setPicking("unassign")} testid="unassign">
        {t("users.unassign")}
      </Button>
      <Button
        design="transparent"
        {...off}
        onClick={onlyDeactivated ? act.activate : act.deactivate}
        testid={onlyDeactivated ? "activate" : "deactivate"}
      >
        {t(onlyDeactivated ? "users.activate" : "users.deactivate")}
      </Button>
      <ExportButton
        name={`${system.name} users`}
        columns={columns}
        shown={{ kind: "users", system: system.id, users, sort }}
      />
      <Button
        design="negative"
        disabled={refused !== undefined}
        tooltip={refused ?? withKeys(t("users.delete"), "remove")}
        onClick={act.remove}
        testid="delete"
      >
        {t("users.delete")}
      </Button>
      {picking && (
        <Suspense>
          <PickRoleCollections
            system={system.id}
            title={t(`users.pick.${picking}`)}
            onClose={() => setPicking(undefined)}
            onPick={(picked) => {
              setPicking(undefined);
              change({ kind: picking, system: system.id, users, roleCollections: picked.map((p) => p.id) });
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
