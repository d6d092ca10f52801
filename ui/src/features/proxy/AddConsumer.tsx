import { useState } from "react";
import type { SystemNode } from "../../api/generated/SystemNode";
import { Button } from "../../components/Button";
import { ConsumerFields } from "../../components/consumers/ConsumerFields";
import { Secret } from "../../components/consumers/Secret";
import { useNewConsumer } from "../../components/consumers/useNewConsumer";
import { Dialog } from "../../components/Dialog";
import { Choice } from "../../components/form/Choice";
import { useT } from "../../shell/i18n";

interface Props {
  /** Where it can be added; the first is proposed. */
  systems: readonly SystemNode[];
  onAdded: () => void;
  onClose: () => void;
}

const signIns = ["basic", "oauth", "certificate"] as const;

/** A new consumer, and its secret, this once. */
export function AddConsumer({ systems, onAdded, onClose }: Props) {
  const t = useT();
  const [system, setSystem] = useState(systems[0]?.id ?? "");
  const added = useNewConsumer({ system, signIns, onAdded, onClose });
  return (
    <Dialog
      title={t("consumers.add")}
      width={32}
      onClose={onClose}
      first="[data-testid=consumer-id]"
      testid="consumer-dialog"
      footer={
        added.secret !== undefined ? (
          <Button design="emphasized" onClick={onClose} testid="consumer-secret-close">
            {t("common.close")}
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{t("common.cancel")}</Button>
            <Button design="emphasized" onClick={() => void added.add()} testid="consumer-add">
              {t("consumers.add")}
            </Button>
          </>
        )
      }
    >
      <div className="zdialog-body zconsumer-form">
        {added.secret !== undefined ? (
          <Secret id={added.id} secret={added.secret} />
        ) : (
          <>
            {systems.length > 1 && (
              <Choice
                label={t("consumers.system")}
                value={system}
                options={systems.map(({ id, name }) => ({ value: id, title: name }))}
                onChange={setSystem}
                testid="consumer-system"
              />
            )}
            <ConsumerFields of={added} signIns={signIns} explained />
          </>
        )}
      </div>
    </Dialog>
  );
}
