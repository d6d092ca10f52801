import type { SystemNode } from "../../api/generated/SystemNode";
import type { MenuItem } from "../../components/Menu";
import { askExchange } from "../../shell/exchange";
import type { Feature } from "../../shell/feature";
import { t } from "../../shell/i18n";
import { isAccount } from "../../shell/isAccount";
import { ExchangeDialogs } from "./ExchangeDialogs";

function actions(system: SystemNode): MenuItem[] {
  const items: MenuItem[] = [
    {
      id: "export-json",
      title: t("exchange.json"),
      run: () => askExchange({ kind: "json", systems: [system.id] }),
    },
  ];
  if (isAccount(system)) {
    items.push({
      id: "export-idm-csv",
      title: t("exchange.csv"),
      run: () => askExchange({ kind: "csv", systems: [system.id] }),
    });
  }
  return items;
}

export const exchange: Feature = {
  systemActions: actions,
  commands: [
    { id: "import", title: "exchange.import", run: () => askExchange({ kind: "import" }) },
    { id: "export-json", title: "exchange.json", run: () => askExchange({ kind: "json", systems: [] }) },
    { id: "export-idm-csv", title: "exchange.csv", run: () => askExchange({ kind: "csv", systems: [] }) },
  ],
  overlays: [ExchangeDialogs],
};
