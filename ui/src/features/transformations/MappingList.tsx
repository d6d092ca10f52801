import type { MappingChangeKind } from "../../api/generated/MappingChangeKind";
import type { TextPlace } from "../../api/generated/TextPlace";
import type { TransformationCheck } from "../../api/generated/TransformationCheck";
import { useFormat, useT } from "../../shell/i18n";
import { ChangeBadge } from "./ChangeBadge";

interface Props {
  check: TransformationCheck | undefined;
  /** The text is torn: this is how it last was. */
  stale: boolean;
  /** Line of the cursor, from 1. */
  line: number;
  onGo: (place: TextPlace) => void;
}

/** The mappings by entity type, each leading to its place in the text. */
export function MappingList({ check, stale, line, onGo }: Props) {
  const t = useT();
  const { number } = useFormat();
  const all = check?.entities.reduce((sum, group) => sum + group.mappings.length, 0);
  return (
    <nav className={stale ? "zmappings stale" : "zmappings"} aria-label={t("transformations.mappings")}>
      <h2>
        {t("transformations.mappings")} {all !== undefined && <i>{number(all)}</i>}
      </h2>
      {stale && <p className="note">{t("transformations.stale")}</p>}
      <div className="scroll">
        {check?.entities.map((group, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a text may name an entity type twice
          <section key={`${i} ${group.name}`} aria-label={group.name}>
            <h3>
              {group.name} <i>{number(group.mappings.length)}</i>
            </h3>
            <ol>
              {group.mappings.map(({ title, range, change }, n) => (
                <li key={`${range.from.line}:${range.from.column}`}>
                  <button
                    type="button"
                    aria-current={(line >= range.from.line && line <= range.to.line) || undefined}
                    title={title}
                    onClick={() => onGo(range.from)}
                    data-testid="mapping"
                  >
                    <span className="n">{n + 1}</span>
                    <span className="ell">{title || t("transformations.noTarget")}</span>
                    {change && <ChangeBadge kind={change satisfies MappingChangeKind} />}
                  </button>
                </li>
              ))}
            </ol>
          </section>
        ))}
        {check !== undefined && check.removed > 0 && (
          <p className="note">{t("transformations.removed", { count: check.removed })}</p>
        )}
      </div>
    </nav>
  );
}
