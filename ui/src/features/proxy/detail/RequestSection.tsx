import type { ProxyCallDetail } from "../../../api/generated/ProxyCallDetail";
import { useFormat, useT } from "../../../shell/i18n";
import type { ProxyNow } from "../useProxy";
import { Body, NotKept } from "./Body";
import { Section } from "./Section";

/** Methods whose calls bring a body. */
const withBody: readonly string[] = ["POST", "PUT", "PATCH"];

/** What was asked: headers with secrets masked, and the body where it was kept. */
export function RequestSection({ detail, onTrace }: { detail: ProxyCallDetail; onTrace: ProxyNow["act"] }) {
  const t = useT();
  const format = useFormat();
  const { call, headers, requestBody, requestId, tracedUntil } = detail;
  return (
    <Section
      name="request"
      title={t("proxy.part.request")}
      sum={tracedUntil && t("proxy.tracedUntil", { until: format.inSentence(tracedUntil) })}
    >
      <dl className="headers">
        {headers.map(({ name, value }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a header may come twice
          <div key={i}>
            <dt title={name}>{name}</dt>
            <dd title={value}>{value}</dd>
          </div>
        ))}
        {!headers.some(({ name }) => name.toLowerCase() === "x-request-id") && (
          <div>
            <dt>{t("proxy.requestId")}</dt>
            <dd title={requestId}>{requestId}</dd>
          </div>
        )}
      </dl>
      {requestBody !== undefined ? (
        <Body text={requestBody} testid="call-request-body" />
      ) : (
        withBody.includes(call.method) && tracedUntil === undefined && <NotKept detail={detail} onTrace={onTrace} />
      )}
    </Section>
  );
}
