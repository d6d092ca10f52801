import type { MappingChangeKind } from "../../api/generated/MappingChangeKind";
import { useT } from "../../shell/i18n";

/** How a kind of change is written in lists and filters. */
export const changeSigns = { added: "+", removed: "−", changed: "~", moved: "↕" } as const;

/** How a mapping is different, by sign and colour. */
export function ChangeBadge({ kind }: { kind: MappingChangeKind }) {
  const t = useT();
  const title = t(`transformations.change.${kind}`);
  return (
    <span className={`zchange-badge ${kind}`} role="img" aria-label={title} title={title}>
      {changeSigns[kind]}
    </span>
  );
}
