import { useRef } from "react";
import { Link } from "../../shell/router";
import { barHeight, barPath, ticks } from "./scale";
import { useBox } from "./useBox";
import "./charts.css";

export interface Bar {
  key: string;
  /** Below the bar; empty: no label. */
  label: string;
  /** What a screen reader says of the bar, and its tooltip. */
  title: string;
  count: number;
  /** Where the bar leads. */
  to?: string | undefined;
  tone?: "attention" | "faint" | undefined;
}

interface Props {
  /** The chart in a sentence. */
  label: string;
  bars: Bar[];
  format: (count: number) => string;
  /** Lines with numbers at the left instead of a number on each bar: for many narrow bars. */
  scale?: boolean;
}

/** Upright bars in the size of the parent. */
export function BarChart({ label, bars, format, scale = false }: Props) {
  const frame = useRef<HTMLElement>(null);
  const { width, height } = useBox(frame, { width: 341, height: 248 });
  const max = Math.max(0, ...bars.map((bar) => bar.count));
  const marks = scale ? ticks(max, 3) : [];
  const top = scale ? Math.max(max, ...marks) : max;
  const left = scale ? 36 : 0;
  const base = height - 22;
  const room = base - 20;
  const step = (width - left) / Math.max(1, bars.length);
  const gap = Math.min(10, step * 0.18);
  return (
    <figure ref={frame} className="zchart" aria-label={label}>
      <svg width={width} height={height} aria-hidden={bars.length === 0}>
        <title>{label}</title>
        {marks.map((mark) => {
          const y = Math.round(base - (room * mark) / top) + 0.5;
          return (
            <g key={mark}>
              <line className="zchart-mark" x1={left} x2={width} y1={y} y2={y} />
              <text x={left - 8} y={y + 3.5} textAnchor="end">
                {format(mark)}
              </text>
            </g>
          );
        })}
        <line className="zchart-base" x1={left} x2={width} y1={base + 0.5} y2={base + 0.5} />
        {bars.map((bar, i) => (
          <BarMark
            key={bar.key}
            bar={bar}
            x={left + i * step}
            step={step}
            gap={gap}
            base={base}
            high={barHeight(bar.count, top, room)}
            bottom={height - 4}
            anchor={scale && i === bars.length - 1 ? "end" : "middle"}
            value={scale ? "" : format(bar.count)}
          />
        ))}
      </svg>
    </figure>
  );
}

interface BarMarkProps {
  bar: Bar;
  x: number;
  step: number;
  gap: number;
  base: number;
  high: number;
  bottom: number;
  /** The last label of a narrow bar ends with it, so that it is not cut. */
  anchor: "middle" | "end";
  value: string;
}

function BarMark({ bar, x, step, gap, base, high, bottom, anchor, value }: BarMarkProps) {
  const left = Math.round(x + gap);
  const width = Math.max(2, Math.round(step - 2 * gap));
  const middle = left + width / 2;
  const marks = (
    <>
      <title>{bar.title}</title>
      <rect className="zchart-hit" x={x} y={0} width={step} height={bottom + 4} />
      {high > 0 && <path className={`zchart-bar ${bar.tone ?? ""}`} d={barPath(left, width, base, high, 3)} />}
      {value && (
        <text className="v" x={middle} y={base - high - 6} textAnchor="middle">
          {value}
        </text>
      )}
      {bar.label && (
        <text x={anchor === "end" ? left + width : middle} y={bottom} textAnchor={anchor}>
          {bar.label}
        </text>
      )}
    </>
  );
  if (!bar.to) return <g>{marks}</g>;
  return (
    <Link to={bar.to} className="zchart-link">
      {marks}
    </Link>
  );
}
