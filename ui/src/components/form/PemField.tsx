import { useId } from "react";
import "./form.css";

interface Props {
  label: string;
  value: string;
  onChange: (text: string) => void;
  /** As `CERTIFICATE`: how the text begins. */
  kind: "CERTIFICATE" | "PRIVATE KEY";
  error?: string | undefined;
  testid: string;
}

/** A certificate or a private key, as PEM. */
export function PemField({ label, value, onChange, kind, error, testid }: Props) {
  const id = useId();
  return (
    <div className="zfield wide">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        className="zcode-area"
        rows={4}
        value={value}
        placeholder={`-----BEGIN ${kind}-----`}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={error !== undefined || undefined}
        onChange={(event) => onChange(event.target.value)}
        data-testid={testid}
      />
      {error && <div className="error">{error}</div>}
    </div>
  );
}
