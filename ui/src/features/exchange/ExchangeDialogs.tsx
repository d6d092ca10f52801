import { Suspense } from "react";
import type { SystemNode } from "../../api/generated/SystemNode";
import { useReading } from "../../shell/data";
import { endExchange, useExchange } from "../../shell/exchange";
import { lazyView } from "../../shell/lazyView";
import type { ImportProps } from "./ImportDialog";

export interface ExportProps {
  /** All that can be chosen. */
  systems: readonly SystemNode[];
  /** Ids of those that are chosen at first. */
  chosen: readonly string[];
  onClose: () => void;
}

const CsvDialog = lazyView<ExportProps>(() => import("./CsvDialog").then((m) => m.CsvDialog), { ui5: true });
const JsonDialog = lazyView<ExportProps>(() => import("./JsonDialog").then((m) => m.JsonDialog), { ui5: true });
const ImportDialog = lazyView<ImportProps>(() => import("./ImportDialog").then((m) => m.ImportDialog), {
  ui5: true,
});

/** The dialogs of export and import, wherever they were asked for. */
export function ExchangeDialogs() {
  const exchange = useExchange();
  const { data } = useReading("landscape", {}, { enabled: exchange !== undefined });
  if (!exchange) return null;
  if (exchange.kind === "import") {
    return (
      <Suspense>
        <ImportDialog start={exchange.plan} onClose={endExchange} />
      </Suspense>
    );
  }
  if (!data) return null;
  const Dialog = exchange.kind === "csv" ? CsvDialog : JsonDialog;
  return (
    <Suspense>
      <Dialog key={exchange.kind} systems={data.systems} chosen={exchange.systems} onClose={endExchange} />
    </Suspense>
  );
}
