import type { SystemNode } from "../../api/generated/SystemNode";
import { Menu, type MenuItem } from "../../components/Menu";
import { useFeatures } from "../../shell/context";
import { useT } from "../../shell/i18n";
import { isAccount } from "../../shell/isAccount";
import { navigate, paths } from "../../shell/router";
import { refresh } from "../../shell/SnapshotState";
import { systemActions } from "../../shell/SystemActions";

interface Props {
  system: SystemNode;
  at: { x: number; y: number };
  onClose: () => void;
}

/** What can be done with a system, beside where it was asked for. */
export function SystemMenu({ system, at, onClose }: Props) {
  const t = useT();
  const features = useFeatures();
  const items: MenuItem[] = [
    { id: "open", title: t("landscape.open"), run: () => void navigate(paths.system(system.id)) },
  ];
  if (isAccount(system)) {
    items.push({ id: "refresh", title: t("landscape.refresh"), icon: "refresh", run: () => refresh(system) });
  }
  items.push(...systemActions(features, system));
  return <Menu label={system.name} items={items} at={at} onClose={onClose} />;
}
