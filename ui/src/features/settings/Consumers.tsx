import { useId, useState } from "react";
import type { SystemNode } from "../../api/generated/SystemNode";
import { Button } from "../../components/Button";
import { ConsumerList } from "../../components/consumers/ConsumerList";
import { NewConsumerForm } from "../../components/consumers/NewConsumerForm";
import { Choice } from "../../components/form/Choice";
import { ErrorMessage } from "../../components/Message";
import { client, useReading } from "../../shell/data";
import { useT } from "../../shell/i18n";
import { isAccount } from "../../shell/isAccount";

const signIns = ["basic", "oauth", "certificate"] as const;

/** Who may call the proxies: of one system at a time. */
export function Consumers() {
  const t = useT();
  const title = useId();
  const { data } = useReading("landscape", {});
  const [chosen, setChosen] = useState<string>();
  const systems = data?.systems.filter(isAccount) ?? [];
  const system = systems.find(({ id }) => id === chosen) ?? systems[0];
  return (
    <section className="consumers" aria-labelledby={title}>
      <h3 id={title}>{t("consumers.title")}</h3>
      <p className="hint">{t(data && !system ? "consumers.noSystems" : "consumers.text")}</p>
      {system && (
        <>
          <Choice
            label={t("consumers.system")}
            value={system.id}
            options={systems.map(({ id, name }) => ({ value: id, title: name }))}
            onChange={setChosen}
            testid="consumers-system"
          />
          <OfSystem key={system.id} system={system} />
        </>
      )}
    </section>
  );
}

function OfSystem({ system }: { system: SystemNode }) {
  const t = useT();
  const [adding, setAdding] = useState(false);
  const { data, error } = useReading("consumers", { system: system.id }, { staleTime: 0 });
  const again = () => void client.invalidateQueries({ queryKey: ["consumers"] });
  if (error) return <ErrorMessage error={error} />;
  return (
    <>
      {data?.length === 0 && <p className="hint">{t("consumers.none", { name: system.name })}</p>}
      {data && <ConsumerList system={system.id} consumers={data} onChange={again} />}
      {adding ? (
        <NewConsumerForm system={system.id} signIns={signIns} onAdded={again} onClose={() => setAdding(false)} />
      ) : (
        <div className="acts">
          <Button icon="add" onClick={() => setAdding(true)} testid="consumers-add">
            {t("consumers.add")}
          </Button>
        </div>
      )}
    </>
  );
}
