import { useId } from "react";
import type { Level } from "../../../api/generated/Level";
import { useT } from "../../../shell/i18n";
import { levels } from "../levels";

/** Account level, all three in sight. A folder is no subaccount: nothing stands below one. */
export function LevelChoice({ value, onChange, folder = false }: LevelProps) {
  const t = useT();
  const name = useId();
  return (
    <fieldset className="zlevel">
      <legend>{t("systems.level")}</legend>
      {levels
        .filter((level) => !folder || level !== "subaccount")
        .map((level) => (
          <label key={level}>
            <input
              type="radio"
              name={name}
              checked={level === value}
              onChange={() => onChange(level)}
              data-testid={`level-${level}`}
            />
            {t(`level.${level}`)}
          </label>
        ))}
    </fieldset>
  );
}

interface LevelProps {
  value: Level;
  onChange: (level: Level) => void;
  folder?: boolean;
}
