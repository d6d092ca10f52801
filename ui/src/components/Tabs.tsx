import { type KeyboardEvent, useRef } from "react";
import { number } from "../shell/i18n/format";
import "./Tabs.css";

export interface Tab {
  id: string;
  title: string;
  count?: number | undefined;
  testid?: string;
  /** Keys that lead here. */
  keys?: string | undefined;
}

interface Props {
  label: string;
  tabs: Tab[];
  selected: string;
  onSelect: (id: string) => void;
  /** `page`: at the foot of a title area; `pane`: inside a pane. */
  kind?: "page" | "pane";
}

/** A row of tabs. One tab stop; arrows move and select. */
export function Tabs({ label, tabs, selected, onSelect, kind = "pane" }: Props) {
  const row = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.id === selected);
    const steps: Record<string, number> = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: tabs.length - 1,
    };
    const step = event.altKey ? undefined : steps[event.key];
    const next = step === undefined ? undefined : tabs[(step + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    onSelect(next.id);
    row.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
  };
  return (
    <div ref={row} className={`ztabs ${kind}`} role="tablist" aria-label={label} onKeyDown={move}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          aria-selected={tab.id === selected}
          tabIndex={tab.id === selected ? 0 : -1}
          title={tab.keys}
          data-tab={tab.id}
          data-testid={tab.testid}
          onClick={() => onSelect(tab.id)}
        >
          <span>{tab.title}</span>
          {tab.count !== undefined && <i>{number(tab.count)}</i>}
        </button>
      ))}
    </div>
  );
}
