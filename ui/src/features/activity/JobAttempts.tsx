import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import type { Job } from "../../api/generated/Job";
import type { JobAttempt } from "../../api/generated/JobAttempt";
import { client, reading, useReading } from "../../shell/data";
import { useFormat, useT } from "../../shell/i18n";

const ROW = 28;
/** Rows that are seen without scrolling. */
const SEEN = 8;

/** Every request of a job and what came of it, the newest first; windowed, since a job may have hundreds. */
export function JobAttempts({ job, title }: { job: Job; title: string }) {
  const t = useT();
  const { data } = useReading("job_attempts", { id: job.id });
  const state = `${job.state} ${job.requests} ${job.repeats}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever the job did, its log has grown
  useEffect(() => {
    void client.invalidateQueries({ queryKey: reading("job_attempts", { id: job.id }).queryKey });
  }, [job.id, state]);
  const scroller = useRef<HTMLDivElement>(null);
  const attempts = data ?? [];
  const virtual = useVirtualizer({
    count: attempts.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (i) => attempts[i]?.number ?? i,
    overscan: 4,
  });
  if (data?.length === 0) return <p className="zattempts quiet">{t("activity.noAttempts")}</p>;
  return (
    <div
      ref={scroller}
      className="zattempts"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must with the keyboard too
      tabIndex={0}
      role="group"
      aria-label={t("activity.attemptsOf", { title })}
      style={{ height: Math.min(attempts.length, SEEN) * ROW }}
    >
      <ol style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const attempt = attempts[item.index];
          return (
            attempt && (
              <li
                key={item.key}
                aria-posinset={item.index + 1}
                aria-setsize={attempts.length}
                style={{ height: ROW, transform: `translateY(${item.start}px)` }}
              >
                <Attempt attempt={attempt} />
              </li>
            )
          );
        })}
      </ol>
    </div>
  );
}

function Attempt({ attempt }: { attempt: JobAttempt }) {
  const t = useT();
  const format = useFormat();
  const { error, againIn } = attempt;
  const again =
    againIn === undefined
      ? undefined
      : againIn === 0
        ? t("activity.againTurn")
        : t("activity.again", { seconds: format.tenths(againIn / 1000) });
  const more = [error, again].filter(Boolean).join(" · ");
  return (
    <>
      <span className="quiet digits" title={format.timestamp(attempt.at)}>
        {format.number(attempt.number)}
      </span>
      <span className={error ? "bad" : "good"}>{attempt.status ?? t("activity.noAnswer")}</span>
      <span className="mono ell">{attempt.call}</span>
      <span className={`ell ${error ? "bad" : "quiet"}`} title={more}>
        {more || (attempt.waited > 0 && t("activity.waitedMs", { ms: attempt.waited }))}
      </span>
      <span className="quiet digits">{t("activity.ms", { ms: attempt.milliseconds })}</span>
    </>
  );
}
