import { useEffect } from "react";
import type { Job } from "../../api/generated/Job";
import { Icon } from "../../components/Icon";
import { requestChange } from "../../shell/changes";
import { useReading } from "../../shell/data";
import { useT, useTextOf } from "../../shell/i18n";
import { withKeys } from "../../shell/keyboard/shortcuts";
import { Link, paths } from "../../shell/router";
import "./DoneToast.css";

/** How long it stays, ms. It says nothing that Activity does not say too. */
const STAYS = 6000;

const newest = { search: "", failedOnly: false, offset: 0, limit: 1 };

/** That a change is through, the way back, and the way to its entry. Screen readers hear it from the window's live region. */
export function DoneToast({ job, onEnd }: { job: Job; onEnd: () => void }) {
  const t = useT();
  const textOf = useTextOf();
  useEffect(() => {
    const timer = setTimeout(onEnd, STAYS);
    return () => clearTimeout(timer);
  }, [onEnd]);
  const { entry } = job;
  const { data } = useReading("activity_page", { query: newest }, { enabled: entry !== undefined });
  const [last] = data?.rows ?? [];
  const undo = () => {
    if (entry === undefined) return;
    onEnd();
    requestChange({ change: { kind: "undo", entry } });
  };
  return (
    <div className="ztoast" data-testid="toast">
      <Icon name="sys-enter-2" />
      <span className="ell">{t("changes.done", { title: textOf(job.title) })}</span>
      {last?.entry === entry && last?.undo === "offered" && (
        <button
          type="button"
          className="zlink"
          title={withKeys(t("activity.undo"), "undo")}
          onClick={undo}
          data-testid="toast-undo"
        >
          {t("activity.undo")}
        </button>
      )}
      {entry !== undefined && (
        <Link to={paths.page("activity", String(entry))} onClick={onEnd}>
          {t("changes.show")}
        </Link>
      )}
    </div>
  );
}
