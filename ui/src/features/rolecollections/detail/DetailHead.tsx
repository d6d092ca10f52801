import type { RoleCollectionRow } from "../../../api/generated/RoleCollectionRow";
import type { SystemNode } from "../../../api/generated/SystemNode";
import { Button } from "../../../components/Button";
import { DetailActs } from "../../../components/DetailActs";
import { useFocusOnce } from "../../../components/ListDetail";
import type { MenuItem } from "../../../components/Menu";
import { whyItem } from "../../../components/whyItem";
import { useT } from "../../../shell/i18n";
import { shortcuts, spell, withKeys } from "../../../shell/keyboard/shortcuts";
import { askPeople } from "../../../shell/peopleImport";
import { Marks } from "../Marks";

interface Props {
  system: SystemNode;
  row: RoleCollectionRow;
  refused: string | undefined;
  focus: boolean;
  full: boolean;
  onFull: () => void;
  onEdit: () => void;
  onAdd: () => void;
  onDelete: () => void;
  onClose: () => void;
}

/** Which role collection it is, and what can be done. */
export function DetailHead({ system, row, refused, focus, full, onFull, onEdit, onAdd, onDelete, onClose }: Props) {
  const t = useT();
  const title = useFocusOnce(focus);
  const items: MenuItem[] = [
    ...whyItem(system, "group", row.id),
    {
      id: "import-members",
      title: t("people.importMembers"),
      icon: "upload",
      disabled: refused,
      run: () =>
        askPeople({
          system,
          purpose: { kind: "members", roleCollection: row.id },
          roleCollection: row.name,
        }),
    },
    {
      id: "delete",
      title: t("roleCollections.delete"),
      icon: "delete",
      keys: spell(shortcuts.remove.keys[0]),
      disabled: refused,
      run: onDelete,
    },
  ];
  const beside: MenuItem[] = [
    { id: "add-members", title: t("roleCollections.addMembers"), disabled: refused, run: onAdd },
    {
      id: "edit",
      title: t("roleCollections.edit"),
      keys: spell(shortcuts.edit.keys[0]),
      disabled: refused,
      run: onEdit,
    },
  ];
  return (
    <>
      <div className="zdetail-head">
        <div className="who">
          <h2 ref={title} tabIndex={-1} data-testid="detail-title">
            {row.name}
          </h2>
          <p className="under ell" title={row.description}>
            {row.description || t("roleCollections.noDescription")}
          </p>
        </div>
        <div className="acts">
          <Button
            tooltip={refused ?? withKeys(t("roleCollections.edit"), "edit")}
            disabled={refused !== undefined}
            onClick={onEdit}
            testid="edit"
          >
            {t("roleCollections.edit")}
          </Button>
          <Button tooltip={refused} disabled={refused !== undefined} onClick={onAdd} testid="add-members">
            {t("roleCollections.addMembers")}
          </Button>
          <DetailActs
            name={row.name}
            id={row.id}
            items={items}
            beside={beside}
            full={full}
            onFull={onFull}
            onClose={onClose}
          />
        </div>
      </div>
      {(row.critical || row.predefined) && (
        <div className="zdetail-tags">
          <Marks row={row} />
        </div>
      )}
    </>
  );
}
