import type { AppError } from "../../api/generated/AppError";
import type { PropertyFinding } from "../../api/generated/PropertyFinding";
import { Button } from "../../components/Button";
import { Choice } from "../../components/form/Choice";
import { TextField } from "../../components/form/TextField";
import { textOf, useT } from "../../shell/i18n";
import { CredentialField } from "./CredentialField";
import { type Draft, type Row, withValue } from "./draft";
import { Findings } from "./Findings";
import { whence } from "./PropertyValue";

interface Props {
  row: Row;
  draft: Draft;
  findings: readonly PropertyFinding[];
  /** What the backend said against it when it was to be saved. */
  refused: AppError | undefined;
  destination: string | undefined;
  onChange: (next: (draft: Draft) => Draft) => void;
}

/** One property as a field: help below it, the default where nothing is set, what is wrong at it. */
export function PropertyField(props: Props) {
  const { row, findings, refused, destination, onChange } = props;
  const t = useT();
  const set = (text: string) => onChange((draft) => withValue(draft, row.stored, row.name, text));
  const wrong = findings
    .filter((one) => one.severity === "error")
    .map((one) => `${textOf(one.text)} ${textOf(one.mend)}`)
    .join(" ");
  const removed = row.changed && row.value === undefined && row.stored?.value !== undefined;
  const from = whence(row, destination);
  const without =
    row.stored?.inherited !== undefined
      ? t("properties.inherited", { value: row.stored.inherited, name: destination ?? "" })
      : row.known?.default !== undefined
        ? t("properties.default", { value: row.known.default })
        : t("properties.unset");
  return (
    <div className={row.changed ? "row changed" : "row"} data-testid={`property-${row.name}`}>
      <div className="what">
        {row.isCredential ? (
          <CredentialField {...props} />
        ) : (
          <Plain row={row} without={without} error={wrong} onChange={set} />
        )}
        <span className="hints">
          {row.known && <span className="from">{textOf(row.known.help)}</span>}
          {from && <span className="from">{t(`properties.${from}`, { name: destination })}</span>}
          {removed && <span className="from">{t("properties.removed")}</span>}
          <Findings findings={findings} />
          {refused && findings.length === 0 && (
            <span className="finding error">
              {refused.message} {refused.help}
            </span>
          )}
        </span>
      </div>
      {!row.isCredential &&
        (row.value !== undefined ? (
          <Button
            design="transparent"
            icon="delete"
            tooltip={t("properties.remove", { name: row.name })}
            onClick={() => set("")}
            testid={`remove-${row.name}`}
          />
        ) : (
          removed && (
            <Button
              design="transparent"
              icon="undo"
              tooltip={t("properties.undo", { name: row.name })}
              onClick={() => set(row.stored?.value ?? "")}
              testid={`undo-${row.name}`}
            />
          )
        ))}
    </div>
  );
}

interface PlainProps {
  row: Row;
  /** What counts while it is not set. */
  without: string;
  /** What is wrong, for a screen reader; it is shown below. Empty: nothing. */
  error: string;
  onChange: (text: string) => void;
}

function Plain({ row, without, error, onChange }: PlainProps) {
  const kind = row.known?.kind;
  const value = row.value ?? "";
  const values = kind?.kind === "choice" ? kind.values : kind?.kind === "switch" ? ["true", "false"] : undefined;
  // A value that is none of these can be seen and mended only as text.
  if (values && (value === "" || values.includes(value))) {
    return (
      <Choice
        label={row.name}
        value={value}
        options={[{ value: "", title: without }, ...values.map((one) => ({ value: one, title: one }))]}
        onChange={onChange}
        testid={`field-${row.name}`}
      />
    );
  }
  return (
    <TextField
      label={row.name}
      value={value}
      placeholder={without}
      error={error || undefined}
      onChange={onChange}
      testid={`field-${row.name}`}
    />
  );
}
