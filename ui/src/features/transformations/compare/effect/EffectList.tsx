import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useId, useRef } from "react";
import { call } from "../../../../api/api";
import type { EffectKind } from "../../../../api/generated/EffectKind";
import type { EffectPage } from "../../../../api/generated/EffectPage";
import type { EffectRow } from "../../../../api/generated/EffectRow";
import { usePages } from "../../../../components/grid/pages";
import { ErrorMessage } from "../../../../components/Message";
import { useT } from "../../../../shell/i18n";

interface Props {
  job: string;
  kind: EffectKind;
  running: boolean;
  chosen: EffectRow | undefined;
  onChoose: (row: EffectRow) => void;
}

/** Height of a row, px. */
const ROW = 32;

/** The entities of one kind of effect. One tab stop; arrows walk. */
export function EffectList({ job, kind, running, chosen, onChoose }: Props) {
  const t = useT();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const { total, rowAt, onWindow, error } = usePages<EffectRow, EffectPage>((offset, limit) => ({
    queryKey: ["transformation_effect", { query: { job, kind }, offset, running }],
    queryFn: () => call("transformation_effect", { query: { job, kind, offset, limit } }),
  }));
  const virtual = useVirtualizer({
    count: total ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  const { startIndex = 0, endIndex = 0 } = virtual.range ?? {};
  useEffect(() => onWindow(startIndex, endIndex), [onWindow, startIndex, endIndex]);
  const first = rowAt(0);
  const is = (row: EffectRow | undefined, other = chosen) =>
    row !== undefined && row.id === other?.id && row.entity === other.entity;
  /** The one that no person chose. */
  const proposed = useRef<EffectRow>(undefined);
  const open = !chosen || is(proposed.current);
  const settled = is(first);
  useEffect(() => {
    // The first one is looked at until another is chosen; which one that is turns out when the run has ended.
    if (!first || running || !open || settled) return;
    proposed.current = first;
    onChoose(first);
  }, [first, running, open, settled, onChoose]);

  const items = virtual.getVirtualItems();
  const at = items.find(({ index }) => is(rowAt(index)))?.index;
  const onKeyDown = (event: KeyboardEvent) => {
    const last = (total ?? 0) - 1;
    const to = { ArrowDown: (at ?? -1) + 1, ArrowUp: (at ?? 1) - 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(last, to));
    const row = rowAt(next);
    virtual.scrollToIndex(next);
    if (row) onChoose(row);
  };
  if (error) return <ErrorMessage error={error} />;
  return (
    <div
      ref={scroller}
      className="rows"
      role="listbox"
      aria-label={t(`effect.kind.${kind}`)}
      aria-activedescendant={at === undefined ? undefined : `${id}-${at}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      data-testid="effect-rows"
    >
      <div role="presentation" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = rowAt(index);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys
            <div
              key={index}
              id={`${id}-${index}`}
              role="option"
              aria-selected={is(row)}
              aria-posinset={index + 1}
              aria-setsize={total}
              tabIndex={-1}
              className="row"
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => row && onChoose(row)}
              data-testid={`effect-row-${index}`}
            >
              <span className="ell" title={row?.title}>
                {row?.title ?? ""}
              </span>
              {row && <What row={row} />}
            </div>
          );
        })}
      </div>
    </div>
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
