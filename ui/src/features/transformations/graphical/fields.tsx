import {
  type ComponentProps,
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import type { AppError } from "../../../api/generated/AppError";
import type { MappingFinding } from "../../../api/generated/MappingFinding";
import { Button } from "../../../components/Button";
import { Icon } from "../../../components/Icon";
import { useT } from "../../../shell/i18n";
import { parsed, plainText } from "./words";

/** Rest after the last key until what is typed goes into the text, ms. */
const REST = 700;

/** Sends what was typed; a sentence says why it cannot be. */
export type Commit = (typed: string) => Promise<void> | string | undefined;

/**
 * A field that sends what is typed at each pause and when it is left. What cannot be sent stays in it with the reason,
 * and the text of the transformation as it was.
 */
export function useField(value: string, commit: Commit) {
  const [typed, setTyped] = useState<string>();
  const [reason, setReason] = useState<string>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef({ value, commit, typed });
  latest.current = { value, commit, typed };
  const send = useCallback((text = latest.current.typed) => {
    clearTimeout(timer.current);
    timer.current = undefined;
    if (text === undefined) return;
    const sent = text === latest.current.value ? undefined : latest.current.commit(text);
    if (typeof sent === "string") {
      setReason(sent);
      return;
    }
    setReason(undefined);
    const settle = () => {
      if (latest.current.typed === text) setTyped(undefined);
    };
    if (!sent) settle();
    else sent.then(settle, (error: AppError) => setReason(error.message));
  }, []);
  useEffect(
    () => () => {
      // Whoever goes on to another mapping means what was typed.
      if (timer.current !== undefined) send();
    },
    [send],
  );
  return {
    text: typed ?? value,
    reason,
    type: (text: string) => {
      setTyped(text);
      latest.current.typed = text;
      clearTimeout(timer.current);
      timer.current = setTimeout(() => send(), REST);
    },
    send,
    /** Whether there was something to be taken back. */
    revert: () => {
      clearTimeout(timer.current);
      timer.current = undefined;
      const dirty = latest.current.typed !== undefined && latest.current.typed !== value;
      setTyped(undefined);
      setReason(undefined);
      return dirty;
    },
  };
}

export interface Suggestion {
  value: string;
  detail?: string;
}

interface LineProps {
  label: string;
  /** The label is only said. */
  bare?: boolean;
  value: string;
  onCommit: Commit;
  suggestions?: readonly Suggestion[] | undefined;
  placeholder?: string | undefined;
  /** What is wrong with the value that is in the text. */
  findings?: readonly MappingFinding[] | undefined;
  hint?: ReactNode;
  /** May grow over several lines. */
  long?: boolean;
  testid?: string | undefined;
  children?: ReactNode;
}

/** A labelled line of code. */
export function CodeField({ label, bare, value, onCommit, findings = [], hint, testid, children, ...rest }: LineProps) {
  const id = useId();
  const { text, reason, type, send, revert } = useField(value, onCommit);
  const problem = reason ?? findings[0]?.finding.message;
  const severity = reason ? "error" : findings[0]?.finding.severity;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") {
      event.preventDefault();
      send();
    }
    if (event.key === "Escape" && revert()) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  const { suggestions = [], placeholder, long = false } = rest;
  const common = {
    id,
    value: text,
    placeholder,
    spellCheck: false,
    autoComplete: "off",
    className: "code",
    "aria-label": bare ? label : undefined,
    "aria-invalid": severity === "error" || undefined,
    "aria-describedby": problem ? `${id}-problem` : undefined,
    "data-testid": testid,
    onBlur: () => send(),
    onKeyDown,
  };
  return (
    <div className={`fl ${severity ?? ""}`}>
      {!bare && <label htmlFor={id}>{label}</label>}
      <div className="with">
        {long ? (
          <textarea
            {...common}
            rows={Math.min(5, Math.max(1, Math.ceil(text.length / 42)))}
            onChange={(event) => type(event.target.value.replace(/[\r\n]+/g, " "))}
          />
        ) : (
          <span className={suggestions.length > 0 ? "pick" : "plain"}>
            <input
              {...common}
              type="text"
              list={suggestions.length > 0 ? `${id}-list` : undefined}
              onChange={(event) => type(event.target.value)}
            />
            {suggestions.length > 0 && <Icon name="slim-arrow-down" />}
          </span>
        )}
        {children}
      </div>
      {suggestions.length > 0 && (
        <datalist id={`${id}-list`}>
          {suggestions.map((one) => (
            <option key={one.value} value={one.value} label={one.detail} />
          ))}
        </datalist>
      )}
      {problem && (
        <div id={`${id}-problem`} className="problem" data-testid={testid && `${testid}-problem`}>
          {problem}
        </div>
      )}
      {hint}
    </div>
  );
}

type ValueProps = Omit<LineProps, "value" | "onCommit" | "children" | "long"> & {
  /** JSON; none: it is not there. */
  json: string | undefined;
  onJson: (json: string) => Promise<void>;
  /** Takes the value out. */
  onRemove?: (() => void) | undefined;
};

/** Any JSON: a text without its quotes, or JSON as it is. */
export function ValueField({ json, onJson, onRemove, ...rest }: ValueProps) {
  const t = useT();
  const isText = json === undefined || typeof parsed(json) === "string";
  const [chosen, setChosen] = useState<"text" | "json">();
  const mode = chosen ?? (isText ? "text" : "json");
  const value = json === undefined ? "" : mode === "text" || isText ? plainText(json) : json;
  const commit =
    (mode: "text" | "json"): Commit =>
    (typed) => {
      if (mode === "text") return onJson(JSON.stringify(typed));
      if (parsed(typed) === undefined) return t("graphical.noJson");
      return onJson(typed);
    };
  // A text in JSON is what it would be with quotes: what stands in the field is another value as soon as the kind is.
  const switched = () => {
    const next = mode === "text" ? "json" : "text";
    setChosen(next);
    if (json === undefined || value === "") return;
    if (next === "json" && parsed(value) === undefined) return;
    void onJson(next === "json" ? value : JSON.stringify(value)).catch(() => undefined);
  };
  return (
    <CodeField {...rest} value={value} onCommit={commit(mode)}>
      <button
        type="button"
        className="mode"
        title={t("graphical.mode")}
        aria-label={t("graphical.modeOf", { label: rest.label, mode: t(`graphical.mode.${mode}`) })}
        onClick={switched}
        data-testid={rest.testid && `${rest.testid}-mode`}
      >
        {t(`graphical.mode.${mode}`)}
      </button>
      {onRemove && json !== undefined && (
        <Button
          design="transparent"
          icon="decline"
          tooltip={t("graphical.clear", { label: rest.label })}
          onClick={onRemove}
        />
      )}
    </CodeField>
  );
}

/** One of a few. */
export function Select(props: ComponentProps<"select">) {
  return (
    <span className="pick">
      <select {...props} />
      <Icon name="slim-arrow-down" />
    </span>
  );
}
