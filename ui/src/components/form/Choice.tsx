import { Label } from "@ui5/webcomponents-react/Label";
import { Option } from "@ui5/webcomponents-react/Option";
import { Select } from "@ui5/webcomponents-react/Select";
import { useId } from "react";
import "./form.css";

interface Props<V extends string> {
  label: string;
  value: V;
  options: readonly { value: V; title: string; detail?: string | undefined }[];
  onChange: (value: V) => void;
  error?: string | undefined;
  hint?: string | undefined;
  disabled?: boolean;
  testid?: string;
}

/** A labelled choice among a few. */
export function Choice<V extends string>({ label, value, options, onChange, error, hint, disabled, testid }: Props<V>) {
  const id = useId();
  return (
    <div className="zfield">
      <Label for={id}>{label}</Label>
      <Select
        id={id}
        value={value}
        disabled={disabled ?? false}
        valueState={error ? "Negative" : "None"}
        onChange={(event) => onChange(event.detail.selectedOption.value as V)}
        data-testid={testid}
      >
        {options.map((option) => (
          <Option key={option.value} value={option.value} additionalText={option.detail ?? ""}>
            {option.title}
          </Option>
        ))}
      </Select>
      {error ? <div className="error">{error}</div> : hint && <div className="hint">{hint}</div>}
    </div>
  );
}
