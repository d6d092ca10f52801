import type { SystemNode } from "../../api/generated/SystemNode";
import { useT } from "../../shell/i18n";

interface Props {
  systems: readonly SystemNode[];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}

/** Which systems leave. */
export function PickSystems({ systems, chosen, onChange }: Props) {
  const t = useT();
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  };
  return (
    <fieldset className="zpick" data-testid="exchange-systems">
      <legend>{t("exchange.systems", { count: chosen.size })}</legend>
      <ul>
        {systems.map((system) => (
          <li key={system.id}>
            <label>
              <input type="checkbox" checked={chosen.has(system.id)} onChange={() => toggle(system.id)} />
              <span className="ell">{system.name}</span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
