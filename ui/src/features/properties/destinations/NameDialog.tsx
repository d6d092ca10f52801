import { useState } from "react";
import { call } from "../../../api/api";
import type { AppError } from "../../../api/generated/AppError";
import type { Destination } from "../../../api/generated/Destination";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { TextField } from "../../../components/form/TextField";
import { errorAt } from "../../../components/Refused";
import { Strip } from "../../../components/Strip";
import { client } from "../../../shell/data";
import { useT } from "../../../shell/i18n";

interface Props {
  /** The one to be renamed; none: a new one. */
  before?: Destination;
  onClose: () => void;
  onDone: (destination: Destination) => void;
}

/** Name and description of a destination. */
export function NameDialog({ before, onClose, onDone }: Props) {
  const t = useT();
  const [name, setName] = useState(before?.name ?? "");
  const [description, setDescription] = useState(before?.description ?? "");
  const [error, setError] = useState<AppError>();
  const save = async () => {
    try {
      const done = before
        ? await call("destination_update", { id: before.id, name, description })
        : await call("destination_create", { name, description });
      await client.invalidateQueries({ queryKey: ["destinations"] });
      onDone(done);
    } catch (refused) {
      setError(refused as AppError);
    }
  };
  const at = (field: string) => errorAt(error, field);
  return (
    <Dialog
      title={before ? t("destinations.renameTitle", { name: before.name }) : t("destinations.create")}
      onClose={onClose}
      testid="destination-name-dialog"
      footer={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button design="emphasized" onClick={() => void save()} testid="destination-name-yes">
            {before ? t("destinations.rename") : t("destinations.create")}
          </Button>
        </>
      }
    >
      <div className="zdialog-body zproperty-add">
        {error && !at("name") && !at("description") && <Strip severity="error">{error.message}</Strip>}
        <TextField
          label={t("destinations.name")}
          value={name}
          required
          onChange={setName}
          error={at("name")}
          testid="destination-name"
        />
        <TextField
          label={t("destinations.description")}
          value={description}
          onChange={setDescription}
          error={at("description")}
          testid="destination-description"
        />
      </div>
    </Dialog>
  );
}
