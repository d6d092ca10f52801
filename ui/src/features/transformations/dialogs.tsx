import { useState } from "react";
import type { AppError } from "../../api/generated/AppError";
import type { TransformationKind } from "../../api/generated/TransformationKind";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { TextField } from "../../components/form/TextField";
import { JsonView } from "../../components/JsonView";
import { Refused } from "../../components/Refused";
import { useReading } from "../../shell/data";
import { useT } from "../../shell/i18n";

interface DescribeProps {
  title: string;
  /** What will be, a sentence. */
  text: string;
  act: string;
  /** What was typed before. */
  start?: string | undefined;
  /** Resolves to what stands in the way; nothing when it is done. */
  onSave: (description: string) => Promise<AppError | undefined>;
  onClose: () => void;
}

/** Asks for the description that every version has. */
export function DescribeDialog({ title, text, act, start = "", onSave, onClose }: DescribeProps) {
  const t = useT();
  const [description, setDescription] = useState(start);
  const [error, setError] = useState<AppError>();
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const missing = description.trim() === "";
  const save = async () => {
    setTried(true);
    if (missing || busy) return;
    setBusy(true);
    setError(await onSave(description));
    setBusy(false);
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      first="ui5-input"
      testid="describe"
      footer={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button design="emphasized" onClick={() => void save()} disabled={busy} testid="describe-save">
            {act}
          </Button>
        </>
      }
    >
      <form
        className="zdialog-body apart"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Refused error={error} testid="describe-error" />
        <p>{text}</p>
        <TextField
          label={t("transformations.description")}
          value={description}
          onChange={setDescription}
          error={tried && missing ? t("transformations.descriptionMissing") : undefined}
          hint={t("transformations.descriptionHint")}
          maxLength={200}
          required
          testid="description"
        />
      </form>
    </Dialog>
  );
}

interface ShowProps {
  title: string;
  system: string;
  kind: TransformationKind;
  number: number;
  onClose: () => void;
}

/** A version's text, to be read. */
export function ShowDialog({ title, system, kind, number, onClose }: ShowProps) {
  const t = useT();
  const { data } = useReading("transformation_text", { system, kind, side: { of: "version", number } });
  return (
    <Dialog
      title={title}
      onClose={onClose}
      width={52}
      height={40}
      className="ztransformation-text"
      testid="version-text"
      footer={<Button onClick={onClose}>{t("common.close")}</Button>}
    >
      {data !== undefined && <JsonView label={title} text={data} />}
    </Dialog>
  );
}
