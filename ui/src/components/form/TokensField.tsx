import { type KeyboardEvent, useId, useRef, useState } from "react";
import { useT } from "../../shell/i18n";
import { Icon } from "../Icon";
import "./form.css";
import "./tokens.css";

interface Props {
  label: string;
  values: readonly string[];
  onChange: (values: string[]) => void;
  hint?: string | undefined;
  /** Offered while one types. */
  suggestions?: readonly string[] | undefined;
  testid?: string;
}

/** Several short texts, a chip each. Enter, comma or semicolon ends one, as leaving the field does; Backspace takes the last back. */
export function TokensField({ label, values, onChange, hint, suggestions = [], testid }: Props) {
  const t = useT();
  const id = useId();
  const [text, setText] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const add = (typed: string) => {
    const more = typed
      .split(/[,;\n]/)
      .map((one) => one.trim())
      .filter(Boolean);
    const all = [...values];
    for (const one of more) if (!all.some((known) => known.toLowerCase() === one.toLowerCase())) all.push(one);
    setText("");
    if (all.length > values.length) onChange(all);
  };
  const onKey = (event: KeyboardEvent) => {
    if (["Enter", ",", ";"].includes(event.key) && text.trim()) {
      // Enter would send the form that it stands in.
      event.preventDefault();
      add(text);
    } else if (event.key === "Backspace" && !text && values.length > 0) {
      onChange(values.slice(0, -1));
    }
  };
  return (
    <div className="zfield">
      <label htmlFor={id}>{label}</label>
      <div className="ztokens" data-testid={testid}>
        {values.map((value) => (
          <span key={value} className="token">
            {value}
            <button
              type="button"
              aria-label={t("common.removeToken", { name: value })}
              onClick={() => {
                onChange(values.filter((other) => other !== value));
                input.current?.focus();
              }}
            >
              <Icon name="decline" size={10} />
            </button>
          </span>
        ))}
        <input
          id={id}
          ref={input}
          value={text}
          list={suggestions.length > 0 ? `${id}-known` : undefined}
          aria-describedby={hint ? `${id}-hint` : undefined}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKey}
          onBlur={() => add(text)}
          data-testid={testid && `${testid}-input`}
        />
        {suggestions.length > 0 && (
          <datalist id={`${id}-known`}>
            {suggestions
              .filter((known) => !values.includes(known))
              .map((known) => (
                <option key={known} value={known} />
              ))}
          </datalist>
        )}
      </div>
      {hint && (
        <div id={`${id}-hint`} className="hint">
          {hint}
        </div>
      )}
    </div>
  );
}
