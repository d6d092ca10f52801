import { useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Refused } from "../../components/Refused";
import { Strip } from "../../components/Strip";
import { useT } from "../../shell/i18n";
import { saveText } from "../../shell/saveText";
import type { ExportProps } from "./ExchangeDialogs";
import { PickSystems } from "./PickSystems";
import "./exchange.css";

/** Systems as the JSON of SAP Cloud Identity Services. */
export function JsonDialog({ systems, chosen, onClose }: ExportProps) {
  const t = useT();
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set(chosen));
  const [history, setHistory] = useState(false);
  const [error, setError] = useState<AppError>();
  const [saved, setSaved] = useState<string>();
  const write = async () => {
    try {
      const query = { systems: systems.map((s) => s.id).filter((id) => ids.has(id)), history };
      const file = await call("export_json", { query });
      setError(undefined);
      setSaved(await saveText(file.fileName, file.text));
    } catch (refused) {
      setError(refused as AppError);
    }
  };
  return (
    <Dialog
      title={t("exchange.json")}
      onClose={onClose}
      testid="json-dialog"
      footer={
        <>
          <Button onClick={onClose}>{t(saved ? "common.close" : "common.cancel")}</Button>
          <Button design="emphasized" disabled={ids.size === 0} onClick={() => void write()} testid="json-save">
            {t("exchange.saveSystems", { count: ids.size })}
          </Button>
        </>
      }
    >
      <div className="zdialog-body zexchange">
        <Refused error={error} testid="exchange-refused" />
        {saved && <Strip testid="json-saved">{t("common.saved", { path: saved })}</Strip>}
        <PickSystems systems={systems} chosen={ids} onChange={setIds} />
        <label className="option">
          <input
            type="checkbox"
            checked={history}
            onChange={(event) => setHistory(event.target.checked)}
            data-testid="json-history"
          />
          {t("exchange.history")}
        </label>
        <p className="hint">{t("exchange.historyHint")}</p>
        <p className="hint">{t("exchange.jsonHint")}</p>
      </div>
    </Dialog>
  );
}
