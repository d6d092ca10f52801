import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from "react";
import { Overlay } from "../../components/Overlay";
import { announce } from "../../shell/announce";

interface Props<T> {
  title: string;
  /** What may be typed. */
  hint: string;
  hitsOf: (text: string) => T[];
  keyOf: (hit: T) => string;
  /** How many there are, to be heard. */
  counted: (count: number) => string;
  /** That there are none. */
  none: string;
  onPick: (hit: T) => void;
  onClose: () => void;
  testid: string;
  /** How a hit looks: three cells. */
  line: (hit: T) => ReactNode;
  /** Between the field and the hits. */
  children?: ReactNode;
}

/** One is found by a few letters and picked, by the keys alone. */
export function FindOverlay<T>({ title, hint, hitsOf, counted, none, onPick, onClose, testid, ...look }: Props<T>) {
  const id = useId();
  const [text, setText] = useState("");
  const [picked, setPicked] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const hits = useMemo(() => hitsOf(text), [hitsOf, text]);
  const at = Math.min(picked, hits.length - 1);
  useEffect(() => {
    list.current?.querySelector(`[data-at="${at}"]`)?.scrollIntoView({ block: "nearest" });
  }, [at]);
  const heard = counted(hits.length);
  useEffect(() => {
    if (text) announce(heard);
  }, [text, heard]);
  const pick = (hit: T | undefined) => {
    if (hit) onPick(hit);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setPicked(at >= hits.length - 1 ? 0 : at + 1);
    else if (event.key === "ArrowUp") setPicked(at <= 0 ? hits.length - 1 : at - 1);
    else if (event.key === "Enter") pick(hits[at]);
    else return;
    event.preventDefault();
  };
  return (
    <Overlay title={title} onClose={onClose} bar={false} testid={testid}>
      <div className="zgo-to">
        <input
          type="text"
          role="combobox"
          aria-expanded={hits.length > 0}
          aria-controls={id}
          aria-activedescendant={hits[at] ? `${id}-${at}` : undefined}
          aria-autocomplete="list"
          aria-label={title}
          placeholder={hint}
          spellCheck={false}
          autoComplete="off"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setPicked(0);
          }}
          onKeyDown={onKeyDown}
          data-testid={`${testid}-input`}
        />
        {look.children}
        <div ref={list} id={id} role="listbox" aria-label={title} tabIndex={-1}>
          {hits.map((hit, i) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys
            <div
              key={look.keyOf(hit)}
              id={`${id}-${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === at}
              data-at={i}
              onClick={() => pick(hit)}
            >
              {look.line(hit)}
            </div>
          ))}
          {hits.length === 0 && <p className="quiet">{none}</p>}
        </div>
      </div>
    </Overlay>
  );
}
