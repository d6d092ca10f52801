import { useEffect, useRef } from "react";
import type { SignIn } from "../../api/generated/SignIn";
import { useT } from "../../shell/i18n";
import { Button } from "../Button";
import { ConsumerFields } from "./ConsumerFields";
import { Secret } from "./Secret";
import { useNewConsumer } from "./useNewConsumer";
import "./consumers.css";

interface Props {
  system: string;
  /** What is offered; the first is proposed. */
  signIns: readonly SignIn[];
  /** With the consumer's id. */
  onAdded: (consumer: string) => void;
  onClose: () => void;
}

/**
 * A new consumer amid other options: one begins at its first field. Its secret, where its sign-in has one, is shown once,
 * here.
 */
export function NewConsumerForm({ onClose, ...options }: Props) {
  const t = useT();
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => void form.current?.querySelector<HTMLElement>("ui5-input")?.focus(), []);
  const draft = useNewConsumer({ ...options, onClose });
  if (draft.secret !== undefined) return <Secret id={draft.id} secret={draft.secret} onClose={onClose} />;
  return (
    <div ref={form} className="znew-consumer">
      <ConsumerFields of={draft} signIns={options.signIns} />
      <div className="acts">
        <Button onClick={() => void draft.add()} testid="consumer-add">
          {t("consumers.add")}
        </Button>
        <Button design="transparent" data-twin="add-consumer" onClick={onClose}>
          {t("common.cancel")}
        </Button>
      </div>
    </div>
  );
}
