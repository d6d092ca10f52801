import type { IdleChange } from "../../api/generated/IdleChange";
import { useT } from "../../shell/i18n";

const reasons = ["missing", "condition", "otherOperation", "ignored", "ran"] as const;

/** Why changes show in none of the entities: what their mappings did. */
export function IdleChanges({ changes }: { changes: readonly IdleChange[] }) {
  const t = useT();
  const why = (change: IdleChange) => {
    const { lookedAt, entity } = change;
    const counted = t(entity === "user" ? "effect.users" : entity === "group" ? "effect.groups" : "effect.others", {
      count: lookedAt,
      entity,
    });
    const whole = reasons.find((reason) => change[reason] === lookedAt);
    if (whole) return t(`effect.because.${whole}.all`, { counted });
    const parts = reasons.filter((reason) => change[reason] > 0);
    if (parts.length === 0) return t("effect.because.unreached", { counted });
    const said = parts.map((reason) => t(`effect.because.${reason}.some`, { count: change[reason] }));
    return t("effect.because.mixed", { counted, parts: said.join(", ") });
  };
  if (changes.length === 0) return null;
  return (
    <section className="zidle" data-testid="idle-changes">
      <h4>{t("effect.because")}</h4>
      <ul>
        {changes.map((change) => (
          <li key={`${change.entity} ${change.removed} ${change.number}`}>
            <code>{change.title}</code> <span>{why(change)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
