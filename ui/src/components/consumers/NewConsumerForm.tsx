import { useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { SignIn } from "../../api/generated/SignIn";
import { useT } from "../../shell/i18n";
import { Button } from "../Button";
import { Choice } from "../form/Choice";
import { TextField } from "../form/TextField";
import { errorAt, errorText } from "../Refused";
import { Secret } from "./Secret";
import "./consumers.css";

interface Props {
  system: string;
  /** What is offered; the first is proposed. */
  signIns: readonly SignIn[];
  /** With the consumer's id. */
  onAdded: (consumer: string) => void;
  onClose: () => void;
}

/** A new consumer. Its secret, where its sign-in has one, is shown once, here. */
export function NewConsumerForm({ system, signIns, onAdded, onClose }: Props) {
  const t = useT();
  const [id, setId] = useState("");
  const [name, setName] = useState("");
  const [signIn, setSignIn] = useState<SignIn>(signIns[0] ?? "basic");
  const [subject, setSubject] = useState("");
  const [error, setError] = useState<AppError>();
  const [secret, setSecret] = useState<string>();
  const add = async () => {
    try {
      const consumer = { id, name, signIn, access: true, ...(signIn === "certificate" && { subject }) };
      const added = await call("consumer_add", { system, consumer });
      setError(undefined);
      setSecret(added.secret);
      onAdded(added.consumer.id);
      if (added.secret === undefined) onClose();
    } catch (refused) {
      setError(refused as AppError);
    }
  };
  if (secret) return <Secret id={id} secret={secret} onClose={onClose} />;
  return (
    <div className="znew-consumer">
      <TextField
        label={t("consumers.id")}
        value={id}
        onChange={setId}
        error={
          errorAt(error, "id") ??
          (error && !["name", "subject"].includes(error.where ?? "") ? errorText(error) : undefined)
        }
        hint={t("consumers.idHint")}
        maxLength={64}
        required
        testid="consumer-id"
      />
      <Choice
        label={t("consumers.signIn")}
        value={signIn}
        options={signIns.map((value) => ({ value, title: t(`consumers.signIn.${value}`) }))}
        onChange={setSignIn}
        testid="consumer-sign-in"
      />
      {signIn === "certificate" && (
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
      <TextField
        label={t("consumers.name")}
        value={name}
        onChange={setName}
        error={errorAt(error, "name")}
        maxLength={255}
        testid="consumer-name"
      />
      <div className="acts">
        <Button onClick={() => void add()} testid="consumer-add">
          {t("consumers.add")}
        </Button>
        <Button design="transparent" onClick={onClose}>
          {t("common.cancel")}
        </Button>
      </div>
    </div>
  );
}
