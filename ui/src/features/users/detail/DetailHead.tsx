import { useCallback, useRef, useState } from "react";
import type { UserDetail } from "../../../api/generated/UserDetail";
import { Button } from "../../../components/Button";
import { copyText } from "../../../components/copyText";
import { Initials } from "../../../components/Initials";
import { useFocusOnce } from "../../../components/ListDetail";
import { Menu, type MenuItem } from "../../../components/Menu";
import { OriginTag } from "../../../components/OriginTag";
import { Tag } from "../../../components/Tag";
import { useT } from "../../../shell/i18n";
import { shortcuts, spell, withKeys } from "../../../shell/keyboard/shortcuts";
import { usePlace } from "../../../shell/router";

interface Props {
  user: UserDetail;
  refused: string | undefined;
  focus: boolean;
  full: boolean;
  onFull: () => void;
  onEdit: () => void;
  onClose: () => void;
  onDelete: () => void;
  onActive: (active: boolean) => void;
}

const tones = { active: "positive", inactive: "critical", neverLoggedOn: "critical", deactivated: "neutral" } as const;

/** Who it is, and what can be done. */
export function DetailHead({ user, refused, focus, full, onFull, onEdit, onClose, onDelete, onActive }: Props) {
  const t = useT();
  const { row } = user;
  const place = usePlace();
  const title = useFocusOnce(focus);
  const more = useRef<HTMLButtonElement>(null);
  const [menu, setMenu] = useState(false);
  const closeMenu = useCallback(() => setMenu(false), []);
  const items: MenuItem[] = [
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
    {
      id: "full",
      title: t("users.fullScreen"),
      icon: full ? "exit-full-screen" : "full-screen",
      keys: spell(shortcuts.fullScreen.keys[0]),
      run: onFull,
    },
    {
      id: "copy-link",
      title: t("users.copyLink"),
      icon: "chain-link",
      run: () => void copyText(`zonedesk:/${place.to}`),
    },
    { id: "copy-id", title: t("users.copyId"), icon: "copy", run: () => void copyText(row.id) },
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
          <Button
            ref={more}
            design="transparent"
            icon="overflow"
            tooltip={t("users.moreFor", { name: row.name })}
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
      <div className="zdetail-tags">
        <Tag tone={tones[row.state]}>{t(`users.state.${row.state}`)}</Tag>
        <Tag>{t(row.platform ? "users.platform" : "users.business")}</Tag>
        <Tag>
          <OriginTag origin={row.origin} />
        </Tag>
      </div>
      {menu && <Menu label={t("users.moreFor", { name: row.name })} items={items} at={more} onClose={closeMenu} />}
    </>
  );
}
