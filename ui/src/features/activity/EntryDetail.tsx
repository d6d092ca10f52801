import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef, useState } from "react";
import { call } from "../../api/api";
import type { ActivityDetail } from "../../api/generated/ActivityDetail";
import type { AppError } from "../../api/generated/AppError";
import type { MembersLeftOut } from "../../api/generated/MembersLeftOut";
import type { RequestAttempt } from "../../api/generated/RequestAttempt";
import type { RequestResult } from "../../api/generated/RequestResult";
import { Button } from "../../components/Button";
import { CloseDetail } from "../../components/DetailActs";
import { Icon } from "../../components/Icon";
import { ErrorMessage, Message } from "../../components/Message";
import { SkeletonRows } from "../../components/SkeletonRows";
import { announce } from "../../shell/announce";
import { requestChange } from "../../shell/changes";
import { useReading } from "../../shell/data";
import { said, useFormat, useT, useTextOf } from "../../shell/i18n";
import { Link, paths } from "../../shell/router";
import { saveText } from "../../shell/saveText";
import { UndoButton } from "./EntryList";

/** The journal has no such entry (`errors.rs`). */
const NO_ENTRY = "ZD1013";

/** One entry of the journal: who, why, and each request with its answer. */
export function EntryDetail({ entry, onClose }: { entry: number; onClose: () => void }) {
  const t = useT();
  const { data, error } = useReading("activity_detail", { entry }, { enabled: Number.isInteger(entry) });
  const close = <Button onClick={onClose}>{t("activity.showAll")}</Button>;
  if (!Number.isInteger(entry) || error?.code === NO_ENTRY) {
    return (
      <Message
        icon="question-mark"
        title={t("activity.gone")}
        text={t("activity.goneText", { entry: String(entry) })}
        actions={close}
      />
    );
  }
  if (error) return <ErrorMessage error={error} actions={close} />;
  if (!data) return <SkeletonRows label={t("common.loading")} rows={6} />;
  return <Known detail={data} onClose={onClose} />;
}

function Known({ detail, onClose }: { detail: ActivityDetail; onClose: () => void }) {
  const t = useT();
  const format = useFormat();
  const textOf = useTextOf();
  const { entry, results } = detail;
  const [onlyNotDone, setOnlyNotDone] = useState(false);
  const notDone = useMemo(() => results.filter((r) => r.error !== undefined), [results]);
  const title = textOf(entry.title);
  const [saving, setSaving] = useState(false);
  const save = async () => {
    setSaving(true);
    try {
      const text = await call("activity_csv", { entry: entry.entry });
      await saveText(`${entry.systemName} change ${entry.entry}.csv`, text);
    } catch (refused) {
      announce((refused as AppError).message, "urgent");
    }
    setSaving(false);
  };
  return (
    <>
      <div className="zdetail-head">
        <div className="who">
          <h2 data-testid="activity-title">{title}</h2>
          <p className="under">
            <Link to={paths.system(entry.system)}>{entry.systemName}</Link> ·{" "}
            {t("activity.entryOf", { entry: entry.entry })}
          </p>
        </div>
        <div className="acts">
          {entry.failed > 0 && !entry.interrupted && (
            <Button
              onClick={() => requestChange({ change: { kind: "retry", entry: entry.entry } })}
              testid="activity-retry"
            >
              {t("activity.retryFailed")}
            </Button>
          )}
          <UndoButton entry={entry} title={title} />
          <CloseDetail onClose={onClose} />
        </div>
      </div>
      <dl className="zentry-facts">
        <dt>{t("activity.who")}</dt>
        <dd>{entry.who || <span className="quiet">{t("activity.nobody")}</span>}</dd>
        <dt>{t("activity.when")}</dt>
        <dd title={format.timestamp(entry.at)}>{format.dateTime(entry.at)}</dd>
        <dt>{t("activity.reason")}</dt>
        <dd>{entry.reason || <span className="quiet">{t("activity.noReason")}</span>}</dd>
      </dl>
      <div className="zresults-head">
        <b>{t("activity.results")}</b> <span className="quiet">{format.number(entry.requests)}</span>
        <span className="room" />
        {notDone.length > 0 && (
          <label>
            <input type="checkbox" checked={onlyNotDone} onChange={(event) => setOnlyNotDone(event.target.checked)} />
            {t("activity.onlyNotDone")} {format.number(notDone.length)}
          </label>
        )}
        <Button
          design="transparent"
          disabled={saving || results.length === 0}
          onClick={() => void save()}
          testid="activity-csv"
        >
          {t("activity.csv")}
        </Button>
      </div>
      <Results key={String(onlyNotDone)} results={onlyNotDone ? notDone : results} />
    </>
  );
}

/** Each request, windowed: one entry may hold thousands. */
function Results({ results }: { results: readonly RequestResult[] }) {
  const t = useT();
  const [open, setOpen] = useState<ReadonlySet<number>>(
    // What failed is open from the start, unless that is many.
    () =>
      new Set(
        results
          .filter((r) => r.error !== undefined)
          .slice(0, 3)
          .map((r) => r.number),
      ),
  );
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: results.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 44,
    getItemKey: (i) => results[i]?.number ?? i,
    overscan: 8,
  });
  return (
    <div ref={scroller} className="zresults">
      <ul aria-label={t("activity.results")} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const result = results[item.index];
          if (!result) return null;
          return (
            <li
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              aria-posinset={item.index + 1}
              aria-setsize={results.length}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <Result
                result={result}
                open={open.has(result.number)}
                onToggle={() => {
                  const next = new Set(open);
                  if (!next.delete(result.number)) next.add(result.number);
                  setOpen(next);
                }}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Result({ result, open, onToggle }: { result: RequestResult; open: boolean; onToggle: () => void }) {
  const t = useT();
  const textOf = useTextOf();
  const bad = result.error !== undefined;
  return (
    <>
      <button type="button" className="zresult" aria-expanded={open} onClick={onToggle}>
        <Icon name={open ? "navigation-down-arrow" : "navigation-right-arrow"} size={10} />
        <span className="text">
          <span className="ell mono" title={`${result.method} ${result.path}`}>
            {result.method} {result.path}
          </span>
          <small className="ell quiet" title={textOf(result.what)}>
            {textOf(result.what)}
          </small>
        </span>
        {result.attempts.length > 1 && (
          <span className="quiet">{t("activity.attemptsCount", { count: result.attempts.length })}</span>
        )}
        {result.notSent ? (
          <span className="bad">{t("activity.notSent")}</span>
        ) : (
          <>
            <span className={bad ? "bad" : "good"}>{result.status ?? t("activity.noAnswer")}</span>
            <span className="quiet digits">{t("activity.ms", { ms: result.milliseconds })}</span>
          </>
        )}
      </button>
      {open && (
        <div className="zresult-more">
          {result.error && <p className="bad">{result.error}</p>}
          {result.attempts.length > 1 && <Attempts attempts={result.attempts} />}
          {result.leftOut.map((leftOut) => (
            <LeftOut key={leftOut.why} leftOut={leftOut} />
          ))}
          {result.difference && (
            <>
              <p>{t("activity.conflict")}</p>
              <pre>{result.difference.split("\n").map(said).join("\n")}</pre>
            </>
          )}
          {result.body && <pre>{result.body}</pre>}
          {!result.body && !result.notSent && <p className="quiet">{t("activity.noBody")}</p>}
        </div>
      )}
    </>
  );
}

/** Members that did not come or leave with the others, and why. */
function LeftOut({ leftOut }: { leftOut: MembersLeftOut }) {
  const t = useT();
  return (
    <details className="zleft-out">
      <summary>
        {t("activity.leftOut", { count: leftOut.members.length })} {leftOut.why}
      </summary>
      <pre>{leftOut.members.join("\n")}</pre>
    </details>
  );
}

/** What was sent and seen until it was known what became of a request. */
function Attempts({ attempts }: { attempts: readonly RequestAttempt[] }) {
  const t = useT();
  const format = useFormat();
  return (
    <ol className="ztries" aria-label={t("activity.attempts")}>
      {attempts.map((attempt, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a list that is written once
        <li key={i}>
          <span title={format.timestamp(attempt.at)}>{format.time(attempt.at)}</span>
          <span>{attempt.status ?? t("activity.noAnswer")}</span>
          <span className="text">{attempt.note ?? t("activity.state.done")}</span>
          <span className="quiet digits">{t("activity.ms", { ms: attempt.milliseconds })}</span>
        </li>
      ))}
    </ol>
  );
}
