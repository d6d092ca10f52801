import { useMemo, useState } from "react";
import type { Plan } from "../../api/generated/Plan";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Strip } from "../../components/Strip";
import { Tabs } from "../../components/Tabs";
import { useT, useTextOf } from "../../shell/i18n";
import { Figures } from "./Figures";
import { ErrorLines, Notices } from "./Notices";
import { Ended, Progress, Refused } from "./Outcome";
import { PreviewFooter } from "./PreviewFooter";
import { secondsLeft, withRow } from "./planLines";
import { RequestsTable } from "./RequestsTable";
import type { ChangeFlow } from "./useChange";
import "./changes.css";

interface Props {
  flow: ChangeFlow;
  /** Closes the dialog; what runs goes on. */
  onClose: () => void;
  onActivity: () => void;
  /** Plans the same change anew, after some of it met a conflict. */
  onAgain: () => void;
}

type Tab = "summary" | "requests" | "undo";

/** The Change Preview: what is sent, what to know before, the word to go, and how it went. */
export function PreviewDialog({ flow, onClose, onActivity, onAgain }: Props) {
  const t = useT();
  const textOf = useTextOf();
  const { stage } = flow;
  const plan = "plan" in stage ? stage.plan : undefined;
  const title = plan ? textOf(plan.title) : t(stage.kind === "refused" ? "changes.refusedTitle" : "changes.planning");
  return (
    <Dialog
      title={title}
      className="zpreview"
      width={56}
      onClose={onClose}
      first="[data-testid=reason]"
      // What changes an account wants a word of its own: Ctrl+Enter.
      enter={false}
      testid="preview-dialog"
      footer={
        <>
          {stage.kind === "planned" && (
            <PreviewFooter plan={stage.plan} busy={stage.busy} flow={flow} onCancel={onClose} />
          )}
          {stage.kind === "running" && <Progress stage={stage} onCancel={flow.cancel} onBackground={onActivity} />}
          {(stage.kind === "refused" || stage.kind === "planning") && (
            <div className="zchange-buttons">
              <span className="room" />
              <Button onClick={onClose}>{t("changes.cancel")}</Button>
            </div>
          )}
          {stage.kind === "ended" && (
            <div className="zchange-buttons">
              <span className="room" />
              {stage.results.some((r) => r.status === 409 || r.difference !== undefined) && (
                <Button onClick={onAgain} testid="preview-again">
                  {t("changes.reload")}
                </Button>
              )}
              <Button onClick={onActivity}>{t("changes.showActivity")}</Button>
              <Button design="emphasized" onClick={onClose}>
                {t("changes.close")}
              </Button>
            </div>
          )}
        </>
      }
    >
      {stage.kind === "planning" && <p className="zpreview-wait">{t("changes.planningText")}</p>}
      {stage.kind === "refused" && <Refused error={stage.error} />}
      {stage.kind === "ended" && <Ended job={stage.job} results={stage.results} />}
      {(stage.kind === "planned" || stage.kind === "running") && (
        <Planned plan={stage.plan} flow={flow} busy={stage.kind === "running" || stage.busy} />
      )}
    </Dialog>
  );
}

function Planned({ plan, flow, busy }: { plan: Plan; flow: ChangeFlow; busy: boolean }) {
  const t = useT();
  const [tab, setTab] = useState<Tab>("summary");
  const { leftOut } = flow.answers;
  const error = flow.stage.kind === "planned" ? flow.stage.error : undefined;
  const requests = plan.requests - leftOut.size;
  const names = useMemo(() => plan.systems.map((s) => s.name), [plan.systems]);
  return (
    <>
      <div className="zpreview-head">
        <div className="question">
          {t.rich("changes.head", {
            requests,
            seconds: secondsLeft(plan, leftOut),
            systems: names.length,
            name: names[0] ?? "",
            b: (inner) => <b>{inner}</b>,
          })}
          {plan.systems.some((s) => s.production) && <span className="ztag critical">{t("changes.production")}</span>}
        </div>
        <Tabs
          label={t("changes.tabs")}
          selected={tab}
          onSelect={(id) => setTab(id as Tab)}
          tabs={[
            { id: "summary", title: t("changes.summary") },
            { id: "requests", title: t("changes.requests"), count: requests },
            { id: "undo", title: t("changes.undo") },
          ]}
        />
      </div>
      <div className="zpreview-body" role="tabpanel" aria-label={t(`changes.${tab}`)}>
        {tab === "summary" && (
          <>
            {error && (
              <Strip severity="error">
                <ErrorLines code={error.code} message={error.message} help={error.help} />
              </Strip>
            )}
            {plan.paste && <Figures paste={plan.paste} />}
            <Notices
              plan={plan}
              leftOut={leftOut}
              busy={busy}
              onReload={flow.reload}
              onLeaveOut={(rows) =>
                flow.answer({
                  leftOut: rows.reduce<ReadonlySet<number>>((out, row) => withRow(out, row, true), leftOut),
                })
              }
              onShow={() => setTab("requests")}
            />
          </>
        )}
        {tab !== "undo" && <RequestsTable plan={plan} leftOut={leftOut} />}
        {tab === "undo" && <Undo plan={plan} />}
      </div>
    </>
  );
}

function Undo({ plan }: { plan: Plan }) {
  const t = useT();
  const textOf = useTextOf();
  if (plan.undo.length === 0) return <p>{t("changes.noUndo")}</p>;
  return (
    <ul className="zundo">
      {plan.undo.map((line) => (
        <li key={`${line.code} ${line.message}`}>{textOf(line)}</li>
      ))}
    </ul>
  );
}
