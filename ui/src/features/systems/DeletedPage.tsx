import { useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { DeletedSystem } from "../../api/generated/DeletedSystem";
import { Button } from "../../components/Button";
import { ErrorMessage, Message } from "../../components/Message";
import { Refused } from "../../components/Refused";
import { announce } from "../../shell/announce";
import { client, useReading } from "../../shell/data";
import { useFormat, useT } from "../../shell/i18n";
import { navigate, paths } from "../../shell/router";
import { useNow } from "../../shell/useNow";
import "./systems.css";

/** Systems that were deleted here, to be brought back. */
export function DeletedPage() {
  const t = useT();
  const { data, error: unread } = useReading("systems_deleted", {});
  const [error, setError] = useState<AppError>();
  const restore = async ({ id }: DeletedSystem) => {
    setError(undefined);
    try {
      const system = await call("system_restore", { id });
      await client.invalidateQueries({ queryKey: ["landscape"] });
      await client.invalidateQueries({ queryKey: ["systems_deleted"] });
      announce(t("systems.restored", { name: system.name }));
      await navigate(paths.system(system.id));
    } catch (refused) {
      setError(refused as AppError);
    }
  };
  if (unread) return <ErrorMessage error={unread} />;
  if (!data) return null;
  if (data.length === 0) {
    return <Message page icon="delete" title={t("systems.deletedNone")} text={t("systems.deletedNoneText")} />;
  }
  return (
    <div className="zsystem" data-testid="deleted-systems">
      <header>
        <h1>{t("systems.deletedPage")}</h1>
      </header>
      <div className="body">
        <Refused error={error} />
        <p>{t("systems.deletedPageText")}</p>
        <ul className="zdeleted">
          {data.map((system) => (
            <Deleted key={system.id} system={system} onRestore={() => void restore(system)} />
          ))}
        </ul>
      </div>
    </div>
  );
}

function Deleted({ system, onRestore }: { system: DeletedSystem; onRestore: () => void }) {
  const t = useT();
  const format = useFormat();
  const now = useNow(60_000);
  return (
    <li data-testid={`deleted-${system.name}`}>
      <span className="what">
        <b>{system.name}</b> <span className="quiet">{t(`level.${system.level}`)}</span>
        {system.description && <span className="quiet ell">{system.description}</span>}
        <small className="quiet" title={format.timestamp(system.at)}>
          {t("systems.deletedAt", { when: format.age(system.at, now), who: system.who })}
        </small>
      </span>
      <Button onClick={onRestore} tooltip={t("systems.restoreNamed", { name: system.name })} testid="restore-system">
        {t("systems.restore")}
      </Button>
    </li>
  );
}
