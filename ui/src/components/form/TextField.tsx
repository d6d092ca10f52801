import type { InputDomRef } from "@ui5/webcomponents-react/Input";
import { Input } from "@ui5/webcomponents-react/Input";
import { Label } from "@ui5/webcomponents-react/Label";
import { type Ref, useId } from "react";
import "./form.css";

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** What is wrong with the value, a sentence. */
  error?: string | undefined;
  /** The value is the one that is wanted. */
  good?: boolean;
  /** Below the field. */
  hint?: string | undefined;
  placeholder?: string | undefined;
  required?: boolean;
  password?: boolean;
  disabled?: boolean;
  maxLength?: number;
  onBlur?: () => void;
  testid?: string;
  ref?: Ref<InputDomRef>;
}

/** A labelled line of text; what is wrong with it stands at the field. */
export function TextField({
  label,
  value,
  onChange,
  error,
  good,
  hint,
  testid,
  password = false,
  ref,
  ...rest
}: Props) {
  const id = useId();
  return (
    <div className="zfield">
      <Label for={id} required={rest.required ?? false}>
        {label}
      </Label>
      <Input
        id={id}
        ref={ref ?? null}
        value={value}
        type={password ? "Password" : "Text"}
        placeholder={rest.placeholder ?? ""}
        required={rest.required ?? false}
        disabled={rest.disabled ?? false}
        valueState={error ? "Negative" : good ? "Positive" : "None"}
        // Read out; it is seen below.
        valueStateMessage={error ? <div>{error}</div> : undefined}
        accessibleDescription={error ? "" : (hint ?? "")}
        onInput={(event) => onChange(event.target.value)}
        {...(rest.maxLength && { maxlength: rest.maxLength })}
        {...(rest.onBlur && { onBlur: rest.onBlur })}
        data-testid={testid}
      />
      {error ? (
        <div className="error" data-testid={testid && `${testid}-error`}>
          {error}
        </div>
      ) : (
        hint && <div className="hint">{hint}</div>
      )}
    </div>
  );
}
