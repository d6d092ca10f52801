import { useId } from "react";
import { useT } from "../../shell/i18n";

interface Props {
  /** 1 to 10; 0: none. */
  value: number;
  onChange: (colour: number) => void;
}

const HUES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** The theme's accent colours to choose one from, each with a name for those who do not see it. */
export function Colours({ value, onChange }: Props) {
  const t = useT();
  const name = useId();
  return (
    <fieldset className="zcolours">
      <legend>{t("systems.colour")}</legend>
      {HUES.map((hue) => {
        const title = hue === 0 ? t("systems.noColour") : t("systems.hue", { hue });
        return (
          <label key={hue} title={title}>
            <input
              type="radio"
              name={name}
              checked={hue === value}
              aria-label={title}
              onChange={() => onChange(hue)}
              data-testid={`colour-${hue}`}
            />
            <i className={hue === 0 ? "none" : ""} style={hue ? { background: `var(--sapAccentColor${hue})` } : {}} />
          </label>
        );
      })}
    </fieldset>
  );
}
