import { useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import { Button } from "../../components/Button";
import { CopyButton } from "../../components/CopyButton";
import { Dialog } from "../../components/Dialog";
import { Refused } from "../../components/Refused";
import { Strip } from "../../components/Strip";
import { textOf, useT } from "../../shell/i18n";
import { isAccount } from "../../shell/isAccount";
import { saveText } from "../../shell/saveText";
import { CsvOptions, type Options } from "./CsvOptions";
import { CsvTable } from "./CsvTable";
import type { ExportProps } from "./ExchangeDialogs";
import { useLatest } from "./useLatest";
import "./exchange.css";

/** The repositories of SAP Identity Management: options, the finished table, and what comes next. */
export function CsvDialog({ systems, chosen, onClose }: ExportProps) {
  const t = useT();
  const accounts = systems.filter(isAccount);
  const [options, setOptions] = useState<Options>({
    systems: new Set(chosen),
    consumer: "",
    method: "put",
    includeUser: false,
    publicUrl: "",
  });
  const [failed, setFailed] = useState<AppError>();
  const [saved, setSaved] = useState<string>();
  const query = {
    systems: accounts.map((s) => s.id).filter((id) => options.systems.has(id)),
    consumer: options.consumer,
    method: options.method,
    includeUser: options.includeUser && options.consumer !== "",
    publicUrl: options.publicUrl,
  };
  const asked = query.systems.length > 0;
  const { answer, error } = useLatest(JSON.stringify(query), asked ? () => call("idm_csv", { query }) : undefined);
  const act = (work: () => Promise<void>) => () => {
    setFailed(undefined);
    work().catch((refused: AppError) => setFailed(refused));
  };
  return (
    <Dialog
      title={t("exchange.csv")}
      onClose={onClose}
      width={64}
      height={42}
      // An address that was just typed is kept first.
      enter={false}
      testid="csv-dialog"
      footer={
        <>
          <CopyButton label={t("common.copy")} text={answer?.text ?? ""} disabled={!answer} />
          <span className="room" />
          <Button onClick={onClose}>{t(saved ? "common.close" : "common.cancel")}</Button>
          <Button
            design="emphasized"
            disabled={!answer}
            onClick={act(async () => setSaved(answer && (await saveText(answer.fileName, answer.text))))}
            testid="csv-save"
          >
            {t("exchange.saveRepositories", { count: query.systems.length })}
          </Button>
        </>
      }
    >
      <div className="zdialog-body zexchange columns">
        <CsvOptions accounts={accounts} options={options} onChange={setOptions} />
        <div className="finished">
          <Refused error={failed ?? error} testid="exchange-refused" />
          {saved && <NextSteps path={saved} />}
          {answer?.notices.map((notice) => (
            <Strip key={notice.text.code} severity={notice.severity}>
              {textOf(notice.text)}
            </Strip>
          ))}
          {asked ? answer && <CsvTable csv={answer} systems={accounts} /> : <p>{t("exchange.chooseSystems")}</p>}
        </div>
      </div>
    </Dialog>
  );
}

function NextSteps({ path }: { path: string }) {
  const t = useT();
  return (
    <Strip testid="csv-next">
      {t("common.saved", { path })} {t("exchange.next")}
      <ol>
        <li>{t("exchange.nextImport")}</li>
        <li>{t("exchange.nextUser")}</li>
        <li>{t("exchange.nextLoad")}</li>
      </ol>
    </Strip>
  );
}
