// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and points to its rows
import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, type KeyboardEvent, useMemo, useRef, useState } from "react";
import type { Plan } from "../../api/generated/Plan";
import type { PlanVersion } from "../../api/generated/PlanVersion";
import { Icon } from "../../components/Icon";
import { useFormat, useT, useTextOf } from "../../shell/i18n";
import { type PlanLine, planLines } from "./planLines";
import { RequestBody } from "./RequestBody";

interface Props {
  plan: Plan;
  leftOut: ReadonlySet<number>;
}

/** Every request of the plan as a tree: systems, their rows, folded requests, and what goes out. Only what is seen is in the page. */
export function RequestsTable({ plan, leftOut }: Props) {
  const t = useT();
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const [current, setCurrent] = useState(0);
  const scroller = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => planLines(plan, { toggled, leftOut }), [plan, toggled, leftOut]);
  const at = Math.min(current, lines.length - 1);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (i) => (lines[i]?.kind === "body" ? 160 : 32),
    getItemKey: (i) => lines[i]?.key ?? i,
    overscan: 8,
    scrollPaddingStart: 30,
  });

  const go = (to: number) => {
    const next = Math.max(0, Math.min(lines.length - 1, to));
    setCurrent(next);
    rows.scrollToIndex(next);
  };
  const toggle = (line: PlanLine | undefined, open?: boolean) => {
    if (!line || line.kind === "body" || line.open === open) return;
    setToggled((before) => {
      const after = new Set(before);
      if (!after.delete(line.key)) after.add(line.key);
      return after;
    });
  };
  const onKeyDown = (e: KeyboardEvent) => {
    const line = lines[at];
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 320) / 32) - 2);
    const to: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: lines.length - 1,
    };
    const open: Record<string, boolean | undefined> = {
      ArrowRight: true,
      ArrowLeft: false,
      Enter: undefined,
      " ": undefined,
    };
    if (e.ctrlKey || e.metaKey || e.altKey || e.target !== e.currentTarget) return;
    const next = to[e.key];
    if (next !== undefined) go(next);
    else if (e.key in open) toggle(line, open[e.key]);
    else return;
    e.preventDefault();
  };

  return (
    <div
      ref={scroller}
      className="zrequests"
      style={{ "--number": `${numberWidth(plan) * 0.5}rem` } as CSSProperties}
      role="treegrid"
      tabIndex={0}
      aria-label={t("changes.requests")}
      aria-rowcount={lines.length + 1}
      aria-activedescendant={lines[at] && `plan-line-${lines[at].key}`}
      onKeyDown={onKeyDown}
      data-testid="plan-requests"
    >
      <div className="zrequest head" role="row" aria-rowindex={1}>
        <span role="columnheader">
          <span className="unseen">{t("changes.openColumn")}</span>
        </span>
        <span role="columnheader">{t("changes.number")}</span>
        <span role="columnheader">{t("changes.request")}</span>
        <span role="columnheader">{t("changes.what")}</span>
        <span role="columnheader">{t("changes.version")}</span>
      </div>
      <div role="rowgroup" className="zrequests-body" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((item) => {
          const line = lines[item.index];
          if (!line) return null;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys
            <div
              key={item.key}
              ref={rows.measureElement}
              data-index={item.index}
              id={`plan-line-${line.key}`}
              role="row"
              aria-rowindex={item.index + 2}
              aria-level={line.kind === "system" ? 1 : line.kind === "row" ? 2 : 3}
              aria-expanded={line.kind === "body" ? undefined : line.open}
              aria-selected={item.index === at}
              className={`zrequest ${line.kind} ${"leftOut" in line && line.leftOut ? "out" : ""}`}
              style={{ transform: `translateY(${item.start}px)` }}
              onClick={(e) => {
                setCurrent(item.index);
                if (line.kind !== "body" && e.detail < 2) toggle(line);
              }}
            >
              <LineCells plan={plan} line={line} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Room for the longest number or range of numbers, in digits of half a rem. */
function numberWidth(plan: Plan): number {
  const digits = String(plan.requests).length + 1;
  return Math.max(5, plan.rows.some((row) => row.last > row.first) ? 2 * digits + 1 : digits);
}

function LineCells({ plan, line }: { plan: Plan; line: PlanLine }) {
  const t = useT();
  const format = useFormat();
  const textOf = useTextOf();
  if (line.kind === "body") {
    return (
      <div role="gridcell" aria-colspan={5} className="zrequest-body">
        <RequestBody plan={plan.id} number={line.number} />
      </div>
    );
  }
  const arrow = (
    <span role="gridcell" className="zarrow">
      <Icon name={line.open ? "navigation-down-arrow" : "navigation-right-arrow"} size={10} />
    </span>
  );
  if (line.kind === "system") {
    const { name, requests, seconds } = line.system;
    return (
      <>
        {arrow}
        <span role="gridcell" aria-colspan={2} className="name">
          {name}
        </span>
        <span role="gridcell" className="quiet small">
          {t("changes.requestsAndTime", { requests, seconds })}
        </span>
        <span role="gridcell" />
      </>
    );
  }
  const { row } = line;
  const one = line.kind === "request" || row.first === row.last;
  const number = line.kind === "request" ? line.number : row.first;
  const count = row.last - row.first + 1;
  return (
    <>
      {arrow}
      <span role="gridcell" className="quiet digits">
        {one ? format.number(number) : `${format.number(row.first)}–${format.number(row.last)}`}
      </span>
      <span role="gridcell" className="mono" title={`${row.method} ${row.path}`}>
        {one ? "" : `${format.number(count)} × `}
        {row.method} {row.path}
      </span>
      <span role="gridcell" title={textOf(row.what)}>
        {line.kind === "request" ? "" : textOf(row.what)}
      </span>
      <span role="gridcell">{line.leftOut ? t("changes.isLeftOut") : <Version version={row.version} />}</span>
    </>
  );
}

function Version({ version }: { version: PlanVersion }) {
  const t = useT();
  if (version.kind === "stale" || version.kind === "gone") {
    return (
      <span className="zstale">
        <Icon name="alert" size={14} label={t("changes.stale")} />
        {version.kind === "gone" ? t("changes.gone") : `${version.snapshot} → ${version.now}`}
      </span>
    );
  }
  if (version.kind === "same") return <>{version.version}</>;
  return <span className="quiet">{t(version.kind === "new" ? "changes.new" : "changes.unchanged")}</span>;
}
