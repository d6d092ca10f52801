import { useEffect, useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { ProxySettings } from "../../api/generated/ProxySettings";
import { Choice } from "../../components/form/Choice";
import { errorAt } from "../../components/Refused";
import { Strip } from "../../components/Strip";
import { tell } from "../../shell/announce";
import { useT } from "../../shell/i18n";
import { saveProxySettings } from "../../shell/proxySettings";
import { Link, paths } from "../../shell/router";
import { TextSetting } from "./forms";

const choices = ["off", "selfSigned", "pem"] as const;

/** Where the proxy listens and is found: exports write it. */
export function ProxyPart() {
  const t = useT();
  const [kept, setKept] = useState<ProxySettings>();
  const [error, setError] = useState<AppError>();
  useEffect(() => {
    call("proxy_settings", {}).then(setKept, setError);
  }, []);
  const refused = (field: string) => errorAt(error, field);
  if (!kept) return error ? <Strip severity="error">{error.message}</Strip> : null;
  const save = async (part: Partial<ProxySettings>) => {
    try {
      setKept(await saveProxySettings({ ...kept, ...part }));
      setError(undefined);
      tell(t("settings.saved"));
    } catch (failed) {
      setError(failed as AppError);
    }
  };
  const number = (text: string) =>
    /^\d+$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 65535 ? undefined : t("settings.bad.port");
  return (
    <>
      {error && !["publicUrl", "port", "certificate", "key", "clientAuthorities"].includes(error.where ?? "") && (
        <Strip severity="error">{error.message}</Strip>
      )}
      <TextSetting
        label={t("settings.publicUrl")}
        hint={t("settings.publicUrlHint")}
        value={kept.publicUrl}
        check={() => undefined}
        refused={refused("publicUrl")}
        onSave={(publicUrl) => void save({ publicUrl })}
        testid="settings-public-url"
      />
      <TextSetting
        label={t("settings.port")}
        hint={t("settings.portHint")}
        value={String(kept.port)}
        check={number}
        refused={refused("port")}
        onSave={(port) => void save({ port: Number(port) })}
        testid="settings-port"
      />
      <Tls kept={kept.tls} refused={refused} onSave={(tls) => void save({ tls })} />
      {kept.tls.kind !== "off" && (
        <TextSetting
          label={t("settings.clientAuthorities")}
          hint={t("settings.clientAuthoritiesHint")}
          value={kept.clientAuthorities ?? ""}
          check={() => undefined}
          refused={refused("clientAuthorities")}
          onSave={(clientAuthorities) => void save({ clientAuthorities })}
          testid="settings-client-authorities"
        />
      )}
      <p className="hint">
        <Link to={paths.page("proxy")}>{t("settings.proxyConsumers")}</Link>
      </p>
    </>
  );
}

interface TlsProps {
  kept: ProxySettings["tls"];
  refused: (field: string) => string | undefined;
  onSave: (tls: ProxySettings["tls"]) => void;
}

/** Off, a pair made here, or two files: those are kept once both are named. */
function Tls({ kept, refused, onSave }: TlsProps) {
  const t = useT();
  const [draft, setDraft] = useState(kept);
  const change = (next: ProxySettings["tls"]) => {
    setDraft(next);
    if (next.kind !== "pem" || (next.certificate && next.key)) onSave(next);
  };
  return (
    <>
      <Choice
        label={t("settings.tls")}
        value={draft.kind}
        options={choices.map((value) => ({ value, title: t(`settings.tls.${value}`) }))}
        onChange={(kind) => change(kind === "pem" ? { kind, certificate: "", key: "" } : { kind })}
        hint={t("settings.tlsHint")}
        testid="settings-tls"
      />
      {draft.kind === "pem" && (
        <>
          <TextSetting
            label={t("settings.tlsCertificate")}
            hint={t("settings.pathHint")}
            value={draft.certificate}
            check={() => undefined}
            refused={refused("certificate")}
            onSave={(certificate) => change({ ...draft, certificate })}
            testid="settings-tls-certificate"
          />
          <TextSetting
            label={t("settings.tlsKey")}
            hint={t("settings.pathHint")}
            value={draft.key}
            check={() => undefined}
            refused={refused("key")}
            onSave={(key) => change({ ...draft, key })}
            testid="settings-tls-key"
          />
        </>
      )}
    </>
  );
}
