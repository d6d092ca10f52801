import { useId, useState } from "react";
import type { IdmMethod } from "../../api/generated/IdmMethod";
import type { SystemNode } from "../../api/generated/SystemNode";
import { NewConsumerForm } from "../../components/consumers/NewConsumerForm";
import { TextField } from "../../components/form/TextField";
import { Select } from "../../components/Select";
import { endExchange } from "../../shell/exchange";
import { useT } from "../../shell/i18n";
import { Link, paths } from "../../shell/router";
import { PickSystems } from "./PickSystems";
import { useConsumers } from "./useConsumers";
import { usePublicUrl } from "./usePublicUrl";

export interface Options {
  systems: ReadonlySet<string>;
  /** Empty: none. */
  consumer: string;
  method: IdmMethod;
  includeUser: boolean;
  /** Empty: the stored one. */
  publicUrl: string;
}

interface Props {
  accounts: readonly SystemNode[];
  options: Options;
  onChange: (options: Options) => void;
}

/** What can be chosen, each with what it means. */
export function CsvOptions({ accounts, options, onChange }: Props) {
  const t = useT();
  const id = useId();
  const [adding, setAdding] = useState(false);
  const [again, setAgain] = useState(0);
  const chosen = accounts.map((a) => a.id).filter((one) => options.systems.has(one));
  const consumers = useConsumers(chosen, again);
  const url = usePublicUrl();
  const change = (part: Partial<Options>) => onChange({ ...options, ...part });
  return (
    <div className="options">
      <PickSystems
        systems={accounts}
        chosen={options.systems}
        onChange={(systems) => change({ systems, consumer: "" })}
      />

      <TextField
        label={t("exchange.publicUrl")}
        value={options.publicUrl || url.kept}
        placeholder={url.placeholder}
        hint={t("exchange.publicUrlHint")}
        error={url.error}
        onChange={(publicUrl) => change({ publicUrl })}
        onBlur={() => {
          if (options.publicUrl) void url.save(options.publicUrl).then((kept) => kept && change({ publicUrl: "" }));
        }}
        testid="csv-public-url"
      />

      <p className="hint">
        <Link to={paths.page("settings", "proxy")} onClick={endExchange}>
          {t("exchange.proxySettings")}
        </Link>
      </p>

      <div className="zfield">
        <label htmlFor={`${id}-consumer`}>{t("exchange.consumer")}</label>
        <Select
          id={`${id}-consumer`}
          value={options.consumer}
          onChange={(event) => change({ consumer: event.target.value })}
          data-testid="csv-consumer"
        >
          <option value="">{t("exchange.noConsumer")}</option>
          {consumers
            .filter((consumer) => consumer.signIn !== "certificate")
            .map((consumer) => (
              <option key={consumer.id} value={consumer.id}>
                {consumer.id} ({t(`consumers.signIn.${consumer.signIn}`)})
              </option>
            ))}
        </Select>
        <div className="hint">{t("exchange.consumerHint")}</div>
        {chosen.length === 1 && !adding && (
          <button
            type="button"
            className="link"
            data-twin="add-consumer"
            onClick={() => setAdding(true)}
            data-testid="csv-add-consumer"
          >
            {t("consumers.add")}
          </button>
        )}
      </div>
      {adding && chosen[0] && (
        <NewConsumerForm
          system={chosen[0]}
          signIns={["basic", "oauth"]}
          onAdded={(consumer) => {
            setAgain(again + 1);
            change({ consumer });
          }}
          onClose={() => setAdding(false)}
        />
      )}

      <label className="option">
        <input
          type="checkbox"
          checked={options.includeUser && options.consumer !== ""}
          disabled={options.consumer === ""}
          onChange={(event) => change({ includeUser: event.target.checked })}
          data-testid="csv-include-user"
        />
        {t("exchange.includeUser")}
      </label>
      <p className="hint">{t("exchange.includeUserHint")}</p>

      <fieldset className="methods">
        <legend>{t("exchange.method")}</legend>
        {(["put", "patch"] as const).map((method) => (
          <div key={method}>
            <label className="option">
              <input
                type="radio"
                name={`${id}-method`}
                checked={options.method === method}
                onChange={() => change({ method })}
                data-testid={`csv-method-${method}`}
              />
              {method.toUpperCase()}
            </label>
            <p className="hint">{t(`exchange.method.${method}`)}</p>
          </div>
        ))}
      </fieldset>
    </div>
  );
}
