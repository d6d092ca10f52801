import { useCallback, useRef, useState } from "react";
import { useT } from "../shell/i18n";
import { shortcuts, spell, withKeys } from "../shell/keyboard/shortcuts";
import { usePageActs } from "../shell/pageActs";
import { usePlace } from "../shell/router";
import { Button } from "./Button";
import { Menu, type MenuItem } from "./Menu";
import { useCopy } from "./useCopy";

interface Props {
  /** Of what the detail shows. */
  name: string;
  id: string;
  /** What can be done with it, before what can be done with any detail. */
  items: readonly MenuItem[];
  /** What the buttons beside do, for the palette. */
  beside?: readonly MenuItem[];
  full: boolean;
  onFull: () => void;
  onClose: () => void;
}

/** The last buttons of a detail's head: a menu with all else that can be done, and the way out. */
export function DetailActs({ name, id, items, beside = [], full, onFull, onClose }: Props) {
  const t = useT();
  const place = usePlace();
  const { copy, said } = useCopy();
  const more = useRef<HTMLButtonElement>(null);
  const [menu, setMenu] = useState(false);
  const closeMenu = useCallback(() => setMenu(false), []);
  const label = t("detail.moreFor", { name });
  const all: MenuItem[] = [
    ...items,
    {
      id: "full",
      title: t("detail.fullScreen"),
      icon: full ? "exit-full-screen" : "full-screen",
      keys: spell(shortcuts.fullScreen.keys[0]),
      run: onFull,
    },
    {
      id: "copy-link",
      title: t("detail.copyLink"),
      icon: "chain-link",
      run: () => void copy(`zonedesk:/${place.to}`),
    },
    { id: "copy-id", title: t("detail.copyId"), icon: "copy", run: () => void copy(id) },
  ];
  usePageActs(name, [...beside, ...all]);
  return (
    <>
      <Button
        ref={more}
        design="transparent"
        icon={said?.icon ?? "overflow"}
        tooltip={said?.text ?? label}
        aria-haspopup="menu"
        onClick={() => setMenu(true)}
        testid="detail-menu"
      />
      <CloseDetail onClose={onClose} />
      {menu && <Menu label={label} items={all} at={more} onClose={closeMenu} />}
    </>
  );
}

/** The way out of a detail. */
export function CloseDetail({ onClose }: { onClose: () => void }) {
  const t = useT();
  return (
    <Button
      design="transparent"
      icon="decline"
      tooltip={withKeys(t("common.close"), "close")}
      onClick={onClose}
      testid="detail-close"
    />
  );
}
