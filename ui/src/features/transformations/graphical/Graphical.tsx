import { type KeyboardEvent, type Ref, useCallback, useImperativeHandle, useMemo, useRef, useState } from "react";
import type { SystemNode } from "../../../api/generated/SystemNode";
import type { TextPlace } from "../../../api/generated/TextPlace";
import type { TransformationCheck } from "../../../api/generated/TransformationCheck";
import type { TransformationKind } from "../../../api/generated/TransformationKind";
import { Button } from "../../../components/Button";
import { Chips } from "../../../components/Chips";
import { ErrorMessage, Message } from "../../../components/Message";
import { SearchField } from "../../../components/SearchField";
import { SkeletonRows } from "../../../components/SkeletonRows";
import { Strip } from "../../../components/Strip";
import { said, useFormat, useT } from "../../../shell/i18n";
import { withKeys } from "../../../shell/keyboard/shortcuts";
import { useKeys } from "../../../shell/keyboard/useKeys";
import { AddMapping } from "./AddMapping";
import { MappingRows, type RowsHandle } from "./MappingRows";
import { countsOf, everything, type Filter, operations } from "./rows";
import type { Graphical as State } from "./useGraphical";
import "./graphical.css";

export interface GraphicalHandle {
  /** Asks for the source of a new mapping. */
  add: () => void;
  /** Gives the rows the focus. */
  focus: () => void;
}

interface Props {
  system: SystemNode;
  kind: TransformationKind;
  state: State;
  check: TransformationCheck | undefined;
  onUndo: () => void;
  onRedo: () => void;
  /** To the place in the text, to mend it there. */
  onText: (place: TextPlace) => void;
  ref?: Ref<GraphicalHandle>;
}

/** The mappings as rows: `source → functions and rules → target`. */
export function Graphical({ system, kind, state, check, onUndo, onRedo, onText, ref }: Props) {
  const t = useT();
  const rows = useRef<RowsHandle>(null);
  const search = useRef<HTMLInputElement>(null);
  const [adding, setAdding] = useState(false);
  const { table, filter, setFilter, torn, error } = state;
  useImperativeHandle(ref, () => ({ add: () => setAdding(true), focus: () => rows.current?.focus() }), []);
  const narrow = useCallback((part: Partial<Filter>) => setFilter({ ...filter, ...part }), [filter, setFilter]);
  useKeys({
    search: () => search.current?.focus(),
    undo: onUndo,
    create: torn ? undefined : () => setAdding(true),
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const mod = event.ctrlKey || event.metaKey;
    const redo = mod && (event.key === "y" || (event.shiftKey && event.key.toLowerCase() === "z"));
    const target = event.target as Element;
    if (!redo || target.matches("input, textarea")) return;
    event.preventDefault();
    onRedo();
  };
  const close = () => setAdding(false);
  if (!table) {
    return error ? <ErrorMessage error={error} /> : <SkeletonRows label={t("common.loading")} rows={8} />;
  }
  const none = table.entities.every((entity) => entity.rows.length === 0);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the rows and fields inside of it
    <div className={torn ? "zgraphical torn" : "zgraphical"} onKeyDown={onKeyDown} data-testid="graphical">
      <Narrowing kind={kind} state={state} search={search} onNarrow={narrow} />
      {torn && <Torn check={check} onText={onText} />}
      {error && (
        <Strip
          severity="error"
          testid="graphical-error"
          actions={
            <Button design="transparent" icon="decline" tooltip={t("common.close")} onClick={state.clearError} />
          }
        >
          {error.message} <small className="quiet">{error.code}</small>
        </Strip>
      )}
      {none && table.entities.length === 0 ? (
        <Message
          icon="table-view"
          title={t("graphical.none")}
          text={t("graphical.noneText")}
          testid="graphical-none"
          actions={
            !torn && (
              <Button onClick={() => setAdding(true)} tooltip={withKeys(t("graphical.add"), "create")}>
                {t("graphical.add")}
              </Button>
            )
          }
        />
      ) : state.items.length === 0 ? (
        <Message
          icon="filter"
          title={t("graphical.noHits")}
          text={t("graphical.noHitsText")}
          testid="graphical-no-hits"
          actions={<Button onClick={() => setFilter(everything)}>{t("graphical.clearFilter")}</Button>}
        />
      ) : (
        <MappingRows ref={rows} state={state} />
      )}
      {adding && !torn && <AddMapping system={system} kind={kind} state={state} onClose={close} onAdd={state.insert} />}
    </div>
  );
}

interface NarrowingProps {
  kind: TransformationKind;
  state: State;
  search: Ref<HTMLInputElement>;
  onNarrow: (part: Partial<Filter>) => void;
}

function Narrowing({ kind, state, search, onNarrow }: NarrowingProps) {
  const t = useT();
  const { number } = useFormat();
  const { table, filter } = state;
  const counts = useMemo(() => table && countsOf(table), [table]);
  const runs = (["all", ...operations] as const).map((id) => ({
    id,
    title: t(`graphical.runs.${id}`),
    count: counts?.[id],
  }));
  const onText = useCallback((text: string) => onNarrow({ text }), [onNarrow]);
  return (
    <div className="narrowing">
      <SearchField
        ref={search}
        value={filter.text}
        onChange={onText}
        placeholder={t("graphical.filter")}
        tooltip={withKeys(t("graphical.filter"), "search")}
        testid="graphical-filter"
      />
      {kind === "write" && (
        <>
          <span className="quiet">{t("graphical.runsOn")}</span>
          <Chips
            label={t("graphical.runsOn")}
            chips={runs}
            selected={filter.runs}
            onSelect={(runs) => onNarrow({ runs })}
          />
        </>
      )}
      <div className="zchips">
        <button
          type="button"
          aria-pressed={filter.changed}
          onClick={() => onNarrow({ changed: !filter.changed })}
          data-testid="chip-changed"
        >
          {t("graphical.changed")}
          {counts && <b>{number(counts.changed)}</b>}
        </button>
      </div>
    </div>
  );
}

/** Where the text broke, and the way there. */
function Torn({ check, onText }: { check: TransformationCheck | undefined; onText: (place: TextPlace) => void }) {
  const t = useT();
  const first = check?.findings.find(({ severity }) => severity === "error");
  return (
    <Strip
      severity="error"
      testid="graphical-torn"
      actions={
        first && (
          <Button design="transparent" onClick={() => onText(first.range.from)} testid="graphical-mend">
            {t("graphical.mend")}
          </Button>
        )
      }
    >
      {first ? t("graphical.tornAt", { line: first.range.from.line, message: first.message }) : t("graphical.torn")}{" "}
      {first?.fix && t("graphical.tornFix", { fix: said(first.fix.title) })}
    </Strip>
  );
}
