import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef } from "react";
import type { PropertyCategory } from "../../api/generated/PropertyCategory";
import type { PropertyFinding } from "../../api/generated/PropertyFinding";
import { useT } from "../../shell/i18n";
import { categories, type Row } from "./draft";
import { PropertyField } from "./PropertyField";
import { PropertyValue } from "./PropertyValue";
import type { Editing } from "./useProperties";

interface Props {
  rows: readonly Row[];
  editing: Editing;
  /** What was just added: it comes into sight and gets the focus. */
  fresh: string | undefined;
  /** A credential is to be entered anew. */
  onReplace: (row: Row) => void;
}

type Item = { kind: "heading"; category: PropertyCategory } | { kind: "row"; row: Row };

/** Fewer are drawn as they are; beyond, only what is seen. */
const PLAIN = 80;
const none: PropertyFinding[] = [];

/** Rows under the headings of their kinds. */
export function PropertyList({ rows, editing, fresh, onReplace }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const items = useMemo(() => itemsOf(rows), [rows]);
  const findings = useMemo(() => byProperty(editing.findings), [editing.findings]);
  const long = items.length > PLAIN;
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (editing.draft ? 76 : 34),
    getItemKey: (index) => keyOf(items[index]),
    overscan: 8,
    enabled: long,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it was added
  useEffect(() => {
    if (fresh === undefined) return;
    if (long) virtual.scrollToIndex(items.findIndex((item) => keyOf(item) === fresh));
    const focus = () =>
      scroller.current?.querySelector<HTMLElement>(`[data-testid="${CSS.escape(`field-${fresh}`)}"]`)?.focus();
    // Behind the dialog, which gives the focus back where it was.
    const timer = setTimeout(focus, 100);
    return () => clearTimeout(timer);
  }, [fresh]);
  const draw = (item: Item) =>
    item.kind === "heading" ? (
      <Heading category={item.category} />
    ) : editing.draft ? (
      <PropertyField
        row={item.row}
        draft={editing.draft}
        findings={findings.get(item.row.name) ?? none}
        refused={editing.error?.where === item.row.name ? editing.error : undefined}
        destination={editing.stored?.destination?.name}
        onChange={editing.change}
      />
    ) : (
      <PropertyValue
        row={item.row}
        findings={findings.get(item.row.name) ?? none}
        destination={editing.stored?.destination?.name}
        onReplace={onReplace}
      />
    );
  return (
    // The keyboard scrolls what has no field to go to.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <div ref={scroller} className={editing.draft ? "rows form" : "rows"} tabIndex={0} data-testid="properties-rows">
      {long ? (
        <div style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {virtual.getVirtualItems().map((shown) => {
            const item = items[shown.index];
            return (
              item && (
                <div
                  key={shown.key}
                  ref={virtual.measureElement}
                  data-index={shown.index}
                  className="placed"
                  style={{ transform: `translateY(${shown.start}px)` }}
                >
                  {draw(item)}
                </div>
              )
            );
          })}
        </div>
      ) : (
        items.map((item) => <div key={keyOf(item)}>{draw(item)}</div>)
      )}
    </div>
  );
}

function Heading({ category }: { category: PropertyCategory }) {
  const t = useT();
  return <h2>{t(`properties.category.${category}`)}</h2>;
}

function byProperty(findings: readonly PropertyFinding[]): Map<string, PropertyFinding[]> {
  const found = new Map<string, PropertyFinding[]>();
  for (const finding of findings) found.set(finding.property, [...(found.get(finding.property) ?? []), finding]);
  return found;
}

const keyOf = (item: Item | undefined): string =>
  item === undefined ? "" : item.kind === "heading" ? `# ${item.category}` : item.row.name;

function itemsOf(rows: readonly Row[]): Item[] {
  return categories.flatMap((category) => {
    const of = rows.filter((row) => row.category === category);
    return of.length === 0
      ? []
      : [{ kind: "heading", category } as Item, ...of.map((row): Item => ({ kind: "row", row }))];
  });
}
