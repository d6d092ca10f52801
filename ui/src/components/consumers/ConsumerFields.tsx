import type { SignIn } from "../../api/generated/SignIn";
import { useT } from "../../shell/i18n";
import { Choice } from "../form/Choice";
import { TextField } from "../form/TextField";
import { errorAt, errorText } from "../Refused";
import { TokenMinutes } from "./TokenMinutes";
import type { NewConsumerDraft } from "./useNewConsumer";

interface Props {
  of: NewConsumerDraft;
  signIns: readonly SignIn[];
  /** Says what each sign-in means: where there is room for it. */
  explained?: boolean;
}

/** What a new consumer is asked for. What no field is to blame for stands at the first. */
export function ConsumerFields({ of, signIns, explained = false }: Props) {
  const t = useT();
  const { error } = of;
  const places = ["id", "name", "subject", "tokenMinutes"];
  const elsewhere = error && !places.includes(error.where ?? "") ? errorText(error) : undefined;
  return (
    <>
      <TextField
        label={t("consumers.id")}
        value={of.id}
        onChange={of.setId}
        error={errorAt(error, "id") ?? elsewhere}
        hint={t("consumers.idHint")}
        maxLength={64}
        required
        testid="consumer-id"
      />
      <Choice
        label={t("consumers.signIn")}
        value={of.signIn}
        options={signIns.map((value) => ({ value, title: t(`consumers.signIn.${value}`) }))}
        onChange={of.setSignIn}
        hint={explained ? t(`consumers.signInHint.${of.signIn}`) : undefined}
        testid="consumer-sign-in"
      />
      {of.signIn === "oauth" && (
        <TokenMinutes value={of.minutes} onChange={of.setMinutes} error={errorAt(error, "tokenMinutes")} />
      )}
      {of.signIn === "certificate" && (
        <TextField
          label={t("consumers.subject")}
          value={of.subject}
          onChange={of.setSubject}
          error={errorAt(error, "subject")}
          hint={t("consumers.subjectHint")}
          maxLength={255}
          required
          testid="consumer-subject"
        />
      )}
      <TextField
        label={t("consumers.name")}
        value={of.name}
        onChange={of.setName}
        error={errorAt(error, "name")}
        maxLength={255}
        testid="consumer-name"
      />
    </>
  );
}
