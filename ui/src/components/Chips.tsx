import { number } from "../shell/i18n/format";
import "./Chips.css";

export interface Chip<Id extends string> {
  id: Id;
  title: string;
  count?: number | undefined;
  /** What is said where the title is a sign. */
  label?: string;
  /** Marks what needs a look. */
  attention?: boolean;
}

interface Props<Id extends string> {
  label: string;
  chips: Chip<Id>[];
  selected: Id;
  onSelect: (id: Id) => void;
}

/** Counted quick filters, one of them on. */
export function Chips<Id extends string>({ label, chips, selected, onSelect }: Props<Id>) {
  return (
    <div className="zchips" role="toolbar" aria-label={label}>
      {chips.map((chip) => (
        <button
          key={chip.id}
          type="button"
          aria-pressed={chip.id === selected}
          aria-label={chip.label && [chip.label, chip.count].filter((part) => part !== undefined).join(" ")}
          title={chip.label}
          data-testid={`chip-${chip.id}`}
          onClick={() => onSelect(chip.id)}
        >
          {chip.attention && <span className="dot" />}
          {chip.title}
          {chip.count !== undefined && <b>{number(chip.count)}</b>}
        </button>
      ))}
    </div>
  );
}
