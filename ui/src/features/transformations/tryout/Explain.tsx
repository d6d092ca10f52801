import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useId, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { ExplainedMapping } from "../../../api/generated/ExplainedMapping";
import type { TextPlace } from "../../../api/generated/TextPlace";
import type { Tried } from "../../../api/generated/Tried";
import { EntityCondition, ExplainRow, lookOf } from "../../../components/explain/ExplainRow";
import { useT } from "../../../shell/i18n";
import { isIn } from "./choice";
import type { Try } from "./useTry";

interface Props {
  attempt: Try;
  tried: Tried;
  cursor: TextPlace;
  onGo: (place: TextPlace, focus?: boolean) => void;
}

/** Height of a line and of what is around the lines of a row, px: an estimate, rows are measured. */
const LINE = 18;
const AROUND = 27;
/** Rows that Page Up and Page Down pass. */
const PAGE = 8;

/** What each mapping did with the entity: a row each, the one at the cursor in sight. */
export function Explain({ attempt, tried, cursor, onGo }: Props) {
  const t = useT();
  const id = useId();
  const broken = tried.ended.kind === "broken";
  const shown = broken ? attempt.good : tried;
  const mappings = shown?.mappings ?? none;
  const [active, setActive] = useActive(mappings, cursor);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: mappings.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => {
      const mapping = mappings[index];
      return AROUND + LINE * (mapping ? mapping.functions.length + 1 : 1);
    },
    overscan: 8,
  });
  const before = useRef(active);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another current mapping scrolls
  useLayoutEffect(() => {
    // The one that was current folds and the one that is opens: a scroll must know it, and overlooks it by itself.
    for (const index of [before.current, active]) {
      const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
      if (row) virtual.resizeItem(index, row.offsetHeight);
    }
    before.current = active;
    if (active >= 0) virtual.scrollToIndex(active);
  }, [active]);

  const failed = mappings.findIndex(({ outcome }) => outcome === "failed");
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another failure scrolls, and not away from the cursor
  useLayoutEffect(() => {
    if (failed >= 0 && active < 0) virtual.scrollToIndex(failed);
  }, [failed]);

  const go = (index: number, focus: boolean) => {
    const mapping = mappings[index];
    if (!mapping) return;
    setActive(index);
    onGo(mapping.range.from, focus);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = mappings.length - 1;
    const to: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + PAGE,
      PageUp: active - PAGE,
      Home: 0,
      End: last,
      Enter: active,
    };
    const next = to[event.key];
    if (next === undefined || event.altKey) return;
    event.preventDefault();
    go(Math.max(0, Math.min(last, next)), event.key === "Enter");
  };
  if (!shown || mappings.length === 0) {
    return shown && <p className="quiet nothing">{t("try.noMappings")}</p>;
  }
  return (
    <div className={broken ? "zexplain stale" : "zexplain"} data-testid="explain">
      {shown.entityCondition && <EntityCondition of={shown.entityCondition} />}
      <div ref={scroller} className="scroll">
        <div
          role="listbox"
          aria-label={t("try.view.explain")}
          aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
          tabIndex={0}
          style={{ height: virtual.getTotalSize() }}
          onKeyDown={onKeyDown}
        >
          {virtual.getVirtualItems().map(({ index, start }) => {
            const mapping = mappings[index];
            if (!mapping) return null;
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys
              <div
                key={index}
                ref={virtual.measureElement}
                id={`${id}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                aria-posinset={index + 1}
                aria-setsize={mappings.length}
                data-index={index}
                className={`row ${lookOf(mapping.outcome).look}${index === active ? " current" : ""}`}
                style={{ transform: `translateY(${start}px)` }}
                onClick={() => go(index, false)}
                data-testid="explained"
              >
                <ExplainRow mapping={mapping} current={index === active} />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

const none: ExplainedMapping[] = [];

/** The mapping at the cursor; one that was chosen here stays until the cursor is in another one. */
function useActive(mappings: readonly ExplainedMapping[], { line, column }: TextPlace) {
  const at = useMemo(() => mappings.findIndex(({ range }) => isIn({ line, column }, range)), [mappings, line, column]);
  const [active, setActive] = useState(at);
  const [seen, setSeen] = useState(at);
  if (seen !== at) {
    setSeen(at);
    setActive(at);
  }
  return [Math.min(active, mappings.length - 1), setActive] as const;
}
