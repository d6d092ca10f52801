import { useCallback, useRef } from "react";
import type { EffectKind } from "../../../../api/generated/EffectKind";
import type { EffectRow } from "../../../../api/generated/EffectRow";
import { useT } from "../../../../shell/i18n";
import { EffectRows } from "../../EffectRows";

interface Props {
  job: string;
  kind: EffectKind;
  running: boolean;
  chosen: EffectRow | undefined;
  onChoose: (row: EffectRow) => void;
}

const same = (a: EffectRow | undefined, b: EffectRow | undefined) =>
  a !== undefined && a.id === b?.id && a.entity === b.entity;

/** The entities of one kind of effect. */
export function EffectList({ job, kind, running, chosen, onChoose }: Props) {
  const t = useT();
  const latest = useRef({ chosen, onChoose });
  latest.current = { chosen, onChoose };
  /** The one that no person chose. */
  const proposed = useRef<EffectRow>(undefined);
  // The first one is looked at until another is chosen; which one that is turns out when the run has ended.
  const propose = useCallback((first: EffectRow) => {
    const { chosen, onChoose } = latest.current;
    if (same(chosen, first) || (chosen && !same(chosen, proposed.current))) return;
    proposed.current = first;
    onChoose(first);
  }, []);
  return (
    <EffectRows
      label={t(`effect.kind.${kind}`)}
      job={job}
      kind={kind}
      running={running}
      isActive={(row) => same(row, chosen)}
      onActive={(row) => row && onChoose(row)}
      onFirst={propose}
    >
      {(row) => (
        <>
          <span className="ell" title={row.title}>
            {row.title}
          </span>
          <What row={row} />
        </>
      )}
    </EffectRows>
  );
}

function What({ row }: { row: EffectRow }) {
  const t = useT();
  const { kind, values, message } = row;
  return (
    <small className={`ell ${kind}`} title={message}>
      {kind === "changed" ? t("effect.changedValues", { count: values }) : t(`effect.what.${kind}`)}
    </small>
  );
}
