import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, memo, useEffect, useMemo, useRef, useState } from "react";
import type { TextPlace } from "../../api/generated/TextPlace";
import type { TransformationCheck } from "../../api/generated/TransformationCheck";
import type { TransformationFinding } from "../../api/generated/TransformationFinding";
import type { TransformationKind } from "../../api/generated/TransformationKind";
import type { TransformationOperation } from "../../api/generated/TransformationOperation";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { SearchField } from "../../components/SearchField";
import { Select } from "../../components/Select";
import { said, useFormat, useT } from "../../shell/i18n";
import { useRemembered } from "../../shell/useRemembered";
import { MappingRow } from "./MappingRow";
import { type Row, rowAt, rowsOf } from "./mappingRows";

interface Props {
  kind: TransformationKind;
  check: TransformationCheck | undefined;
  /** Where the text is torn, and so how it last was is shown. */
  torn: TransformationFinding | undefined;
  /** Line of the cursor, from 1. */
  line: number;
  onGo: (place: TextPlace) => void;
  onFix: (finding: TransformationFinding) => void;
  onFold: () => void;
}

/** Height of a row, px. */
const ROW = 28;

const none: never[] = [];

/** What a write transformation is asked for. */
const operations = ["create", "update", "patch", "delete"] as const;

/** The mappings by entity type, each leading to its place in the text. */
export function MappingList({ kind, check, torn, line, onGo, onFix, onFold }: Props) {
  const t = useT();
  const { number } = useFormat();
  const [filtering, setFiltering] = useState(false);
  const [text, setText] = useState("");
  const [operation, setOperation] = useState<TransformationOperation>();
  const [folded, setFolded] = useRemembered<readonly string[]>("workbench.folded", none);
  const rows = useMemo(
    () => (check ? rowsOf(check, folded, { text, operation }) : none),
    [check, folded, text, operation],
  );
  const current = rowAt(rows, line);
  const all = check?.entities.reduce((sum, group) => sum + group.mappings.length, 0);
  const fold = useMemo(
    () => (name: string) => setFolded(folded.includes(name) ? folded.filter((one) => one !== name) : [...folded, name]),
    [folded, setFolded],
  );
  return (
    <nav className={torn ? "zmappings stale" : "zmappings"} aria-label={t("transformations.mappings")}>
      <header className="zpane-head">
        <h2>
          {t("transformations.mappings")} {all !== undefined && <i>{number(all)}</i>}
        </h2>
        <span className="room" />
        <Button
          design="transparent"
          icon="filter"
          tooltip={t("transformations.filterMappings")}
          aria-pressed={filtering}
          onClick={() => {
            setFiltering(!filtering);
            setText("");
            setOperation(undefined);
          }}
          testid="filter-mappings"
        />
        <Button
          design="transparent"
          icon="close-command-field"
          tooltip={t("transformations.foldMappings")}
          aria-expanded={true}
          data-twin="mappings"
          onClick={onFold}
          testid="fold-mappings"
        />
      </header>
      {filtering && (
        <div className="filter">
          <SearchField
            value={text}
            onChange={setText}
            placeholder={t("transformations.filterMappings")}
            icon="filter"
            delay={100}
            testid="mappings-filter"
          />
          {kind === "write" && (
            <Select
              aria-label={t("transformations.runsOn")}
              value={operation ?? ""}
              onChange={({ target }) => setOperation(operations.find((one) => one === target.value))}
              data-testid="mappings-operation"
            >
              <option value="">{t("transformations.runsOnAny")}</option>
              {operations.map((one) => (
                <option key={one} value={one}>
                  {t(`transformations.operation.${one}`)}
                </option>
              ))}
            </Select>
          )}
        </div>
      )}
      {torn && <Torn finding={torn} onGo={onGo} onFix={onFix} />}
      <Rows rows={rows} current={current} onGo={onGo} onToggle={fold} />
    </nav>
  );
}

/** Why the list is not the one of the text: where it broke, and how to mend it. */
function Torn({ finding, onGo, onFix }: { finding: TransformationFinding } & Pick<Props, "onGo" | "onFix">) {
  const t = useT();
  const { from } = finding.range;
  return (
    <div className="torn" role="status" data-testid="torn">
      <p>{t("transformations.stale")}</p>
      <p>
        <Icon name="error" size={14} />
        <button type="button" onClick={() => onGo(from)}>
          {t("transformations.line", { line: from.line })}
        </button>{" "}
        {finding.message}
      </p>
      {finding.fix && (
        <Button design="transparent" icon="lightbulb" onClick={() => onFix(finding)} testid="torn-fix">
          {said(finding.fix.title)}
        </Button>
      )}
    </div>
  );
}

interface RowsProps {
  rows: readonly Row[];
  current: number;
  onGo: (place: TextPlace) => void;
  onToggle: (name: string) => void;
}

/** Drawn again when the list or the current mapping is another one: not at each key. */
const Rows = memo(function Rows({ rows, current, onGo, onToggle }: RowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
  });
  /** The one row that Tab comes to; arrow keys lead to the others. */
  const [reached, setReached] = useState(0);
  useEffect(() => {
    if (current < 0) return;
    setReached(current);
    virtual.scrollToIndex(current, { align: "auto" });
  }, [current, virtual]);
  const move = (to: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, to));
    setReached(next);
    virtual.scrollToIndex(next, { align: "auto" });
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -rows.length, End: rows.length };
    if (!(event.key in step)) return;
    event.preventDefault();
    move(reached + step[event.key as keyof typeof step]);
  };
  const at = Math.min(reached, rows.length - 1);
  return (
    <div ref={scroller} className="scroll">
      <ul style={{ height: virtual.getTotalSize() }} onKeyDown={onKeyDown}>
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
              <MappingRow
                row={row}
                index={index}
                current={index === current}
                reached={index === at}
                onGo={onGo}
                onToggle={onToggle}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
});
