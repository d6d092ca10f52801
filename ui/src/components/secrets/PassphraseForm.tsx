import { useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { VaultStatus } from "../../api/generated/VaultStatus";
import { announce } from "../../shell/announce";
import { useT } from "../../shell/i18n";
import { Button } from "../Button";
import { Dialog } from "../Dialog";
import { TextField } from "../form/TextField";
import { Refused } from "../Refused";

const shortest = 8;

interface Props {
  vault: VaultStatus;
  /** Gives the open vault another passphrase, instead of opening it. */
  change?: boolean;
  /** Why it is asked for, a sentence. */
  text?: string | undefined;
  onDone: () => void;
  onClose: () => void;
}

/** Asks for the passphrase of the vault; twice where it is a new one, which nobody could find out later. */
export function PassphraseForm({ vault, change = false, text, onDone, onClose }: Props) {
  const t = useT();
  const [passphrase, setPassphrase] = useState("");
  const [again, setAgain] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError>();
  const fresh = change || vault === "absent";
  const short = fresh && passphrase !== "" && [...passphrase].length < shortest;
  const differ = fresh && again !== "" && again !== passphrase;
  const ready = passphrase !== "" && !short && (!fresh || again === passphrase);
  const send = async () => {
    if (!ready || busy) return;
    setBusy(true);
    setError(undefined);
    try {
      await call(change ? "vault_passphrase" : "vault_unlock", { passphrase });
      if (change) announce(t("secrets.changed"));
      onDone();
    } catch (refused) {
      setError(refused as AppError);
      setBusy(false);
    }
  };
  const title = t(change ? "secrets.change" : fresh ? "secrets.new" : "secrets.unlockTitle");
  return (
    <Dialog
      title={title}
      onClose={onClose}
      width={30}
      testid="passphrase"
      first="[data-testid=passphrase-field]"
      footer={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button design="emphasized" onClick={() => void send()} disabled={!ready || busy} testid="passphrase-send">
            {t(change ? "secrets.changeDo" : fresh ? "secrets.newDo" : "secrets.unlock")}
          </Button>
        </>
      }
    >
      <form
        className="zdialog-body apart"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") void send();
        }}
      >
        <Refused error={error} testid="passphrase-error" />
        <p>{text ?? t(fresh ? "secrets.newText" : "secrets.unlockText")}</p>
        <TextField
          label={t(change ? "secrets.newPassphrase" : "secrets.passphrase")}
          value={passphrase}
          onChange={setPassphrase}
          error={short ? t("secrets.short", { count: shortest }) : undefined}
          hint={fresh ? t("secrets.newHint") : undefined}
          password
          required
          testid="passphrase-field"
        />
        {fresh && (
          <TextField
            label={t("secrets.again")}
            value={again}
            onChange={setAgain}
            error={differ ? t("secrets.differ") : undefined}
            password
            required
            testid="passphrase-again"
          />
        )}
      </form>
    </Dialog>
  );
}
