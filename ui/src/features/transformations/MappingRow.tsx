import type { TextPlace } from "../../api/generated/TextPlace";
import { shortPath } from "../../components/explain/shortPath";
import { Icon } from "../../components/Icon";
import { severityIcons } from "../../components/severityIcons";
import { useFormat, useT } from "../../shell/i18n";
import { ChangeBadge } from "./ChangeBadge";
import { isChanged, PROPERTIES, type Row } from "./mappingRows";

interface Props {
  row: Row;
  index: number;
  current: boolean;
  /** Tab comes to it. */
  reached: boolean;
  onGo: (place: TextPlace) => void;
  onToggle: (name: string) => void;
}

/** A line of the list of mappings. */
export function MappingRow({ row, index, current, reached, onGo, onToggle }: Props) {
  const t = useT();
  const { number } = useFormat();
  const way = { type: "button", tabIndex: reached ? 0 : -1, "data-row": index } as const;
  if (row.is === "group") {
    const { name, mappings } = row.group;
    return (
      <h3>
        <button {...way} className="group" aria-expanded={row.open} onClick={() => onToggle(name)} data-testid="group">
          <Icon name={row.open ? "navigation-down-arrow" : "navigation-right-arrow"} size={10} />
          <span className="ell">
            {name} <i>{number(mappings.length)}</i>
          </span>
          {!row.open && isChanged(row.group) && <ChangeBadge kind="changed" />}
        </button>
      </h3>
    );
  }
  if (row.is === "properties") {
    return (
      <h3>
        <button
          {...way}
          className="group"
          aria-expanded={row.open}
          onClick={() => onToggle(PROPERTIES)}
          data-testid="properties-used"
        >
          <Icon name={row.open ? "navigation-down-arrow" : "navigation-right-arrow"} size={10} />
          <span className="ell">
            {t("transformations.propertiesUsed")} <i>{number(row.count)}</i>
          </span>
        </button>
      </h3>
    );
  }
  if (row.is === "property") {
    const { name, value, masked, range } = row.property;
    const told = masked ? t("transformations.notShown") : (value ?? t("transformations.notSet"));
    return (
      <button
        {...way}
        className="property"
        title={`${name} = ${told}`}
        onClick={() => onGo(range.from)}
        data-testid="property"
      >
        <span className="ell">{name}</span>
        <span className={value === undefined ? "ell unset" : "ell value"}>{told}</span>
      </button>
    );
  }
  if (row.is === "removed") {
    const { title, number: place } = row.removed;
    return (
      <div className="removed" title={t("transformations.removedMapping", { number: place })} data-testid="removed">
        <span className="n">{place}</span>
        <del className="ell">{shortPath(title) || t("transformations.noTarget")}</del>
        <ChangeBadge kind="removed" />
      </div>
    );
  }
  const { mapping } = row;
  const { title, change, severity, correlationOnly } = mapping;
  return (
    <button
      {...way}
      aria-current={current || undefined}
      title={title}
      className={correlationOnly ? "quiet" : undefined}
      onClick={() => onGo(mapping.range.from)}
      data-testid="mapping"
    >
      <span className="n">{row.number}</span>
      <span className="ell">{shortPath(title) || t("transformations.noTarget")}</span>
      <span className="signs">
        {severity && (
          <Icon
            name={severityIcons[severity]}
            size={14}
            label={t(`transformations.severity.${severity}`)}
            className={severity}
          />
        )}
        {change && <ChangeBadge kind={change} />}
        {correlationOnly && !change && !severity && (
          <Icon name="key" size={14} label={t("transformations.correlationOnly")} />
        )}
      </span>
    </button>
  );
}
