/** Round values for an axis from 0 to at least `max`, at most `count` steps: 1, 2 or 5 times a power of ten. */
export function ticks(max: number, count: number): number[] {
  if (max <= 0) return [0, 1];
  const raw = max / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = Math.max(1, power * (([1, 2, 5, 10] as const).find((m) => m * power >= raw) ?? 10));
  const steps = Math.ceil(max / step);
  return Array.from({ length: steps + 1 }, (_, i) => i * step);
}

/** A bar with its upper corners rounded by `radius`, standing on `base`. Too low for the corners: a plain box. */
export function barPath(x: number, width: number, base: number, height: number, radius: number): string {
  const r = Math.min(radius, height, width / 2);
  const top = base - height;
  return `M${x} ${base}V${top + r}q0 ${-r} ${r} ${-r}h${width - 2 * r}q${r} 0 ${r} ${r}V${base}z`;
}

/** Height of a bar in px: true to scale, but a value above 0 is never invisible. */
export function barHeight(value: number, max: number, room: number): number {
  if (value <= 0 || max <= 0) return 0;
  return Math.max(2, Math.round((room * value) / max));
}
