import type { ReactNode } from "react";
import { Link } from "../../shell/router";
import "./charts.css";

export interface ShareBar {
  key: string;
  name: ReactNode;
  /** The row in a sentence, as a tooltip. */
  title: string;
  count: string;
  percent: string;
  /** Length of the bar, 0 to 1. */
  share: number;
  to?: string | undefined;
  /** A theme colour; the charts' own where none is given. */
  colour?: string | undefined;
  caption?: string | undefined;
}

interface Props {
  /** The chart in a sentence. */
  label: string;
  bars: ShareBar[];
}

/** Lying bars, one a row: name, count, share. */
export function ShareBars({ label, bars }: Props) {
  return (
    <ul className="zshares" aria-label={label}>
      {bars.map((bar) => (
        <li key={bar.key} className={bar.caption ? "captioned" : ""}>
          <ShareRow bar={bar} />
        </li>
      ))}
    </ul>
  );
}

function ShareRow({ bar }: { bar: ShareBar }) {
  const inside = (
    <>
      <span className="name">{bar.name}</span>
      <span className="count">{bar.count}</span>
      <span className="percent">{bar.percent}</span>
      <span className="track">
        <span style={{ width: `${Math.max(bar.share * 100, bar.share > 0 ? 0.6 : 0)}%`, background: bar.colour }} />
      </span>
      {bar.caption && <small>{bar.caption}</small>}
    </>
  );
  if (!bar.to) return <div className="row">{inside}</div>;
  return (
    <Link to={bar.to} className="row" title={bar.title}>
      {inside}
    </Link>
  );
}
