import { t } from "../shell/i18n";
import "./Hue.css";

/** The colour that a person gave a system: 1 to 10 of the theme's accents. */
export function Hue({ colour }: { colour: number }) {
  const name = t("systems.hue", { hue: colour });
  return (
    <span
      className="zhue"
      role="img"
      aria-label={name}
      title={name}
      style={{ background: `var(--sapAccentColor${colour})` }}
    />
  );
}
