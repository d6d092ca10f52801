import { useEffect, useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { SecretsMovable } from "../../api/generated/SecretsMovable";
import type { SecretsTarget } from "../../api/generated/SecretsTarget";
import { announce } from "../../shell/announce";
import { useT } from "../../shell/i18n";
import { useSession } from "../../shell/session";
import { Button } from "../Button";
import { Dialog } from "../Dialog";
import { Refused } from "../Refused";
import { PassphraseForm } from "./PassphraseForm";

interface Props {
  to: SecretsTarget;
  onClose: () => void;
}

/** Moves all secrets: opens the vault where it takes part, says how many they are, moves all or none. */
export function MoveSecrets({ to, onClose }: Props) {
  const t = useT();
  const { secrets, vault } = useSession();
  const [open, setOpen] = useState(vault === "open" || (to === "keychain" && secrets !== "file"));
  if (!open) return <PassphraseForm vault={vault} onDone={() => setOpen(true)} onClose={onClose} />;
  return <Preview to={to} title={t(`secrets.move.${to}`)} onClose={onClose} />;
}

function Preview({ to, title, onClose }: Props & { title: string }) {
  const t = useT();
  const [movable, setMovable] = useState<SecretsMovable>();
  const [error, setError] = useState<AppError>();
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    call("secrets_movable", { to }).then(setMovable, setError);
  }, [to]);
  const move = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const moved = await call("secrets_move", { to });
      announce(t(moved.tidy ? `secrets.moved.${to}` : "secrets.movedUntidy", { count: moved.secrets }));
      onClose();
    } catch (refused) {
      setError(refused as AppError);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      width={30}
      testid="move-secrets"
      footer={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button
            design="emphasized"
            onClick={() => void move()}
            disabled={movable === undefined || busy}
            testid="move-secrets-confirm"
          >
            {t(movable?.secrets === 0 ? `secrets.use.${to}` : "secrets.moveDo", { count: movable?.secrets ?? 0 })}
          </Button>
        </>
      }
    >
      <div className="zdialog-body apart">
        <Refused error={error} testid="move-secrets-error" />
        {movable && <p data-testid="move-secrets-count">{t(`secrets.count.${to}`, { count: movable.secrets })}</p>}
        {movable?.unreachable && <p>{t("secrets.unreachable")}</p>}
        <p className="quiet">{t("secrets.allOrNothing")}</p>
      </div>
    </Dialog>
  );
}
