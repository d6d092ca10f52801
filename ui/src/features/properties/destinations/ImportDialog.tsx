import { TextArea } from "@ui5/webcomponents-react/TextArea";
import { useRef, useState } from "react";
import { call } from "../../../api/api";
import type { AppError } from "../../../api/generated/AppError";
import type { ImportedDestination } from "../../../api/generated/ImportedDestination";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { TextField } from "../../../components/form/TextField";
import { errorAt, Refused } from "../../../components/Refused";
import { client } from "../../../shell/data";
import { useT } from "../../../shell/i18n";

interface Props {
  onClose: () => void;
  onDone: (imported: ImportedDestination) => void;
}

/** Reads a destination that SAP BTP exported, pasted or from a file. */
export function ImportDialog({ onClose, onDone }: Props) {
  const t = useT();
  const [text, setText] = useState("");
  const [name, setName] = useState("");
  const [fileName, setFileName] = useState<string>();
  const [error, setError] = useState<AppError>();
  const file = useRef<HTMLInputElement>(null);
  const read = async (chosen: File | undefined) => {
    if (!chosen) return;
    setText(await chosen.text());
    setFileName(chosen.name);
    setError(undefined);
  };
  const save = async () => {
    try {
      const imported = await call("destination_import", {
        text,
        ...(name.trim() !== "" && { name }),
        ...(fileName !== undefined && { fileName }),
      });
      await client.invalidateQueries({ queryKey: ["destinations"] });
      onDone(imported);
    } catch (refused) {
      setError(refused as AppError);
    }
  };
  const atName = errorAt(error, "name");
  return (
    <Dialog
      title={t("destinations.importTitle")}
      onClose={onClose}
      testid="destination-import-dialog"
      footer={
        <>
          <Button onClick={() => file.current?.click()}>{t("destinations.file")}</Button>
          <span className="room" />
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button
            design="emphasized"
            disabled={text.trim() === ""}
            onClick={() => void save()}
            testid="destination-import-yes"
          >
            {t("destinations.import")}
          </Button>
        </>
      }
    >
      <div className="zdialog-body zproperty-add">
        {!atName && <Refused error={error} />}
        <input
          ref={file}
          type="file"
          hidden
          aria-hidden
          onChange={(event) => void read(event.target.files?.[0])}
          data-testid="destination-file"
        />
        <TextArea
          className="lines"
          value={text}
          rows={10}
          accessibleName={t("destinations.importText")}
          placeholder={t("destinations.importText")}
          onInput={(event) => {
            setText(event.target.value);
            setError(undefined);
          }}
          data-testid="destination-text"
        />
        <p className="quiet">{t("destinations.importHint")}</p>
        <TextField
          label={t("destinations.name")}
          value={name}
          hint={t("destinations.nameHint")}
          error={atName}
          onChange={setName}
          testid="destination-import-name"
        />
      </div>
    </Dialog>
  );
}
