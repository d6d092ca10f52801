import { type KeyboardEvent, type Ref, useEffect, useRef, useState } from "react";
import { t } from "../shell/i18n";
import { Icon, type IconName } from "./Icon";
import "./SearchField.css";

interface Props {
  value: string;
  onChange: (value: string) => void;
  placeholder: string;
  tooltip?: string;
  icon?: IconName;
  testid?: string;
  /** Milliseconds of rest before `onChange` is called. */
  delay?: number;
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  ref?: Ref<HTMLInputElement>;
}

/** A field to search or filter a list with. Esc empties it. */
export function SearchField({
  value,
  onChange,
  placeholder,
  tooltip,
  icon = "search",
  testid,
  delay = 0,
  onKeyDown,
  ref,
}: Props) {
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  /** What was told and did not come back yet: whoever types faster than a list is drawn must not lose letters by it. */
  const told = useRef<string[]>([]);
  if (seen !== value) {
    setSeen(value);
    if (!told.current.includes(value)) setText(value);
  }
  useEffect(() => {
    if (text === value) {
      told.current = [];
      return;
    }
    const tell = () => {
      told.current.push(text);
      onChange(text);
    };
    if (delay === 0) {
      tell();
      return;
    }
    const timer = setTimeout(tell, delay);
    return () => clearTimeout(timer);
  }, [text, value, delay, onChange]);

  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Escape" && text) {
      event.stopPropagation();
      setText("");
      onChange("");
      return;
    }
    if (event.key === "Enter") onChange(text);
    onKeyDown?.(event);
  };
  return (
    <div className="zsearch">
      <input
        ref={ref}
        type="text"
        role="searchbox"
        spellCheck={false}
        autoComplete="off"
        value={text}
        placeholder={placeholder}
        aria-label={placeholder}
        title={tooltip}
        data-testid={testid}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKey}
      />
      {text ? (
        <button type="button" tabIndex={-1} aria-label={t("common.clear")} onClick={() => setText("")}>
          <Icon name="decline" size={12} />
        </button>
      ) : (
        <Icon name={icon} />
      )}
    </div>
  );
}
