import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { Button } from "../../../components/Button";
import { Icon } from "../../../components/Icon";
import { useT } from "../../../shell/i18n";
import type { Try } from "./useTry";

/** The properties and variables that the text reads, with other values for the try where they are wanted. */
export function ValuesButton({ attempt }: { attempt: Try }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const count = attempt.tried?.properties.length ?? 0;
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <>
      <Button
        ref={button}
        design="transparent"
        tooltip={t("try.valuesHint")}
        aria-haspopup="dialog"
        aria-expanded={open}
        disabled={!attempt.tried}
        onClick={() => setOpen(!open)}
        testid="try-values"
      >
        <span className="zmenu-text">
          {t("try.properties", { count })}
          <Icon name="slim-arrow-down" />
        </span>
      </Button>
      {open && attempt.tried && (
        <Values attempt={attempt} anchor={button} onClose={close} onGone={() => setOpen(false)} />
      )}
    </>
  );
}

interface ValuesProps {
  attempt: Try;
  anchor: { current: HTMLButtonElement | null };
  /** Closed by the keys: the focus goes back. */
  onClose: () => void;
  onGone: () => void;
}

function Values({ attempt, anchor, onClose, onGone }: ValuesProps) {
  const t = useT();
  const panel = useRef<HTMLDivElement>(null);
  const { choice, tried } = attempt;
  const gone = useRef(onGone);
  gone.current = onGone;
  useEffect(() => {
    (panel.current?.querySelector<HTMLElement>("input:not([readonly])") ?? panel.current)?.focus();
    const outside = (event: Event) => {
      const at = event.target as Node;
      if (!panel.current?.contains(at) && !anchor.current?.contains(at)) gone.current();
    };
    window.addEventListener("pointerdown", outside, true);
    return () => window.removeEventListener("pointerdown", outside, true);
  }, [anchor]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    onClose();
  };
  const set = Object.keys(choice.properties).length + Object.keys(choice.variables).length;
  return (
    <div
      ref={panel}
      className="ztry-values"
      role="dialog"
      aria-label={t("try.valuesTitle")}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      data-testid="try-values-panel"
    >
      <p className="quiet">{t("try.valuesText")}</p>
      <Section title={t("try.propertiesTitle")} none={tried?.properties.length === 0 && t("try.noProperties")}>
        {tried?.properties.map(({ name, value, masked }) => (
          <Field
            key={name}
            name={name}
            value={choice.properties[name] ?? value}
            changed={name in choice.properties}
            masked={masked}
            onChange={(typed) => attempt.setProperty(name, typed)}
          />
        ))}
      </Section>
      <Section title={t("try.variablesTitle")} none={tried?.variables.length === 0 && t("try.noVariables")}>
        {tried?.variables.map(({ name, value }) => (
          <Field
            key={name}
            name={name}
            value={choice.variables[name] ?? value}
            changed={name in choice.variables}
            left={name in choice.variables && value !== choice.variables[name] ? value : undefined}
            onChange={(typed) => attempt.setVariable(name, typed)}
          />
        ))}
      </Section>
      <div className="foot">
        <Button disabled={set === 0} onClick={attempt.reset} testid="try-reset">
          {t("try.reset")}
        </Button>
      </div>
    </div>
  );
}

function Section({ title, none, children }: { title: string; none: string | false; children: ReactNode }) {
  return (
    <section>
      <h3>{title}</h3>
      {none && <p className="quiet">{none}</p>}
      {children}
    </section>
  );
}

interface FieldProps {
  name: string;
  value: string | undefined;
  changed: boolean;
  masked?: boolean;
  /** What a mapping made of it in the run. */
  left?: string | undefined;
  /** Without a value the system's own counts again. */
  onChange: (value: string | undefined) => void;
}

function Field({ name, value, changed, masked = false, left, onChange }: FieldProps) {
  const t = useT();
  const id = useId();
  return (
    <div className={changed ? "value changed" : "value"}>
      <label htmlFor={id} title={name} className="ell">
        {name}
      </label>
      <input
        id={id}
        title={masked ? t("try.masked") : undefined}
        value={masked ? "" : (value ?? "")}
        readOnly={masked}
        placeholder={masked ? t("try.notShown") : value === undefined ? t("try.unset") : ""}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        data-testid={`try-value-${name}`}
      />
      {changed ? (
        <Button
          design="transparent"
          icon="undo"
          tooltip={t("try.resetOne", { name })}
          onClick={() => onChange(undefined)}
        />
      ) : (
        <span />
      )}
      {left !== undefined && <small className="quiet ell">{t("try.setByMapping", { value: left })}</small>}
    </div>
  );
}
