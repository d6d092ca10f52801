import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useMemo, useRef } from "react";
import type { MappingEntry } from "../../api/generated/MappingEntry";
import type { TextPlace } from "../../api/generated/TextPlace";
import type { TransformationCheck } from "../../api/generated/TransformationCheck";
import { Button } from "../../components/Button";
import { useFormat, useT } from "../../shell/i18n";
import { ChangeBadge } from "./ChangeBadge";

interface Props {
  check: TransformationCheck | undefined;
  /** The text is torn: this is how it last was. */
  stale: boolean;
  /** Line of the cursor, from 1. */
  line: number;
  onGo: (place: TextPlace) => void;
  onFold: () => void;
}

type Row = { name: string; count: number } | { number: number; mapping: MappingEntry };

/** Height of a row, px. */
const ROW = 26;

const none: Row[] = [];

/** The mappings by entity type, each leading to its place in the text. */
export function MappingList({ check, stale, line, onGo, onFold }: Props) {
  const t = useT();
  const { number } = useFormat();
  const rows = useMemo(() => check?.entities.flatMap(rowsOf) ?? none, [check]);
  const current = rows.findIndex(
    (row) => "mapping" in row && line >= row.mapping.range.from.line && line <= row.mapping.range.to.line,
  );
  const all = check?.entities.reduce((sum, group) => sum + group.mappings.length, 0);
  return (
    <nav className={stale ? "zmappings stale" : "zmappings"} aria-label={t("transformations.mappings")}>
      <header className="zpane-head">
        <h2>
          {t("transformations.mappings")} {all !== undefined && <i>{number(all)}</i>}
        </h2>
        <span className="room" />
        <Button
          design="transparent"
          icon="close-command-field"
          tooltip={t("transformations.foldMappings")}
          aria-expanded={true}
          onClick={onFold}
          testid="fold-mappings"
        />
      </header>
      {stale && <p className="note">{t("transformations.stale")}</p>}
      <Rows rows={rows} current={current} onGo={onGo} />
      {check !== undefined && check.removed > 0 && (
        <p className="note">{t("transformations.removed", { count: check.removed })}</p>
      )}
    </nav>
  );
}

function rowsOf({ name, mappings }: TransformationCheck["entities"][number]): Row[] {
  return [{ name, count: mappings.length }, ...mappings.map((mapping, i) => ({ number: i + 1, mapping }))];
}

interface RowsProps {
  rows: readonly Row[];
  current: number;
  onGo: (place: TextPlace) => void;
}

/** Drawn again when the list or the current mapping is another one: not at each key. */
const Rows = memo(function Rows({ rows, current, onGo }: RowsProps) {
  const t = useT();
  const { number } = useFormat();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
  });
  return (
    <div ref={scroller} className="scroll">
      <ul style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (!row) return null;
          return (
            <li
              key={index}
              aria-posinset={index + 1}
              aria-setsize={rows.length}
              style={{ transform: `translateY(${start}px)` }}
            >
              {"mapping" in row ? (
                <button
                  type="button"
                  aria-current={index === current || undefined}
                  title={row.mapping.title}
                  onClick={() => onGo(row.mapping.range.from)}
                  data-testid="mapping"
                >
                  <span className="n">{row.number}</span>
                  <span className="ell">{row.mapping.title || t("transformations.noTarget")}</span>
                  {row.mapping.change && <ChangeBadge kind={row.mapping.change} />}
                </button>
              ) : (
                <h3>
                  {row.name} <i>{number(row.count)}</i>
                </h3>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
});
