import type { SystemNode } from "../../../api/generated/SystemNode";
import type { UserDetail } from "../../../api/generated/UserDetail";
import { Button } from "../../../components/Button";
import { DetailActs } from "../../../components/DetailActs";
import { Initials } from "../../../components/Initials";
import { useFocusOnce } from "../../../components/ListDetail";
import type { MenuItem } from "../../../components/Menu";
import { OriginTag } from "../../../components/OriginTag";
import { Tag } from "../../../components/Tag";
import { whyItem } from "../../../components/whyItem";
import { useT } from "../../../shell/i18n";
import { shortcuts, spell, withKeys } from "../../../shell/keyboard/shortcuts";

interface Props {
  system: SystemNode;
  user: UserDetail;
  refused: string | undefined;
  focus: boolean;
  full: boolean;
  onFull: () => void;
  onEdit: () => void;
  onAssign: () => void;
  onClose: () => void;
  onDelete: () => void;
  onActive: (active: boolean) => void;
}

const tones = { active: "positive", inactive: "critical", neverLoggedOn: "critical", deactivated: "neutral" } as const;

/** Who it is, and what can be done. */
export function DetailHead({ system, user, refused, focus, full, onFull, onEdit, onAssign, ...props }: Props) {
  const t = useT();
  const { onClose, onDelete, onActive } = props;
  const { row } = user;
  const title = useFocusOnce(focus);
  const items: MenuItem[] = [
    ...whyItem(system, "user", row.id),
    {
      id: row.active ? "deactivate" : "activate",
      title: t(row.active ? "users.deactivate" : "users.activate"),
      disabled: refused,
      run: () => onActive(!row.active),
    },
    {
      id: "delete",
      title: t("users.delete"),
      icon: "delete",
      keys: spell(shortcuts.remove.keys[0]),
      disabled: refused,
      run: onDelete,
    },
  ];
  const beside: MenuItem[] = [
    { id: "assign", title: t("users.assign"), disabled: refused, run: onAssign },
    { id: "edit", title: t("users.edit"), keys: spell(shortcuts.edit.keys[0]), disabled: refused, run: onEdit },
  ];
  return (
    <>
      <div className="zdetail-head">
        <Initials name={row.name} of={row.userName} large />
        <div className="who">
          <h2 ref={title} tabIndex={-1} className="ell" title={row.name} data-testid="detail-title">
            {row.name}
          </h2>
          <p className="under ell" title={row.userName}>
            {row.userName}
          </p>
        </div>
        <div className="acts">
          <Button
            tooltip={refused ?? withKeys(t("users.edit"), "edit")}
            disabled={refused !== undefined}
            onClick={onEdit}
            testid="edit"
          >
            {t("users.edit")}
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
      <div className="zdetail-tags">
        <Tag tone={tones[row.state]}>{t(`users.state.${row.state}`)}</Tag>
        <Tag>{t(row.platform ? "users.platform" : "users.business")}</Tag>
        <Tag>
          <OriginTag origin={row.origin} />
        </Tag>
      </div>
    </>
  );
}
