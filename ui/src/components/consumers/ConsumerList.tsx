import { useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { Consumer } from "../../api/generated/Consumer";
import { ask } from "../../shell/ask";
import { useT } from "../../shell/i18n";
import { Button } from "../Button";
import { Refused } from "../Refused";
import { Secret } from "./Secret";
import "./consumers.css";

interface Props {
  system: string;
  consumers: readonly Consumer[];
  /** One was changed or is gone. */
  onChange: () => void;
}

/** Who may call the proxy of one system. */
export function ConsumerList({ system, consumers, onChange }: Props) {
  const t = useT();
  const [secret, setSecret] = useState<{ id: string; text: string }>();
  const [error, setError] = useState<AppError>();
  const act = async (work: () => Promise<void>) => {
    try {
      await work();
      setError(undefined);
      onChange();
    } catch (refused) {
      setError(refused as AppError);
    }
  };
  const access = (id: string, allowed: boolean) =>
    act(async () => void (await call("consumer_update", { system, id, edit: { access: allowed, newSecret: false } })));
  const renew = async (id: string) => {
    const yes = t("consumers.newSecret");
    if (!(await ask({ title: yes, text: t("consumers.newSecretText", { id }), yes }))) return;
    await act(async () => {
      const renewed = await call("consumer_update", { system, id, edit: { newSecret: true } });
      setSecret(renewed.secret === undefined ? undefined : { id, text: renewed.secret });
    });
  };
  const remove = async (id: string) => {
    const yes = t("consumers.delete");
    if (!(await ask({ title: yes, text: t("consumers.deleteText", { id }), yes }))) return;
    await act(async () => void (await call("consumer_delete", { system, id })));
  };
  return (
    <>
      <Refused error={error} testid="consumers-refused" />
      {secret && <Secret id={secret.id} secret={secret.text} onClose={() => setSecret(undefined)} />}
      <ul className="zconsumers" data-testid="consumer-list">
        {consumers.map(({ id, name, signIn, subject, access: allowed }) => (
          <li key={id}>
            <span className="ell" title={[id, name, subject].filter(Boolean).join(", ")}>
              {id}{" "}
              <span className="quiet">
                {[name, t(`consumers.signIn.${signIn}`), subject].filter(Boolean).join(", ")}
              </span>
            </span>
            <label className="option">
              <input
                type="checkbox"
                checked={allowed}
                onChange={(event) => void access(id, event.target.checked)}
                aria-label={t("consumers.accessOf", { id })}
              />
              {t("consumers.access")}
            </label>
            {signIn !== "certificate" && (
              <Button
                design="transparent"
                icon="refresh"
                tooltip={t("consumers.newSecret")}
                onClick={() => renew(id)}
              />
            )}
            <Button
              design="transparent"
              icon="delete"
              tooltip={t("consumers.delete")}
              onClick={() => void remove(id)}
              testid={`consumer-delete-${id}`}
            />
          </li>
        ))}
      </ul>
    </>
  );
}
