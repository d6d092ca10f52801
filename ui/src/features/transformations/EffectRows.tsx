import { type KeyboardEvent, type ReactNode, useEffect, useId } from "react";
import type { EffectKind } from "../../api/generated/EffectKind";
import type { EffectPage } from "../../api/generated/EffectPage";
import type { EffectRow } from "../../api/generated/EffectRow";
import { usePages, useSeenRows } from "../../components/grid/pages";
import { ErrorMessage } from "../../components/Message";
import { reading } from "../../shell/data";
import { useT } from "../../shell/i18n";

/** Height of a row, px. */
const ROW = 32;
/** Rows that Page Up and Page Down go over. */
const PAGE = 10;

interface Props {
  label: string;
  job: string;
  /** None: those of every kind. */
  kind: EffectKind | undefined;
  /** Rows still come: they are asked for again when that ends. */
  running: boolean;
  isActive: (row: EffectRow | undefined, index: number) => boolean;
  /** The keys came to a row, or it was pressed. */
  onActive: (row: EffectRow | undefined, index: number) => void;
  /** Enter, or a press. */
  onOpen?: (row: EffectRow) => void;
  /** The first one is there. */
  onFirst?: (row: EffectRow) => void;
  children: (row: EffectRow) => ReactNode;
}

/** The entities that a run found, one under the other. One tab stop; arrows walk. */
export function EffectRows({ label, job, kind, running, isActive, onActive, onOpen, onFirst, children }: Props) {
  const t = useT();
  const id = useId();
  const { total, rowAt, onWindow, error } = usePages<EffectRow, EffectPage>((offset, limit) => {
    const asked = reading("transformation_effect", { query: { job, ...(kind && { kind }), offset, limit } });
    return { queryFn: asked.queryFn, queryKey: [...asked.queryKey, running] };
  });
  const { scroller, virtual } = useSeenRows({ total, onWindow }, () => ROW, 10);
  const first = rowAt(0);
  useEffect(() => {
    if (first && !running) onFirst?.(first);
  }, [first, running, onFirst]);

  const items = virtual.getVirtualItems();
  const at = items.find(({ index }) => isActive(rowAt(index), index))?.index;
  const onKeyDown = (event: KeyboardEvent) => {
    const last = (total ?? 0) - 1;
    const from = at ?? -1;
    const row = rowAt(from);
    const to: Record<string, number> = {
      ArrowDown: from + 1,
      ArrowUp: Math.max(from, 1) - 1,
      PageDown: from + PAGE,
      PageUp: from - PAGE,
      Home: 0,
      End: last,
    };
    const wanted = to[event.key];
    if (event.key === "Enter" && onOpen && row) onOpen(row);
    else if (wanted === undefined || event.altKey) return;
    else {
      const next = Math.max(0, Math.min(last, wanted));
      virtual.scrollToIndex(next);
      onActive(rowAt(next), next);
    }
    event.preventDefault();
  };
  if (error) return <ErrorMessage error={error} />;
  if (total === 0) return <p className="quiet nothing">{t("try.nothingDiffers")}</p>;
  return (
    <div
      ref={scroller}
      className="zeffect-rows"
      role="listbox"
      aria-label={label}
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
              aria-selected={isActive(row, index)}
              aria-posinset={index + 1}
              aria-setsize={total}
              tabIndex={-1}
              className="row"
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => {
                onActive(row, index);
                if (row) onOpen?.(row);
              }}
              data-testid={`effect-row-${index}`}
            >
              {row && children(row)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
