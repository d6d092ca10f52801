import { useEffect, useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import { Button } from "../../components/Button";
import { Strip } from "../../components/Strip";
import { useT } from "../../shell/i18n";
import { useSession } from "../../shell/session";

type Packages = readonly { name: string; licence: string }[];

/** Which version this is, what it is built of, where its log is. */
export function About() {
  const t = useT();
  const { version } = useSession();
  const [error, setError] = useState<AppError>();
  const [packages, setPackages] = useState<Packages>([]);
  useEffect(() => {
    void import("./licences.json").then((module) => setPackages(module.default));
  }, []);
  return (
    <>
      <p data-testid="version">{t("settings.version", { version })}</p>
      <p className="quiet">{t("settings.licence")}</p>
      <div className="zfield">
        <div className="label">{t("settings.logs")}</div>
        <Button onClick={() => void call("open_log_folder", {}).catch(setError)} testid="open-logs">
          {t("settings.openLogs")}
        </Button>
        <div className="hint">{t("settings.logsHint")}</div>
        {error && <Strip severity="error">{error.message}</Strip>}
      </div>
      <details className="licences" data-testid="licences">
        <summary>
          {t("settings.licences")}{" "}
          <span className="quiet">{t("settings.licencesCount", { count: packages.length })}</span>
        </summary>
        <table>
          <tbody>
            {packages.map(({ name, licence }) => (
              <tr key={name}>
                <td>{name}</td>
                <td className="quiet">{licence}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}
