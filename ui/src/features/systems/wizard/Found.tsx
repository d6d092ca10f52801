import type { FoundCredential } from "../../../api/generated/FoundCredential";
import { DOTS } from "../../../components/dots";
import { Tag } from "../../../components/Tag";
import { useT } from "../../../shell/i18n";
import { date } from "../../../shell/i18n/format";

const DAY = 24 * 60 * 60 * 1000;

/** What a found credential says. Its secret is not in the page. */
export function Found({ found, systemName }: { found: FoundCredential; systemName?: string | undefined }) {
  const t = useT();
  const rows = [
    ["clientId", found.clientId],
    ["region", found.region],
    ["subdomain", found.subdomain],
    ["subaccount", found.subaccountId],
    ["level", found.level && t(`level.${found.level}`)],
    ["url", found.url],
    ["tokenUrl", found.tokenUrl],
  ] as const;
  const days = found.certificate && Math.floor((Date.parse(found.certificate.notAfter) - Date.now()) / DAY);
  return (
    <div className="zfound" data-testid="found">
      <dl>
        {rows
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{t(`wizard.found.${name}`)}</dt>
              <dd className={name === "level" || name === "region" ? undefined : "mono"}>{value}</dd>
            </div>
          ))}
        {found.certificate && days !== undefined && (
          <div>
            <dt>{t("wizard.found.certificate")}</dt>
            <dd>
              <span className="mono">{found.certificate.subject}</span>{" "}
              <span className={days < 30 ? "critical" : "quiet"}>
                {days < 0
                  ? t("wizard.certificateEnded", { date: date(found.certificate.notAfter) })
                  : t("wizard.certificateEnds", { days, date: date(found.certificate.notAfter) })}
              </span>
            </dd>
          </div>
        )}
        <div>
          <dt>{t(found.certificate ? "wizard.found.key" : "wizard.found.secret")}</dt>
          <dd className="mono" data-testid="found-secret">
            {found.hasSecret ? DOTS : t("wizard.noSecret")}
          </dd>
        </div>
      </dl>
      {found.readOnly && <Tag tone="information">{t("wizard.readOnly")}</Tag>}
      {systemName && <Tag tone="critical">{t("wizard.known", { name: systemName })}</Tag>}
    </div>
  );
}
