import { CheckBox } from "@ui5/webcomponents-react/CheckBox";
import { ComboBox } from "@ui5/webcomponents-react/ComboBox";
import { ComboBoxItem } from "@ui5/webcomponents-react/ComboBoxItem";
import { Label } from "@ui5/webcomponents-react/Label";
import { useId, useState } from "react";
import type { KnownProperty } from "../../api/generated/KnownProperty";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { textOf, useT } from "../../shell/i18n";
import { knownOf, type Row } from "./draft";

interface Props {
  known: readonly KnownProperty[];
  rows: readonly Row[];
  onAdd: (name: string, isCredential: boolean) => void;
  onClose: () => void;
}

/** A name, completed from those that are known; a free one may be a credential. */
export function AddProperty({ known, rows, onAdd, onClose }: Props) {
  const t = useT();
  const id = useId();
  const [text, setText] = useState("");
  const [credential, setCredential] = useState(false);
  const name = text.trim();
  const there = new Set(rows.map((row) => row.name));
  const found = knownOf(known, name) ?? known.find((one) => one.prefix && one.name === name);
  const wrong = there.has(name)
    ? t("properties.taken", { name })
    : found?.prefix && found.name === name
      ? t("properties.headerName")
      : undefined;
  const isCredential = found ? found.kind.kind === "credential" : credential;
  const add = () => {
    if (name !== "" && !wrong) onAdd(name, isCredential);
  };
  return (
    <Dialog
      title={t("properties.addTitle")}
      onClose={onClose}
      testid="add-property"
      first="ui5-combobox"
      footer={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button
            design="emphasized"
            disabled={name === "" || wrong !== undefined}
            onClick={add}
            testid="add-property-yes"
          >
            {t("properties.addYes")}
          </Button>
        </>
      }
    >
      <div className="zdialog-body zproperty-add">
        <div className="zfield">
          <Label for={id} required>
            {t("properties.name")}
          </Label>
          <ComboBox
            id={id}
            value={text}
            filter="Contains"
            valueState={wrong ? "Negative" : "None"}
            onInput={(event) => setText(event.target.value)}
            onChange={(event) => setText(event.target.value)}
            data-testid="add-property-name"
          >
            {known
              .filter((one) => !there.has(one.name))
              .map((one) => (
                <ComboBoxItem
                  key={one.name}
                  text={one.name}
                  additionalText={t(`properties.category.${one.category}`)}
                />
              ))}
          </ComboBox>
          {wrong ? (
            <div className="error">{wrong}</div>
          ) : (
            <div className="hint">{found ? textOf(found.help) : t("properties.nameHint")}</div>
          )}
        </div>
        {!found && (
          <CheckBox
            text={t("properties.credential")}
            checked={credential}
            onChange={(event) => setCredential(event.target.checked)}
            data-testid="add-property-credential"
          />
        )}
      </div>
    </Dialog>
  );
}
