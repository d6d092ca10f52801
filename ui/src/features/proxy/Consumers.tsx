import { useId, useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { Consumer } from "../../api/generated/Consumer";
import type { ProxyState } from "../../api/generated/ProxyState";
import type { SystemNode } from "../../api/generated/SystemNode";
import { Button } from "../../components/Button";
import { Secret } from "../../components/consumers/Secret";
import { MenuButton } from "../../components/MenuButton";
import { Refused } from "../../components/Refused";
import { Toggle } from "../../components/Toggle";
import { ask } from "../../shell/ask";
import { client } from "../../shell/data";
import { useFormat, useT } from "../../shell/i18n";
import { shortcuts, spell, withKeys } from "../../shell/keyboard/shortcuts";
import { useKeys } from "../../shell/keyboard/useKeys";
import { usePageActs } from "../../shell/pageActs";
import { Link, paths } from "../../shell/router";
import { AddConsumer } from "./AddConsumer";
import { EditConsumer } from "./EditConsumer";
import { statusTone } from "./statusTone";

export interface ConsumerRow {
  system: SystemNode;
  consumer: Consumer;
}

interface Props {
  /** Whose they are, and who may get another. */
  systems: readonly SystemNode[];
  consumers: readonly ConsumerRow[];
  /** Of several systems: each row says which. */
  several?: boolean;
  error: AppError | null;
  state: ProxyState | undefined;
  onConnect: (consumer: string, row: ConsumerRow) => void;
}

const again = () => client.invalidateQueries({ queryKey: ["consumers"] });

/** Who may call: what is changed here counts from the next call on. */
export function Consumers({ systems, consumers, several = false, error, state, onConnect }: Props) {
  const t = useT();
  const title = useId();
  const [adding, setAdding] = useState(false);
  const [editing, setEditing] = useState<ConsumerRow>();
  const [secret, setSecret] = useState<{ id: string; text: string }>();
  const [refused, setRefused] = useState<AppError>();
  const add = systems.length === 0 ? undefined : () => setAdding(true);
  useKeys({ create: add });
  const [only, ...others] = systems;
  usePageActs(
    only && others.length === 0 ? only.name : t("page.proxy"),
    add ? [{ id: "add-consumer", title: t("consumers.add"), keys: spell(shortcuts.create.keys[0]), run: add }] : [],
  );
  const act = async (work: () => Promise<void>) => {
    try {
      await work();
      setRefused(undefined);
      await again();
      return true;
    } catch (failed) {
      setRefused(failed as AppError);
      return false;
    }
  };
  const access = ({ system, consumer: { id } }: ConsumerRow, allowed: boolean) =>
    act(async () => {
      await call("consumer_update", { system: system.id, id, edit: { access: allowed, newSecret: false } });
    });
  const renew = async ({ system, consumer: { id } }: ConsumerRow) => {
    const yes = t("consumers.newSecret");
    if (!(await ask({ title: yes, text: t("consumers.newSecretText", { id }), yes }))) return;
    await act(async () => {
      const renewed = await call("consumer_update", { system: system.id, id, edit: { newSecret: true } });
      setSecret(renewed.secret === undefined ? undefined : { id, text: renewed.secret });
    });
  };
  const remove = async ({ system, consumer: { id } }: ConsumerRow) => {
    const yes = t("consumers.delete");
    if (!(await ask({ title: yes, text: t("consumers.deleteText", { id }), yes }))) return;
    await act(async () => {
      await call("consumer_delete", { system: system.id, id });
    });
  };
  return (
    <section className="zproxy-consumers" aria-labelledby={title}>
      <div className="tools">
        <h2 id={title}>{t("consumers.title")}</h2>
        <span className="quiet">{consumers.length}</span>
        <span className="room" />
        <Button
          design="transparent"
          icon="add"
          disabled={add === undefined}
          tooltip={withKeys(t("consumers.add"), "create")}
          onClick={add}
          testid="consumers-add"
        >
          {t("consumers.add")}
        </Button>
      </div>
      <Refused error={refused ?? error} testid="consumers-refused" />
      {secret && <Secret id={secret.id} secret={secret.text} onClose={() => setSecret(undefined)} />}
      {consumers.length === 0 ? (
        <p className="quiet nobody" data-testid="consumers-none">
          {t(several ? "proxy.noConsumersAnywhere" : "proxy.noConsumers")}
        </p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        <div className="rows" tabIndex={0} role="group" aria-labelledby={title}>
          <table data-testid="consumer-list">
            <thead>
              <tr>
                <th scope="col">{t("proxy.column.name")}</th>
                {several && <th scope="col">{t("proxy.column.system")}</th>}
                <th scope="col" className="sign-in">
                  {t("consumers.signIn")}
                </th>
                <th scope="col" className="access">
                  {t("consumers.access")}
                </th>
                <th scope="col" className="last">
                  {t("proxy.column.lastCall")}
                </th>
                <th scope="col" className="more">
                  <span className="unseen">{t("proxy.column.more")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {consumers.map((row) => (
                <Row
                  key={`${row.system.id} ${row.consumer.id}`}
                  row={row}
                  several={several}
                  on={state?.systems.includes(row.system.id) ?? false}
                  onAccess={(allowed) => access(row, allowed)}
                  onConnect={() => onConnect(row.consumer.id, row)}
                  onEdit={() => setEditing(row)}
                  onRenew={() => void renew(row)}
                  onDelete={() => void remove(row)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {adding && <AddConsumer systems={systems} onAdded={() => void again()} onClose={() => setAdding(false)} />}
      {editing && (
        <EditConsumer
          system={editing.system.id}
          consumer={editing.consumer}
          onDone={() => void again()}
          onClose={() => setEditing(undefined)}
        />
      )}
    </section>
  );
}

interface RowProps {
  row: ConsumerRow;
  several: boolean;
  /** Whether the proxy of its system is on. */
  on: boolean;
  onAccess: (allowed: boolean) => Promise<boolean>;
  onConnect: () => void;
  onEdit: () => void;
  onRenew: () => void;
  onDelete: () => void;
}

/** In hours where they are whole. */
const lifeOf = (minutes: number) =>
  minutes % 60 === 0 ? { unit: "hours", count: minutes / 60 } : { unit: "minutes", count: minutes };

function Row({ row: { system, consumer }, several, on, onAccess, onConnect, onEdit, onRenew, onDelete }: RowProps) {
  const t = useT();
  const format = useFormat();
  const { id, name, signIn, subject, tokenMinutes, access, lastCall } = consumer;
  const more = tokenMinutes ? t("consumers.tokenOf", lifeOf(tokenMinutes)) : subject;
  return (
    <tr data-testid={`consumer-${id}`}>
      <td className="ell" title={[id, name].filter(Boolean).join(", ")}>
        <b>{id}</b> <span className="quiet">{name}</span>
      </td>
      {several && (
        <td className="ell">
          <Link to={paths.system(system.id, "proxy")} title={system.name}>
            {system.name}
          </Link>
          {!on && <span className="quiet"> {t("proxy.isOff")}</span>}
        </td>
      )}
      <td className="ell sign-in" title={more}>
        {t(`consumers.signIn.${signIn}`)}
        {more && <span className="quiet">, {more}</span>}
      </td>
      <td className="access">
        <Toggle
          label={t("consumers.accessOf", { id })}
          on={access}
          onSwitch={onAccess}
          testid={`consumer-access-${id}`}
        />
      </td>
      <td
        className="ell last quiet"
        title={lastCall ? format.timestamp(lastCall.at) : t("proxy.noCallYet")}
        data-testid={`consumer-last-${id}`}
      >
        {lastCall ? (
          <>
            {format.dateTime(lastCall.at)}, <span className={statusTone(lastCall.status)}>{lastCall.status}</span>
          </>
        ) : (
          "—"
        )}
      </td>
      <td className="more">
        <MenuButton
          label={t("detail.moreFor", { name: id })}
          icon="overflow"
          testid={`consumer-menu-${id}`}
          items={[
            { id: "connect", title: t("proxy.connect"), run: onConnect },
            { id: "edit", title: t("proxy.edit"), icon: "edit", run: onEdit },
            ...(signIn === "certificate"
              ? []
              : [{ id: "new-secret", title: t("consumers.newSecret"), icon: "refresh" as const, run: onRenew }]),
            { id: "delete", title: t("consumers.delete"), icon: "delete", run: onDelete },
          ]}
        />
      </td>
    </tr>
  );
}
