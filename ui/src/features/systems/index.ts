import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { SystemNode } from "../../api/generated/SystemNode";
import type { MenuItem } from "../../components/Menu";
import { announce } from "../../shell/announce";
import type { Feature } from "../../shell/feature";
import { t } from "../../shell/i18n";
import { lazyView } from "../../shell/lazyView";
import { navigate, paths } from "../../shell/router";
import { askSystemAct } from "../../shell/systemActs";
import { DropTarget } from "./DropTarget";
import { SystemDialogs } from "./SystemDialogs";

function actions(system: SystemNode): MenuItem[] {
  const { id, enabled, state } = system;
  const account = state !== "folder";
  const items: MenuItem[] = [
    {
      id: "edit-system",
      title: t("systems.edit"),
      icon: "edit",
      run: () => void navigate(paths.page("edit-system", id)),
    },
  ];
  if (account) {
    items.push({
      id: "test",
      title: t("systems.testConnection"),
      icon: "sys-enter-2",
      run: () => askSystemAct({ kind: "test", system: id }),
    });
    if (!system.demo) {
      items.push({
        id: "rotate",
        title: t("wizard.rotate"),
        icon: "locked",
        run: () => askSystemAct({ kind: "rotate", system: id }),
      });
    }
    items.push({
      id: "enable",
      title: t(enabled ? "systems.disable" : "systems.enable"),
      icon: "status-inactive",
      run: () => {
        call("system_update", { id, edit: { enabled: !enabled } }).catch((e: AppError) =>
          announce(e.message, "urgent"),
        );
      },
    });
  } else {
    items.push({
      id: "add-below",
      title: t("systems.add"),
      icon: "add",
      run: () => void navigate(paths.page("add-system", undefined, { parent: id })),
    });
  }
  items.push({
    id: "delete-system",
    title: t("systems.delete"),
    icon: "delete",
    run: () => askSystemAct({ kind: "delete", system: id }),
  });
  return items;
}

export const systems: Feature = {
  pages: [
    {
      id: "add-system",
      title: "systems.add",
      view: lazyView(() => import("./SystemPages").then((m) => m.AddSystemPage), { ui5: true }),
    },
    {
      id: "edit-system",
      title: "systems.edit",
      view: lazyView(() => import("./SystemPages").then((m) => m.EditSystemPage), { ui5: true }),
    },
  ],
  commands: [{ id: "add-system", title: "systems.add", run: () => void navigate(paths.page("add-system")) }],
  systemActions: actions,
  overlays: [SystemDialogs, DropTarget],
};
