import { useState } from "react";
import type { Plan } from "../../api/generated/Plan";
import type { PlanRow } from "../../api/generated/PlanRow";
import type { Severity } from "../../api/generated/Severity";
import { Button } from "../../components/Button";
import { Strip } from "../../components/Strip";
import { useT, useTextOf } from "../../shell/i18n";
import { waitingRows } from "./planLines";

/** More stale rows than this are one message. */
const apart = 3;

interface Props {
  plan: Plan;
  leftOut: ReadonlySet<number>;
  busy: boolean;
  onReload: () => void;
  onLeaveOut: (rows: PlanRow[]) => void;
  /** Shows the rows in the table of requests. */
  onShow: () => void;
}

/** What to know before it is sent: stale rows first, each with its way out, then the plan's notices by weight. */
export function Notices({ plan, leftOut, busy, onReload, onLeaveOut, onShow }: Props) {
  const t = useT();
  const textOf = useTextOf();
  const waiting = waitingRows(plan, leftOut);
  const order: Severity[] = ["error", "warning", "information"];
  const notices = [...plan.notices].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  const ways = (rows: PlanRow[]) => (
    <>
      <Button onClick={onReload} disabled={busy} testid="plan-reload">
        {t("changes.reload")}
      </Button>
      <Button design="transparent" onClick={() => onLeaveOut(rows)} disabled={busy} testid="plan-leave-out">
        {t("changes.leaveOut")}
      </Button>
    </>
  );
  return (
    <>
      {waiting.length > apart ? (
        <Strip severity="warning" actions={ways(waiting)}>
          <b>{t("changes.staleMany", { count: waiting.length })}</b>{" "}
          <button type="button" className="zlink" onClick={onShow}>
            {t("changes.showRequests")}
          </button>
        </Strip>
      ) : (
        waiting.map((row) => (
          <Strip key={row.first} severity="warning" actions={ways([row])}>
            <StaleText row={row} />
          </Strip>
        ))
      )}
      {notices.map((notice) => (
        <Strip key={`${notice.text.code} ${notice.text.message}`} severity={notice.severity}>
          <Sentences text={textOf(notice.text)} />
        </Strip>
      ))}
    </>
  );
}

function StaleText({ row }: { row: PlanRow }) {
  const t = useT();
  const textOf = useTextOf();
  const [open, setOpen] = useState(false);
  const { version, difference } = row;
  const what = textOf(row.what);
  const [first = "", ...more] = (difference ?? "").split("\n");
  return (
    <>
      <b>
        {version.kind === "stale"
          ? t("changes.staleOne", { what, snapshot: version.snapshot, now: version.now })
          : t("changes.goneOne", { what })}
      </b>
      {difference && (
        <>
          {" "}
          {first}{" "}
          {more.length > 0 && (
            <button type="button" className="zlink" aria-expanded={open} onClick={() => setOpen(!open)}>
              {t(open ? "changes.hideDifference" : "changes.showDifference")}
            </button>
          )}
          {open && <pre className="zdifference">{difference}</pre>}
        </>
      )}
    </>
  );
}

/** The first of several sentences stands out. */
export function Sentences({ text }: { text: string }) {
  const end = text.search(/[.:] /) + 1;
  if (end === 0) return <>{text}</>;
  return (
    <>
      <b>{text.slice(0, end)}</b>
      {text.slice(end)}
    </>
  );
}

/** What happened, what to do, and the code small at the end. */
export function ErrorLines({ code, message, help }: { code: string; message: string; help?: string | undefined }) {
  return (
    <>
      {message} {help} <small className="quiet">{code}</small>
    </>
  );
}
