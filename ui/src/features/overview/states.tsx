import type { AppError } from "../../api/generated/AppError";
import { Button } from "../../components/Button";
import { ErrorMessage } from "../../components/Message";
import { useT } from "../../shell/i18n";

export function Unread({ error, onRetry }: { error: AppError; onRetry: () => void }) {
  const t = useT();
  return (
    <div className="zoverview-message">
      <ErrorMessage
        error={error}
        title={t("overview.unread")}
        actions={<Button onClick={onRetry}>{t("common.retry")}</Button>}
      />
    </div>
  );
}

/** The shape of what comes. */
export function Skeleton() {
  const t = useT();
  return (
    <div className="zoverview waiting" aria-busy="true" role="status" aria-label={t("common.loading")}>
      <div className="zfigures" />
      <div className="zcards">
        {["a", "b", "c", "d", "e", "f"].map((key) => (
          <div key={key} className="zcard" />
        ))}
      </div>
    </div>
  );
}
