import { useCallback, useRef, useState } from "react";
import type { RoleCollectionRow } from "../../../api/generated/RoleCollectionRow";
import { Button } from "../../../components/Button";
import { copyText } from "../../../components/copyText";
import { useFocusOnce } from "../../../components/ListDetail";
import { Menu, type MenuItem } from "../../../components/Menu";
import { useT } from "../../../shell/i18n";
import { shortcuts, spell, withKeys } from "../../../shell/keyboard/shortcuts";
import { usePlace } from "../../../shell/router";
import { Marks } from "../Marks";

interface Props {
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
export function DetailHead({ row, refused, focus, full, onFull, onEdit, onAdd, onDelete, onClose }: Props) {
  const t = useT();
  const place = usePlace();
  const title = useFocusOnce(focus);
  const more = useRef<HTMLButtonElement>(null);
  const [menu, setMenu] = useState(false);
  const closeMenu = useCallback(() => setMenu(false), []);
  const items: MenuItem[] = [
    {
      id: "delete",
      title: t("roleCollections.delete"),
      icon: "delete",
      keys: spell(shortcuts.remove.keys[0]),
      disabled: refused,
      run: onDelete,
    },
    {
      id: "full",
      title: t("roleCollections.fullScreen"),
      icon: full ? "exit-full-screen" : "full-screen",
      keys: spell(shortcuts.fullScreen.keys[0]),
      run: onFull,
    },
    {
      id: "copy-link",
      title: t("roleCollections.copyLink"),
      icon: "chain-link",
      run: () => void copyText(`zonedesk:/${place.to}`),
    },
    { id: "copy-id", title: t("roleCollections.copyId"), icon: "copy", run: () => void copyText(row.id) },
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
          <Button
            ref={more}
            design="transparent"
            icon="overflow"
            tooltip={t("roleCollections.moreFor", { name: row.name })}
            aria-haspopup="menu"
            onClick={() => setMenu(true)}
            testid="detail-menu"
          />
          <Button
            design="transparent"
            icon="decline"
            tooltip={withKeys(t("common.close"), "close")}
            onClick={onClose}
            testid="detail-close"
          />
        </div>
      </div>
      {(row.critical || row.predefined) && (
        <div className="zdetail-tags">
          <Marks row={row} />
        </div>
      )}
      {menu && (
        <Menu label={t("roleCollections.moreFor", { name: row.name })} items={items} at={more} onClose={closeMenu} />
      )}
    </>
  );
}
