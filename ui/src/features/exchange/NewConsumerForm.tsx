import { useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import { Button } from "../../components/Button";
import { Choice } from "../../components/form/Choice";
import { TextField } from "../../components/form/TextField";
import { errorText } from "../../components/Refused";
import { useT } from "../../shell/i18n";
import { Secret } from "./Secret";

interface Props {
  system: string;
  /** With the consumer's id. */
  onAdded: (consumer: string) => void;
  onClose: () => void;
}

/** A new consumer. Its secret is shown once, here. */
export function NewConsumerForm({ system, onAdded, onClose }: Props) {
  const t = useT();
  const [id, setId] = useState("");
  const [signIn, setSignIn] = useState<"basic" | "oauth">("basic");
  const [error, setError] = useState<AppError>();
  const [secret, setSecret] = useState<string>();
  const add = async () => {
    try {
      const consumer = { id, name: "", signIn, access: true };
      const added = await call("consumer_add", { system, consumer });
      setError(undefined);
      setSecret(added.secret);
      onAdded(added.consumer.id);
    } catch (refused) {
      setError(refused as AppError);
    }
  };
  if (secret) return <Secret id={id} secret={secret} onClose={onClose} />;
  return (
    <div className="new-consumer">
      <TextField
        label={t("exchange.consumerId")}
        value={id}
        onChange={setId}
        error={error && errorText(error)}
        hint={t("exchange.consumerIdHint")}
        maxLength={64}
        required
        testid="consumer-id"
      />
      <Choice
        label={t("exchange.signIn")}
        value={signIn}
        options={[
          { value: "basic", title: t("exchange.signIn.basic") },
          { value: "oauth", title: t("exchange.signIn.oauth") },
        ]}
        onChange={setSignIn}
        testid="consumer-sign-in"
      />
      <div className="acts">
        <Button onClick={() => void add()} testid="consumer-add">
          {t("exchange.addConsumer")}
        </Button>
        <Button design="transparent" onClick={onClose}>
          {t("common.cancel")}
        </Button>
      </div>
    </div>
  );
}
