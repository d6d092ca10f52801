import { ComboBox } from "@ui5/webcomponents-react/ComboBox";
import { ComboBoxItem } from "@ui5/webcomponents-react/ComboBoxItem";
import { Label } from "@ui5/webcomponents-react/Label";
import { useEffect, useId } from "react";
import type { SystemNode } from "../../../api/generated/SystemNode";
import { TextField } from "../../../components/form/TextField";
import { useReading } from "../../../shell/data";
import { useT } from "../../../shell/i18n";
import { noFilter } from "../place";
import type { Finding } from "./draft";

interface Props {
  system: SystemNode;
  value: string;
  fixed: boolean;
  finding: Finding | undefined;
  onChange: (value: string) => void;
}

/** The origin key: those seen in the account, the most used one first, or another that is typed. Never blank. */
export function OriginField({ system, value, fixed, finding, onChange }: Props) {
  const t = useT();
  const id = useId();
  const page = useReading("users_page", {
    query: { system: system.id, filter: noFilter, sort: [], offset: 0, limit: 1 },
  });
  const origins = page.data?.origins ?? [];
  const usual = origins[0];
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the origins are known; then it is the person's
  useEffect(() => {
    if (!fixed && value === "" && usual) onChange(usual);
  }, [usual]);
  if (fixed) {
    return (
      <TextField
        label={t("users.form.origin")}
        value={value}
        disabled
        hint={t("users.form.originFixed")}
        onChange={onChange}
      />
    );
  }
  const unseen = page.data !== undefined && value !== "" && !origins.includes(value);
  return (
    <div className="zfield">
      <Label for={id} required>
        {t("users.form.origin")}
      </Label>
      <ComboBox
        id={id}
        value={value}
        required
        filter="None"
        valueState={finding ? "Negative" : unseen ? "Critical" : "None"}
        onInput={(event) => onChange(event.target.value)}
        onChange={(event) => onChange(event.target.value)}
        data-testid="field-origin"
      >
        {origins.map((origin) => (
          <ComboBoxItem key={origin} text={origin} />
        ))}
      </ComboBox>
      {finding ? (
        <div className="error">{t(`users.form.${finding}`)}</div>
      ) : (
        unseen && <div className="hint">{t("users.form.originNew", { system: system.name })}</div>
      )}
    </div>
  );
}
