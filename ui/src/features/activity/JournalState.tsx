import { useQuery } from "@tanstack/react-query";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { JournalCheck } from "../../api/generated/JournalCheck";
import { Icon } from "../../components/Icon";
import { useReading } from "../../shell/data";
import { useT } from "../../shell/i18n";

/** Whether each entry of the journal still fits the one before; checked anew when an entry was added. */
export function JournalState() {
  const t = useT();
  const newest = useReading("activity_page", { query: { search: "", failedOnly: false, offset: 0, limit: 1 } });
  const total = newest.data?.total;
  const { data, error } = useQuery<JournalCheck, AppError>({
    queryKey: ["journal_verify", { total }],
    queryFn: () => call("journal_verify", {}),
    enabled: total !== undefined,
  });
  if (error) {
    return (
      <span className="zjournal bad" role="alert">
        <Icon name="error" />
        {error.message}
      </span>
    );
  }
  if (!data) return <span className="zjournal quiet">{t("activity.checking")}</span>;
  if (!data.intact) {
    return (
      <span className="zjournal bad" role="alert" data-testid="journal-broken">
        <Icon name="error" />
        {t("activity.broken", { entry: data.brokenAt ?? 0 })}
      </span>
    );
  }
  return (
    <span className="zjournal" title={t("activity.intact", { entries: data.entries })} data-testid="journal-intact">
      <Icon name="sys-enter-2" className="good" />
      {t("activity.intactShort")}
    </span>
  );
}
