import type { Grant } from "../../../api/generated/Grant";
import { Icon } from "../../../components/Icon";
import { Tag } from "../../../components/Tag";
import { useT } from "../../../shell/i18n";

interface Props {
  grants: readonly Grant[];
  refused: string | undefined;
  onUnassign: (roleCollection: string) => void;
}

/** Role collections of a user, each with who granted it. Only a direct one can be taken away here. */
export function Grants({ grants, refused, onUnassign }: Props) {
  const t = useT();
  if (grants.length === 0) return <p className="znone">{t("users.noGrants")}</p>;
  return (
    <ul className="zgrants">
      {grants.map((grant) => (
        <li key={grant.id}>
          <div className="what">
            <p className="name">
              <span className="ell" title={grant.name}>
                {grant.name}
              </span>
              {grant.critical && (
                <Tag tone="critical" title={t("users.criticalText")}>
                  {t("users.critical")}
                </Tag>
              )}
              {grant.predefined && !grant.critical && <Tag>{t("users.predefined")}</Tag>}
            </p>
            <p className="by">
              {grant.granted.kind === "nested"
                ? t("users.granted.nested", { path: [...grant.granted.path].join(" → ") })
                : t(`users.granted.${grant.granted.kind}`)}
            </p>
          </div>
          {grant.granted.kind !== "direct" ? (
            <NotDirect text={t(grant.granted.kind === "nested" ? "users.notDirect" : "users.notMember")} />
          ) : (
            <button
              type="button"
              className="take"
              aria-label={t("users.removeGrant", { name: grant.name })}
              title={refused ?? t("users.removeGrant", { name: grant.name })}
              aria-disabled={refused !== undefined || undefined}
              data-testid={`unassign-${grant.name}`}
              onClick={() => {
                if (refused === undefined) onUnassign(grant.id);
              }}
            >
              <Icon name="decline" size={12} />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

/** In place of the button that takes away. */
function NotDirect({ text }: { text: string }) {
  return (
    <span className="linked" title={text}>
      <Icon name="chain-link" size={12} label={text} />
    </span>
  );
}
