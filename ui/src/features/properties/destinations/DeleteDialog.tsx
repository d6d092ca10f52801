import { useState } from "react";
import { call } from "../../../api/api";
import type { AppError } from "../../../api/generated/AppError";
import type { Destination } from "../../../api/generated/Destination";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { Strip } from "../../../components/Strip";
import { client } from "../../../shell/data";
import { useT } from "../../../shell/i18n";

interface Props {
  destination: Destination;
  onClose: () => void;
  onDone: () => void;
}

/** Says which systems use it before it goes. */
export function DeleteDialog({ destination, onClose, onDone }: Props) {
  const t = useT();
  const [error, setError] = useState<AppError>();
  const remove = async () => {
    try {
      await call("destination_delete", { id: destination.id });
      await client.invalidateQueries({ queryKey: ["destinations"] });
      onDone();
    } catch (refused) {
      setError(refused as AppError);
    }
  };
  const title = t("destinations.deleteTitle", { name: destination.name });
  return (
    <Dialog
      title={title}
      onClose={onClose}
      testid="destination-delete-dialog"
      footer={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button design="negative" onClick={() => void remove()} testid="destination-delete-yes">
            {title}
          </Button>
        </>
      }
    >
      <div className="zdialog-body apart">
        {error && (
          <Strip severity="error">
            {error.message} {error.help}
          </Strip>
        )}
        <p>{t("destinations.deleteText", { count: destination.systems.length })}</p>
        <ul>
          {destination.systems.map((system) => (
            <li key={system.id}>{system.name}</li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
