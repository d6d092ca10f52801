import type { InputDomRef } from "@ui5/webcomponents-react/Input";
import { useEffect, useRef } from "react";
import { call } from "../../api/api";
import type { Plan } from "../../api/generated/Plan";
import { Button } from "../../components/Button";
import { CopyButton } from "../../components/CopyButton";
import { TextField } from "../../components/form/TextField";
import { useT, useTextOf } from "../../shell/i18n";
import { withKeys } from "../../shell/keyboard/shortcuts";
import { hindrance } from "./planLines";
import type { ChangeFlow } from "./useChange";

interface Props {
  plan: Plan;
  busy: boolean;
  flow: ChangeFlow;
  onCancel: () => void;
}

/** Reason, the name typed where much is at stake, and the word to go, which waits for what is open. */
export function PreviewFooter({ plan, busy, flow, onCancel }: Props) {
  const t = useT();
  const textOf = useTextOf();
  const reason = useRef<InputDomRef>(null);
  // The first thing to fill in has the focus, once there is something to decide.
  useEffect(() => void reason.current?.focus(), []);
  const { answers, answer } = flow;
  const waits = hindrance(plan, answers.leftOut, answers.confirm);
  return (
    <>
      <div className={plan.confirm === undefined ? "zchange-fields one" : "zchange-fields"}>
        <TextField
          ref={reason}
          label={t("changes.reason")}
          value={answers.reason}
          onChange={(text) => answer({ reason: text })}
          placeholder={t("changes.reasonHint")}
          maxLength={500}
          testid="reason"
        />
        {plan.confirm !== undefined && (
          <TextField
            label={t("changes.typeName", { name: plan.confirm })}
            value={answers.confirm}
            onChange={(text) => answer({ confirm: text })}
            good={answers.confirm.trim() === plan.confirm}
            testid="confirm-name"
          />
        )}
      </div>
      <div className="zchange-buttons">
        <CopyCurl plan={plan} leftOut={answers.leftOut} />
        <span className="room" />
        <span className="zchange-waits" role="status" data-testid="preview-waits">
          {waits && t(`changes.waits.${waits.kind}`, waits.kind === "stale" ? { count: waits.rows } : {})}
        </span>
        <Button onClick={onCancel}>{t("changes.cancel")}</Button>
        <Button
          design={plan.destructive ? "negative" : "emphasized"}
          disabled={busy || waits !== null}
          tooltip={withKeys(textOf(plan.action), "run")}
          onClick={flow.apply}
          testid="preview-apply"
        >
          {textOf(plan.action)}
        </Button>
      </div>
    </>
  );
}

function CopyCurl({ plan, leftOut }: { plan: Plan; leftOut: ReadonlySet<number> }) {
  const t = useT();
  const lines = async () => {
    const lines: string[] = [];
    for (let number = 1; number <= plan.requests; number += 1) {
      if (!leftOut.has(number)) lines.push((await call("plan_request", { plan: plan.id, number })).curl);
    }
    return lines.join("\n\n");
  };
  return <CopyButton label={t("changes.copyCurl")} text={lines} testid="copy-curl" />;
}
