import type { CredentialFacts } from "../../api/generated/CredentialFacts";
import { DOTS } from "../../components/dots";
import { useFormat, useT } from "../../shell/i18n";

/** What is known of a credential: that it is there, since when, and its certificate. */
export function Credential({ facts }: { facts: CredentialFacts }) {
  const t = useT();
  const format = useFormat();
  const { certificate } = facts;
  return (
    <>
      <span className="dots" role="img" aria-label={t("properties.dots")}>
        {DOTS}
      </span>
      <span className="from" title={format.timestamp(facts.setAt)}>
        {t("properties.kept", { age: format.age(facts.setAt) })}
      </span>
      {facts.otherHost && <span className="finding error">{t("properties.otherHost")}</span>}
      {facts.lost && <span className="finding error">{t("properties.lost")}</span>}
      {certificate && (
        <span
          className={certificate.daysLeft < 30 ? "certificate soon" : "certificate"}
          title={t("properties.issuer", { issuer: certificate.issuer, date: format.timestamp(certificate.notAfter) })}
        >
          {certificate.daysLeft < 0
            ? t("properties.certificateEnded", { subject: certificate.subject })
            : t("properties.certificateEnds", { subject: certificate.subject, days: certificate.daysLeft })}
        </span>
      )}
    </>
  );
}
