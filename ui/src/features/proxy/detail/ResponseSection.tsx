import type { ProxyCallDetail } from "../../../api/generated/ProxyCallDetail";
import { useT } from "../../../shell/i18n";
import type { ProxyNow } from "../useProxy";
import { Body, NotKept } from "./Body";
import { Section } from "./Section";

/** What was answered. */
export function ResponseSection({ detail, onTrace }: { detail: ProxyCallDetail; onTrace: ProxyNow["act"] }) {
  const t = useT();
  const { responseBody, responseBytes, responseType } = detail;
  return (
    <Section
      name="response"
      title={t("proxy.part.response")}
      sum={
        responseBytes > 0
          ? [responseType, t("proxy.bytes", { count: responseBytes })].filter(Boolean).join(", ")
          : undefined
      }
    >
      {responseBody !== undefined && responseBody !== "" ? (
        <Body text={responseBody} testid="call-response-body" />
      ) : responseBytes === 0 ? (
        <p className="quiet">{t("proxy.noBody")}</p>
      ) : (
        <NotKept detail={detail} onTrace={onTrace} />
      )}
    </Section>
  );
}
