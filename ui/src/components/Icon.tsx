import { type IconName, icons } from "./icons";

export type { IconName } from "./icons";

interface Props {
  name: IconName;
  /** Edge in px. */
  size?: number;
  /** Said by screen readers; without it the icon is decoration. */
  label?: string | undefined;
  className?: string | undefined;
}

export function Icon({ name, size = 16, label, className }: Props) {
  const path = icons[name];
  const common = { viewBox: "0 0 16 16", width: size, height: size, fill: "currentColor", className };
  if (!label) {
    return (
      <svg {...common} aria-hidden="true">
        <path d={path} />
      </svg>
    );
  }
  return (
    <svg {...common} role="img" aria-label={label}>
      <title>{label}</title>
      <path d={path} />
    </svg>
  );
}
