import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { Overlay } from "../../../components/Overlay";
import { SearchField } from "../../../components/SearchField";
import { useT } from "../../../shell/i18n";

export interface PickOption {
  id: string;
  title: string;
  detail?: string;
}

interface Props {
  title: string;
  placeholder: string;
  options: readonly PickOption[];
  /** What is offered for a text that is none of the options. */
  other?: ((typed: string) => PickOption | undefined) | undefined;
  onPick: (id: string) => void;
  onClose: () => void;
}

/** Options on the page at once; who wants more of them types. */
const SHOWN = 100;

/** One out of many, found by typing. */
export function Picker({ title, placeholder, options, other, onPick, onClose }: Props) {
  const t = useT();
  const id = useId();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  // Behind the dialog's own choice, which is its button.
  useEffect(() => field.current?.focus(), []);
  const wanted = typed.trim().toLowerCase();
  const found = options.filter(
    ({ title, detail }) => title.toLowerCase().includes(wanted) || detail?.toLowerCase().includes(wanted),
  );
  // Those that begin so come first.
  const begins = ({ title }: PickOption) => (title.toLowerCase().startsWith(wanted) ? 0 : 1);
  const sorted = wanted ? found.toSorted((a, b) => begins(a) - begins(b)) : found;
  const own = other?.(typed.trim());
  const shown = [...sorted.slice(0, SHOWN), ...(own && !options.some((one) => one.id === own.id) ? [own] : [])];
  const current = Math.min(at, shown.length - 1);
  const go = (to: number) => {
    const next = Math.max(0, Math.min(shown.length - 1, to));
    setAt(next);
    list.current?.children[next]?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowDown: current + 1, ArrowUp: current - 1, PageDown: current + 10, PageUp: current - 10 }[
      event.key
    ];
    if (to !== undefined) go(to);
    else if (event.key === "Enter") {
      const picked = shown[current];
      if (picked) onPick(picked.id);
    } else return;
    event.preventDefault();
  };
  return (
    <Overlay title={title} onClose={onClose} testid="picker">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the field and of the list in it */}
      <div className="zpath-picker" onKeyDown={onKeyDown}>
        <SearchField
          ref={field}
          value={typed}
          onChange={(text) => {
            setTyped(text);
            setAt(0);
          }}
          placeholder={placeholder}
          testid="picker-search"
        />
        <div
          ref={list}
          className="options"
          role="listbox"
          tabIndex={0}
          aria-label={title}
          aria-activedescendant={shown.length > 0 ? `${id}-${current}` : undefined}
        >
          {shown.map((option, i) => (
            <div
              key={option.id}
              id={`${id}-${i}`}
              role="option"
              aria-selected={i === current}
              onClick={() => onPick(option.id)}
              data-testid="picker-option"
            >
              <code>{option.title}</code>
              {option.detail && <small>{option.detail}</small>}
            </div>
          ))}
        </div>
        {shown.length === 0 && <p className="quiet">{t("graphical.nothingFound")}</p>}
        {sorted.length > SHOWN && <p className="quiet">{t("graphical.moreFound", { count: sorted.length - SHOWN })}</p>}
      </div>
    </Overlay>
  );
}
