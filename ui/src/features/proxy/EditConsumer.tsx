import { useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { Consumer } from "../../api/generated/Consumer";
import { Button } from "../../components/Button";
import { minutesOf, TokenMinutes } from "../../components/consumers/TokenMinutes";
import { Dialog } from "../../components/Dialog";
import { TextField } from "../../components/form/TextField";
import { errorAt, Refused } from "../../components/Refused";
import { useT } from "../../shell/i18n";

interface Props {
  system: string;
  consumer: Consumer;
  onDone: () => void;
  onClose: () => void;
}

/** The name of a consumer, and the certificate that it shows or how long its tokens are good for. */
export function EditConsumer({ system, consumer: { id, ...before }, onDone, onClose }: Props) {
  const t = useT();
  const [name, setName] = useState(before.name);
  const [subject, setSubject] = useState(before.subject ?? "");
  const [minutes, setMinutes] = useState(String(before.tokenMinutes));
  const [error, setError] = useState<AppError>();
  const save = async () => {
    const edit = {
      name,
      newSecret: false,
      ...(before.signIn === "certificate" && { subject }),
      ...(before.signIn === "oauth" && { tokenMinutes: minutesOf(minutes) }),
    };
    try {
      await call("consumer_update", { system, id, edit });
      onDone();
      onClose();
    } catch (refused) {
      setError(refused as AppError);
    }
  };
  const elsewhere = error && !["name", "subject", "tokenMinutes"].includes(error.where ?? "") ? error : undefined;
  return (
    <Dialog
      title={t("proxy.editTitle", { id })}
      width={32}
      onClose={onClose}
      first="[data-testid=consumer-name]"
      testid="consumer-edit-dialog"
      footer={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button design="emphasized" onClick={() => void save()} testid="consumer-save">
            {t("proxy.save")}
          </Button>
        </>
      }
    >
      <div className="zdialog-body zconsumer-form">
        <Refused error={elsewhere} />
        <TextField
          label={t("consumers.name")}
          value={name}
          onChange={setName}
          error={errorAt(error, "name")}
          maxLength={255}
          testid="consumer-name"
        />
        {before.signIn === "oauth" && (
          <TokenMinutes value={minutes} onChange={setMinutes} error={errorAt(error, "tokenMinutes")} />
        )}
        {before.signIn === "certificate" && (
          <TextField
            label={t("consumers.subject")}
            value={subject}
            onChange={setSubject}
            error={errorAt(error, "subject")}
            hint={t("consumers.subjectHint")}
            maxLength={255}
            required
            testid="consumer-subject"
          />
        )}
      </div>
    </Dialog>
  );
}
