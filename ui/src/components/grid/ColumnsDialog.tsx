import { useState } from "react";
import { t } from "../../shell/i18n";
import { Button } from "../Button";
import { Overlay } from "../Overlay";
import type { Column, Layout } from "./columns";
import "./ColumnsDialog.css";

interface Props {
  columns: readonly Pick<Column<never>, "id" | "title">[];
  layout: Layout;
  /** What the list starts with. */
  initial: Layout;
  onLayout: (layout: Layout) => void;
  onClose: () => void;
}

/** Which columns a list shows, and in which order. */
export function ColumnsDialog({ columns, layout, initial, onLayout, onClose }: Props) {
  const [order, setOrder] = useState(() => orderOf(columns, layout));
  const [shown, setShown] = useState<ReadonlySet<string>>(() => new Set(layout.shown));
  const toggle = (id: string) => {
    const next = new Set(shown);
    if (!next.delete(id)) next.add(id);
    setShown(next);
  };
  const move = (id: string, step: number) => {
    const at = order.indexOf(id);
    const next = order.filter((other) => other !== id);
    next.splice(Math.max(0, at + step), 0, id);
    setOrder(next);
  };
  const reset = () => {
    setOrder(orderOf(columns, initial));
    setShown(new Set(initial.shown));
  };
  const apply = () => {
    onLayout({ ...layout, shown: order.filter((id) => shown.has(id)) });
    onClose();
  };
  return (
    <Overlay title={t("grid.columns")} onClose={onClose} testid="columns">
      <ul className="zcolumns">
        {order.map((id, i) => {
          const title = columns.find((c) => c.id === id)?.title ?? id;
          return (
            <li key={id}>
              <label>
                <input
                  type="checkbox"
                  checked={shown.has(id)}
                  onChange={() => toggle(id)}
                  data-testid={`column-${id}`}
                />
                {title}
              </label>
              <Button
                design="transparent"
                icon="navigation-up-arrow"
                tooltip={t("grid.up", { title })}
                disabled={i === 0}
                onClick={() => move(id, -1)}
              />
              <Button
                design="transparent"
                icon="navigation-down-arrow"
                tooltip={t("grid.down", { title })}
                disabled={i === order.length - 1}
                onClick={() => move(id, 1)}
              />
            </li>
          );
        })}
      </ul>
      <div className="zoverlay-foot">
        <Button design="transparent" onClick={reset}>
          {t("grid.reset")}
        </Button>
        <span className="room" />
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <Button design="emphasized" disabled={shown.size === 0} onClick={apply} testid="columns-apply">
          {t("grid.apply")}
        </Button>
      </div>
    </Overlay>
  );
}

/** Shown ones in their order, then the others. */
function orderOf(columns: readonly { id: string }[], layout: Layout): string[] {
  const known = columns.map((c) => c.id);
  const shown = layout.shown.filter((id) => known.includes(id));
  return [...shown, ...known.filter((id) => !shown.includes(id))];
}
