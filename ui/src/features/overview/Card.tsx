import { type ReactNode, useId, useState } from "react";
import { Button } from "../../components/Button";
import { type ChartRow, ChartTable } from "../../components/charts/ChartTable";
import { useT } from "../../shell/i18n";

interface Props {
  title: string;
  /** At the right of the title. */
  meta?: string | undefined;
  children: ReactNode;
  foot?: ReactNode;
  /** What the chart in the card shows, as a table. */
  table?: { heads: string[]; rows: ChartRow[] } | undefined;
}

/** One of the six cards; a card with a chart can show it as a table. */
export function Card({ title, meta, children, foot, table }: Props) {
  const t = useT();
  const id = useId();
  const [asTable, setAsTable] = useState(false);
  return (
    <section className="zcard" aria-labelledby={id}>
      <div className="head">
        <h2 id={id}>{title}</h2>
        {table && table.rows.length > 0 && (
          <span className="turn">
            <Button
              design="transparent"
              icon={asTable ? "bar-chart" : "table-view"}
              tooltip={t(asTable ? "overview.asChart" : "overview.asTable", { title })}
              onClick={() => setAsTable(!asTable)}
            />
          </span>
        )}
        {meta && <span>{meta}</span>}
      </div>
      {asTable && table ? <ChartTable label={title} heads={table.heads} rows={table.rows} /> : children}
      {foot && <div className="foot">{foot}</div>}
    </section>
  );
}
