import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import "./Splitter.css";

interface Props {
  label: string;
  /** Width in px of the pane that it sizes. */
  value: number;
  min: number;
  max: number;
  /** Which side of it that pane lies on. */
  side: "before" | "after";
  onChange: (width: number) => void;
}

/** The line between two panes, to be dragged or moved with the arrow keys. */
export function Splitter({ label, value, min, max, side, onChange }: Props) {
  const start = useRef({ x: 0, width: 0 });
  const sign = side === "before" ? 1 : -1;
  const set = (width: number) => onChange(Math.round(Math.max(min, Math.min(max, width))));
  const onDown = (event: PointerEvent<HTMLDivElement>) => {
    start.current = { x: event.clientX, width: value };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onMove = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    set(start.current.width + sign * (event.clientX - start.current.x));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -16, ArrowRight: 16 }[event.key];
    if (step === undefined || event.altKey) return;
    event.preventDefault();
    set(value + sign * step);
  };
  return (
    <div
      className="zsplitter"
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      onPointerDown={onDown}
      onPointerMove={onMove}
      onKeyDown={onKeyDown}
    />
  );
}
