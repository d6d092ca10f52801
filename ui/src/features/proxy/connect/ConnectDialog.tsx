import { type ReactNode, useState } from "react";
import type { Consumer } from "../../../api/generated/Consumer";
import type { ProxyState } from "../../../api/generated/ProxyState";
import type { SystemNode } from "../../../api/generated/SystemNode";
import { Button } from "../../../components/Button";
import { CopyButton } from "../../../components/CopyButton";
import { Dialog } from "../../../components/Dialog";
import { Choice } from "../../../components/form/Choice";
import { Strip } from "../../../components/Strip";
import { askExchange } from "../../../shell/exchange";
import { useT } from "../../../shell/i18n";
import { Link, paths } from "../../../shell/router";
import { addressesOf, curlOf, hostOf } from "./addresses";
import "./connect.css";

interface Props {
  system: SystemNode;
  state: ProxyState;
  consumers: readonly Consumer[];
  /** Id of the consumer that is proposed; none: the first. */
  chosen: string | undefined;
  onClose: () => void;
}

/** Domain of the Neo environment in Shanghai (SAP's page on XS Advanced UAA as proxy system, note of September 2020). */
const shanghai = "dispatcher.cn1.platform.sapcloud.cn";

/** All that a consumer is told to reach the proxy of a system, ready to be copied. */
export function ConnectDialog({ system, state, consumers, chosen, onClose }: Props) {
  const t = useT();
  const [id, setId] = useState(chosen ?? consumers[0]?.id);
  const consumer = consumers.find((one) => one.id === id);
  const addresses = addressesOf(state.base, system.id);
  const settings = (inner: ReactNode[]) => (
    <Link to={paths.page("settings", "proxy")} onClick={onClose}>
      {inner}
    </Link>
  );
  return (
    <Dialog
      title={t("proxy.connectTitle", { name: system.name })}
      width={60}
      height={40}
      onClose={onClose}
      testid="connect-dialog"
      footer={<Button onClick={onClose}>{t("common.close")}</Button>}
    >
      <div className="zdialog-body zconnect">
        {!state.systems.includes(system.id) && <Strip severity="warning">{t("proxy.connectOff")}</Strip>}
        {state.loopback && (
          <Strip severity="warning" testid="connect-loopback">
            {t.rich("proxy.connectLoopback", { host: hostOf(state.base), a: settings })}
          </Strip>
        )}
        {!state.tls && (
          <Strip severity="warning" testid="connect-plain">
            {t.rich("proxy.connectPlain", { a: settings })}
          </Strip>
        )}

        <h3>{t("proxy.addresses")}</h3>
        <Value label={t("proxy.address.service")} value={addresses.service} testid="connect-service" />
        <Value label={t("proxy.address.api")} value={addresses.api} testid="connect-api" />
        <Value label={t("proxy.address.certificate")} value={addresses.certificate} testid="connect-certapi" />

        <h3>{t("consumers.signIn")}</h3>
        {consumer ? (
          <>
            <Choice
              label={t("proxy.consumer")}
              value={consumer.id}
              options={consumers.map((one) => ({
                value: one.id,
                title: one.id,
                detail: t(`consumers.signIn.${one.signIn}`),
              }))}
              onChange={setId}
              testid="connect-consumer"
            />
            <SignIn consumer={consumer} token={addresses.token} />
            <Value label={t("proxy.curl")} value={curlOf(addresses, consumer)} lines testid="connect-curl" />
          </>
        ) : (
          <p className="quiet">{t("proxy.connectNobody")}</p>
        )}

        <h3>{t("proxy.idm")}</h3>
        <ol className="steps">
          <li>
            {t("proxy.idmExport")}{" "}
            <button
              type="button"
              className="zlink"
              onClick={() => {
                onClose();
                askExchange({ kind: "csv", systems: [system.id] });
              }}
              data-testid="connect-csv"
            >
              {t("exchange.csv")}
            </button>
          </li>
          <li>{t("exchange.nextImport")}</li>
          <li>
            {t("exchange.nextUser")}
            {consumer && consumer.signIn !== "certificate" && (
              <Value label="AUTH_USER" value={consumer.id} testid="connect-auth-user" />
            )}
          </li>
          <li>{t("exchange.nextLoad")}</li>
        </ol>
        <p>
          {t.rich("proxy.shanghai", { shanghai: <code>{shanghai}</code>, host: <code>{hostOf(state.base)}</code> })}
        </p>
        <Value label="SCIM_HOST" value={hostOf(state.base)} testid="connect-host" />

        <h3>{t("proxy.advice")}</h3>
        <div className="advice">
          <p data-testid="connect-advice">{t("proxy.adviceText")}</p>
          <Copy label={t("proxy.advice")} value={t("proxy.adviceText")} />
        </div>
      </div>
    </Dialog>
  );
}

/** What the consumer shows. */
function SignIn({ consumer: { id, signIn, subject }, token }: { consumer: Consumer; token: string }) {
  const t = useT();
  if (signIn === "certificate") {
    return (
      <Value label={t(`proxy.shows.${signIn}`)} value={subject ?? ""} hint={t("proxy.certificateHint")} lines={false} />
    );
  }
  return (
    <>
      <Value label={t(`proxy.shows.${signIn}`)} value={id} />
      {signIn === "oauth" && (
        <Value label={t("proxy.tokenUrl")} value={token} hint={t("proxy.grant")} testid="connect-token" />
      )}
      <p className="quiet">{t("proxy.secretHint")}</p>
    </>
  );
}

interface ValueProps {
  label: string;
  value: string;
  hint?: string;
  /** It may have several lines. */
  lines?: boolean;
  testid?: string;
}

/** A value that is typed in elsewhere: with its copy. */
function Value({ label, value, hint, lines = false, testid }: ValueProps) {
  return (
    <div className={lines ? "value lines" : "value"}>
      <span className="label">{label}</span>
      {lines ? (
        <pre className="mono" data-testid={testid}>
          {value}
        </pre>
      ) : (
        <code className="mono ell" title={value} data-testid={testid}>
          {value}
        </code>
      )}
      <Copy label={label} value={value} />
      {hint && <span className="hint">{hint}</span>}
    </div>
  );
}

function Copy({ label, value }: { label: string; value: string }) {
  const t = useT();
  return <CopyButton bare label={t("proxy.copy", { label })} text={value} />;
}
