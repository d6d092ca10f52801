import { Input } from "@ui5/webcomponents-react/Input";
import { Label } from "@ui5/webcomponents-react/Label";
import { useId, useState } from "react";
import { call } from "../../api/api";
import type { Plan } from "../../api/generated/Plan";
import { Button } from "../../components/Button";
import { copyText } from "../../components/copyText";
import { useT, useTextOf } from "../../shell/i18n";
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
  const id = useId();
  const { answers, answer } = flow;
  const waits = hindrance(plan, answers.leftOut, answers.confirm);
  const nameRight = plan.confirm !== undefined && answers.confirm.trim() === plan.confirm;
  return (
    <>
      <div className={plan.confirm === undefined ? "zchange-fields one" : "zchange-fields"}>
        <div className="zfield">
          <Label for={`${id}-reason`}>{t("changes.reason")}</Label>
          <Input
            id={`${id}-reason`}
            value={answers.reason}
            placeholder={t("changes.reasonHint")}
            maxlength={500}
            onInput={(e) => answer({ reason: e.target.value })}
            data-testid="reason"
          />
        </div>
        {plan.confirm !== undefined && (
          <div className="zfield">
            <Label for={`${id}-confirm`}>{t("changes.typeName", { name: plan.confirm })}</Label>
            <Input
              id={`${id}-confirm`}
              value={answers.confirm}
              onInput={(e) => answer({ confirm: e.target.value })}
              valueState={nameRight ? "Positive" : "None"}
              data-testid="confirm-name"
            />
          </div>
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
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");
  const copy = async () => {
    try {
      const lines: string[] = [];
      for (let number = 1; number <= plan.requests; number += 1) {
        if (!leftOut.has(number)) lines.push((await call("plan_request", { plan: plan.id, number })).curl);
      }
      await copyText(lines.join("\n\n"));
      setState("copied");
    } catch {
      setState("failed");
    }
  };
  return (
    <>
      <Button design="transparent" icon="copy" onClick={copy} testid="copy-curl">
        {t("changes.copyCurl")}
      </Button>
      <span role="status" className="quiet small">
        {state === "copied" && t("changes.curlCopied")}
        {state === "failed" && t("changes.curlFailed")}
      </span>
    </>
  );
}
