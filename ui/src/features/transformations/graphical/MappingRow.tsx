import { memo } from "react";
import type { MappingDetail } from "../../../api/generated/MappingDetail";
import { Icon } from "../../../components/Icon";
import { severityIcons } from "../../../components/severityIcons";
import { useT } from "../../../shell/i18n";
import { ChangeBadge } from "../ChangeBadge";
import type { Item } from "./rows";
import type { Grip } from "./useRowDrag";
import { chipsOf, sentence, sourceOf, targetOf } from "./words";

interface Place {
  id: string;
  index: number;
  current: boolean;
  /** From the top of all rows, px. */
  top: number;
  measure: (row: HTMLElement | null) => void;
}

type EntityProps = Place & { item: Item & { is: "entity" }; onPress: () => void };

/** Where the mappings of an entity type begin. */
export function EntityRow({ id, index, current, top, measure, item, onPress }: EntityProps) {
  const t = useT();
  const { entity, shown, folded } = item;
  const { endpoint, condition, ignore, skips } = entity;
  const said = [
    condition !== undefined && t("graphical.chip.if", { condition }),
    ignore && t("graphical.ignored"),
    skips.length > 0 &&
      t("graphical.skips", { operations: skips.map((o) => t(`graphical.operation.${o}`)).join(", ") }),
  ].filter((one) => one !== false);
  return (
    <div
      ref={measure}
      id={id}
      role="row"
      aria-level={1}
      aria-rowindex={index + 1}
      aria-expanded={!folded}
      aria-selected={current}
      data-index={index}
      data-testid={`graphical-entity-${entity.name}`}
      className={current ? "entity cur" : "entity"}
      style={{ transform: `translateY(${top}px)` }}
      onClick={onPress}
    >
      <div role="gridcell">
        <Icon name={folded ? "navigation-right-arrow" : "navigation-down-arrow"} size={10} />
        {entity.name}
        <i>
          {shown === entity.rows.length
            ? t("graphical.count", { count: shown })
            : t("graphical.countOf", { shown, count: entity.rows.length })}
        </i>
        {said.map((one) => (
          <span key={one} className={one.startsWith("if ") ? "op cd" : "op"} title={one}>
            {one}
          </span>
        ))}
        <span className="room" />
        {endpoint && <i>{t("graphical.endpoint", { endpoint })}</i>}
      </div>
    </div>
  );
}

type MappingProps = Place & {
  row: MappingDetail;
  /** It is being dragged. */
  lifted: boolean;
  /** What the handle does; none where rows stay where they are. */
  grip: Grip | undefined;
  onPress: () => void;
};

const colours = { function: "fx", values: "fx map", scope: "op sc", condition: "op cd", rule: "op" } as const;

/** One mapping. Drawn again when it is another one, not at each step of the list. */
export const MappingRow = memo(
  function MappingRow({ id, index, current, top, measure, row, lifted, grip, onPress }: MappingProps) {
    const t = useT();
    const source = sourceOf(row);
    const target = targetOf(row);
    const chips = chipsOf(row);
    const worst = (["error", "warning"] as const).find((one) => row.findings.some((f) => f.finding.severity === one));
    const classes = ["mapping", current && "cur", lifted && "lifted", row.ignore && "out"].filter(Boolean).join(" ");
    return (
      <div
        ref={measure}
        id={id}
        role="row"
        aria-level={2}
        aria-rowindex={index + 1}
        aria-selected={current}
        aria-label={sentence(row)}
        data-index={index}
        data-testid="graphical-row"
        className={classes}
        style={{ transform: `translateY(${top}px)` }}
        onClick={onPress}
      >
        <span role="gridcell" className="gp" title={grip && t("graphical.drag")} {...grip?.(row.pointer)}>
          <Icon name="vertical-grip" size={14} />
        </span>
        <span role="gridcell" className="no">
          {row.number}
        </span>
        <span role="gridcell" className="src" title={[source.kind, source.text].filter(Boolean).join(" ")}>
          {source.kind && <span className="kd">{source.kind}</span>}
          <code>{source.text}</code>
        </span>
        <span role="gridcell" className={chips.length > 0 ? "cs" : "cs thru"}>
          {chips.length > 0 && <Arrow />}
          <span>
            {chips.map(({ kind, text, title }) => (
              <span key={`${kind} ${text} ${title}`} className={colours[kind]} title={title ?? text}>
                {text}
              </span>
            ))}
          </span>
        </span>
        <span role="gridcell" className="tg" title={[target.path, target.variable].filter(Boolean).join(", ")}>
          <Arrow />
          {target.path && <code>{target.path}</code>}
          {target.variable && (
            <span className="var">
              <span className="kd">{t("graphical.variable")}</span>
              <code>{target.variable}</code>
            </span>
          )}
        </span>
        <span role="gridcell" className="marks">
          {worst && (
            <Icon
              name={severityIcons[worst]}
              className={worst}
              size={14}
              label={row.findings.map((f) => f.finding.message).join("\n")}
            />
          )}
          {row.change && <ChangeBadge kind={row.change} />}
        </span>
      </div>
    );
  },
  (before, after) =>
    before.row === after.row &&
    before.index === after.index &&
    before.current === after.current &&
    before.top === after.top &&
    before.lifted === after.lifted &&
    (before.grip === undefined) === (after.grip === undefined),
);

const Arrow = () => (
  <span className="ar" aria-hidden="true">
    →
  </span>
);
