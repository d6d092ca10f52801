import { useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { SystemNode } from "../../api/generated/SystemNode";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Strip } from "../../components/Strip";
import { client } from "../../shell/data";
import { useT } from "../../shell/i18n";
import { navigate, paths } from "../../shell/router";

interface Props {
  system: SystemNode;
  systems: readonly SystemNode[];
  onClose: () => void;
}

/** Says what goes with the system, and that the account stays as it is. */
export function DeleteDialog({ system, systems, onClose }: Props) {
  const t = useT();
  const [error, setError] = useState<AppError>();
  const [busy, setBusy] = useState(false);
  const below = systems.filter((s) => s.parent === system.id).length;
  const goes = [
    system.users !== undefined &&
      t("systems.deleteSnapshot", { users: system.users, roleCollections: system.roleCollections ?? 0 }),
    system.state !== "folder" && !system.demo && t("systems.deleteSecret"),
    t("systems.deleteProperties"),
  ].filter((line) => line !== false);
  const remove = async () => {
    setBusy(true);
    try {
      await call("system_delete", { id: system.id });
      await client.invalidateQueries({ queryKey: ["landscape"] });
      onClose();
      await navigate(system.parent ? paths.system(system.parent) : paths.home, { replace: true });
    } catch (refused) {
      setBusy(false);
      setError(refused as AppError);
    }
  };
  const title = t("systems.deleteTitle", { name: system.name });
  return (
    <Dialog
      title={title}
      onClose={onClose}
      testid="delete-system"
      footer={
        <>
          <span className="room" />
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button design="negative" onClick={() => void remove()} disabled={busy} testid="delete-system-confirm">
            {title}
          </Button>
        </>
      }
    >
      <div className="zdialog-body zsystem-delete">
        {error && (
          <Strip severity="error">
            {error.message} {error.help} <small className="quiet">{error.code}</small>
          </Strip>
        )}
        <p>{t("systems.deleteText", { name: system.name })}</p>
        <p>{t("systems.deleteGoes")}</p>
        <ul>
          {goes.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        {below > 0 && <p>{t("systems.deleteBelow", { count: below })}</p>}
        <p className="quiet">{t("systems.deleteKept")}</p>
      </div>
    </Dialog>
  );
}
