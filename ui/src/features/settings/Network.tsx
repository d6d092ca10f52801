import type { Settings } from "../../api/generated/Settings";
import { Choice } from "../../components/form/Choice";
import { errorAt, errorText } from "../../components/Refused";
import { useT } from "../../shell/i18n";
import { TextSetting } from "./forms";
import { NumberSetting } from "./NumberSetting";
import { useSettings } from "./useSettings";

const choices: readonly Settings["proxy"][] = ["system", "none", "manual"];
const anything = () => undefined;

/** The way to the accounts: proxy, whom to trust besides those this computer trusts, and how fast to ask. */
export function Network() {
  const t = useT();
  const { settings, save, error } = useSettings();
  const refused = (field: string) => (error && !error.where ? errorText(error) : errorAt(error, field));
  return (
    <>
      <Choice
        label={t("settings.networkProxy")}
        value={settings.proxy}
        options={choices.map((value) => ({ value, title: t(`settings.proxy.${value}`) }))}
        onChange={(proxy) => void save({ proxy })}
        hint={t("settings.proxyHint")}
        testid="settings-proxy"
      />
      <TextSetting
        label={t("settings.proxyAddress")}
        hint={t("settings.proxyAddressHint")}
        value={settings.proxyAddress}
        check={anything}
        refused={refused("proxyAddress")}
        // Who enters one wants it.
        onSave={(proxyAddress) => void save({ proxyAddress, proxy: proxyAddress ? "manual" : "system" })}
        testid="settings-proxy-address"
      />
      <TextSetting
        label={t("settings.certificateFile")}
        hint={t("settings.certificateFileHint")}
        value={settings.certificateFile}
        check={anything}
        refused={refused("certificateFile")}
        onSave={(certificateFile) => void save({ certificateFile })}
        testid="settings-certificates"
      />
      <NumberSetting
        field="requestsPerSecond"
        least={0}
        most={1000}
        label={t("settings.pace")}
        hint={t("settings.paceHint")}
        wrong={t("settings.paceWrong")}
        testid="settings-pace"
      />
    </>
  );
}
