import { useEffect, useRef } from "react";
import { Button } from "../../../components/Button";
import { focusIsNowhere } from "../../../components/giveFocusBack";
import { errorText } from "../../../components/Refused";
import { announce } from "../../../shell/announce";
import { useT } from "../../../shell/i18n";
import { withKeys } from "../../../shell/keyboard/shortcuts";
import { sumsOf } from "./effect";
import type { RunOnAll } from "./useRunOnAll";

interface Props {
  run: RunOnAll;
  /** The list has the pane. */
  listed: boolean;
  onList: () => void;
}

/** What the text would make of every entity: a press to know it, how far it is, what came of it. */
export function RunFooter({ run, listed, onList }: Props) {
  const t = useT();
  const { page, job, running, stale } = run;
  const said = useFigures(run);
  const ended = running ? undefined : said?.plain;
  useEffect(() => {
    if (ended) announce(ended);
  }, [ended]);
  const foot = useRef<HTMLElement>(null);
  // The button that was pressed gives way to the run, and that to its figures.
  const was = useRef(running);
  useEffect(() => {
    if (was.current !== running && focusIsNowhere()) foot.current?.querySelector("button")?.focus();
    was.current = running;
  }, [running]);
  if (running) {
    const sums = page && sumsOf(page);
    const done = job?.done ?? sums?.entities ?? 0;
    return (
      <footer ref={foot} className="zrun" data-testid="run-progress">
        <progress aria-label={t("try.all")} max={job?.total ?? 1} {...(job?.total !== undefined && { value: done })} />
        <span className="text ell">
          {job?.total === undefined ? t("try.starting") : t("try.progress", { done, total: job.total })}
        </span>
        <Button onClick={run.cancel} disabled={!run.run} testid="run-cancel">
          {t("common.cancel")}
        </Button>
      </footer>
    );
  }
  const bad = run.error !== undefined;
  return (
    <footer ref={foot} className="zrun">
      {said && !bad ? (
        <button
          type="button"
          className={stale ? "figures stale" : "figures"}
          title={stale ? t("try.staleFigures") : withKeys(said.plain, "run")}
          aria-pressed={listed}
          onClick={onList}
          data-testid="run-figures"
        >
          {said.rich}
        </button>
      ) : (
        <span className={bad ? "text bad" : "text quiet"} title={run.error?.code} data-testid="run-text">
          {run.error ? errorText(run.error) : t("try.allText")}
        </span>
      )}
      <Button onClick={run.start} tooltip={run.ended ? undefined : withKeys(t("try.all"), "run")} testid="run-all">
        {t(run.run && stale ? "try.runAgain" : "try.all")}
      </Button>
    </footer>
  );
}

/** "214 of 2,014 differ from Version 7, none fails" */
function useFigures({ run, page }: RunOnAll) {
  const t = useT();
  if (!run || !page || page.state === "failed") return undefined;
  const { entities, different, kinds } = sumsOf(page);
  const values = { entities, different, failing: kinds.fails, version: run.number };
  const key = page.state === "cancelled" ? "try.cancelled" : "try.figures";
  return {
    rich: t.rich(key, { ...values, b: (inner) => <b>{inner}</b> }),
    plain: String(t.rich(key, { ...values, b: (inner) => inner.join("") })),
  };
}
