import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { SystemEdit } from "../../api/generated/SystemEdit";
import type { SystemNode } from "../../api/generated/SystemNode";
import type { MenuItem } from "../../components/Menu";
import { announce } from "../../shell/announce";
import type { Feature } from "../../shell/feature";
import { t } from "../../shell/i18n";
import { isAccount } from "../../shell/isAccount";
import { lazyView } from "../../shell/lazyView";
import { navigate, paths } from "../../shell/router";
import { askSystemAct } from "../../shell/systemActs";
import { DropTarget } from "./DropTarget";
import { SystemDialogs } from "./SystemDialogs";

/** Changes a mark of a system at once; what is refused is said. */
function change(system: SystemNode, edit: SystemEdit): void {
  call("system_update", { id: system.id, edit }).catch((refused: AppError) => announce(refused.message, "urgent"));
}

function actions(system: SystemNode): MenuItem[] {
  const { id, enabled, favourite } = system;
  const account = isAccount(system);
  const items: (MenuItem | false)[] = [
    account && {
      id: "test",
      title: t("systems.testConnection"),
      icon: "sys-enter-2",
      run: () => askSystemAct({ kind: "test", system: id }),
    },
    account &&
      !system.demo && {
        id: "rotate",
        title: t("wizard.rotate"),
        icon: "locked",
        run: () => askSystemAct({ kind: "rotate", system: id }),
      },
    !account && {
      id: "add-below",
      title: t("systems.add"),
      icon: "add",
      run: () => void navigate(paths.page("add-system", undefined, { parent: id })),
    },
    {
      id: "favourite",
      title: t(favourite ? "systems.unfavourite" : "systems.favourite"),
      icon: "favorite",
      run: () => change(system, { favourite: !favourite }),
    },
    {
      id: "duplicate",
      title: t("systems.duplicateAct"),
      icon: "duplicate",
      run: () => askSystemAct({ kind: "duplicate", system: id }),
    },
    account && {
      id: "enable",
      title: t(enabled ? "systems.disable" : "systems.enable"),
      icon: "status-inactive",
      run: () => change(system, { enabled: !enabled }),
    },
    {
      id: "edit",
      title: t("systems.editPlace"),
      icon: "edit",
      run: () => askSystemAct({ kind: "edit", system: id }),
    },
    {
      id: "properties",
      title: t("systems.edit"),
      icon: "action-settings",
      run: () => void navigate(paths.system(id, "properties")),
    },
    {
      id: "delete-system",
      title: t("systems.delete"),
      icon: "delete",
      run: () => askSystemAct({ kind: "delete", system: id }),
    },
  ];
  return items.filter((item) => item !== false);
}

export const systems: Feature = {
  pages: [
    {
      id: "add-system",
      title: "systems.add",
      view: lazyView(() => import("./AddSystemPage").then((m) => m.AddSystemPage), { ui5: true }),
    },
    {
      id: "deleted-systems",
      title: "systems.deletedPage",
      view: lazyView(() => import("./DeletedPage").then((m) => m.DeletedPage)),
    },
  ],
  commands: [
    { id: "add-system", title: "systems.add", run: () => void navigate(paths.page("add-system")) },
    { id: "deleted-systems", title: "systems.deletedPage", run: () => void navigate(paths.page("deleted-systems")) },
  ],
  systemActions: actions,
  overlays: [SystemDialogs, DropTarget],
};
