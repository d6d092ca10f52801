import { useEffect } from "react";
import type { Job } from "../../api/generated/Job";
import { Icon } from "../../components/Icon";
import { useT, useTextOf } from "../../shell/i18n";
import { Link, paths } from "../../shell/router";
import "./DoneToast.css";

/** How long it stays, ms. It says nothing that Activity does not say too. */
const STAYS = 6000;

/** That a change is through, and the way to its entry. Screen readers hear it from the window's live region. */
export function DoneToast({ job, onEnd }: { job: Job; onEnd: () => void }) {
  const t = useT();
  const textOf = useTextOf();
  useEffect(() => {
    const timer = setTimeout(onEnd, STAYS);
    return () => clearTimeout(timer);
  }, [onEnd]);
  return (
    <div className="ztoast" data-testid="toast">
      <Icon name="sys-enter-2" />
      <span className="ell">{t("changes.done", { title: textOf(job.title) })}</span>
      {job.entry !== undefined && (
        <Link to={paths.page("activity", String(job.entry))} onClick={onEnd}>
          {t("changes.show")}
        </Link>
      )}
    </div>
  );
}
