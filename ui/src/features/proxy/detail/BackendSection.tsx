import type { ProxyCallDetail } from "../../../api/generated/ProxyCallDetail";
import { useT } from "../../../shell/i18n";
import { statusTone } from "../statusTone";
import { Section } from "./Section";

/** What the call cost at the account, each attempt a line. */
export function BackendSection({ detail: { backend, call } }: { detail: ProxyCallDetail }) {
  const t = useT();
  const milliseconds = backend.reduce((sum, one) => sum + one.milliseconds, 0);
  return (
    <Section
      name="backend"
      title={t("proxy.part.backend")}
      sum={t("proxy.backendSum", { count: call.backendCalls, milliseconds })}
    >
      {backend.length === 0 ? (
        <p className="quiet">{t("proxy.noBackend")}</p>
      ) : (
        <ol className="backend">
          {backend.map((one, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a list that is written once
            <li key={i}>
              <span className="mono">{one.method}</span>
              <span className="mono ell" title={one.path}>
                {one.path}
              </span>
              <span className={one.status === undefined ? "negative" : statusTone(one.status)}>
                {one.status ?? t("proxy.noAnswer")}
              </span>
              <span className="numeric">{t("proxy.milliseconds", { milliseconds: one.milliseconds })}</span>
              {one.waited > 0 && (
                <span className="quiet waited">{t("proxy.waited", { milliseconds: one.waited })}</span>
              )}
              {one.failure !== undefined && <span className="why">{one.failure}</span>}
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
