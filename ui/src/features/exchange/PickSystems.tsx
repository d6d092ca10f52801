import { useEffect, useRef } from "react";
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
  const list = useRef<HTMLUListElement>(null);
  // What was asked for may stand far down.
  useEffect(() => list.current?.querySelector("input:checked")?.scrollIntoView({ block: "nearest" }), []);
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  };
  return (
    <fieldset className="zpick" data-testid="exchange-systems">
      <legend>{t("exchange.systems", { count: chosen.size })}</legend>
      <ul ref={list}>
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
