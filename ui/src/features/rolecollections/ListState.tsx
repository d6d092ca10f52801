import type { AppError } from "../../api/generated/AppError";
import type { RoleCollectionFilter } from "../../api/generated/RoleCollectionFilter";
import type { SystemNode } from "../../api/generated/SystemNode";
import { Button } from "../../components/Button";
import { ErrorMessage, Message } from "../../components/Message";
import { SkeletonRows } from "../../components/SkeletonRows";
import { useT } from "../../shell/i18n";
import { NeverRead } from "../../shell/SnapshotState";
import { writable } from "../../shell/writable";

interface Props {
  system: SystemNode;
  filter: RoleCollectionFilter;
  total: number | undefined;
  error: AppError | null;
  onRetry: () => void;
  onClear: () => void;
  onCreate: () => void;
}

/** What stands where no row can: loading, refused, never read, none at all, none that matches. */
export function ListState({ system, filter, total, error, onRetry, onClear, onCreate }: Props) {
  const t = useT();
  if (system.refreshedAt === undefined) return <NeverRead system={system} />;
  if (error) return <ErrorMessage error={error} actions={<Button onClick={onRetry}>{t("common.retry")}</Button>} />;
  if (total === undefined) return <SkeletonRows label={t("common.loading")} />;
  if (filter.search || filter.chip !== "all") {
    const words = [
      filter.search && t("roleCollections.filter.search", { value: filter.search }),
      filter.chip !== "all" && t(`roleCollections.chip.${filter.chip}`),
    ];
    return (
      <Message
        icon="filter"
        title={t("roleCollections.noHits")}
        text={words.filter(Boolean).join(" · ")}
        testid="no-hits"
        actions={<Button onClick={onClear}>{t("roleCollections.clearFilters")}</Button>}
      />
    );
  }
  const refused = writable(system);
  return (
    <Message
      icon="group"
      title={t("roleCollections.none", { name: system.name })}
      text={t("roleCollections.noneText")}
      actions={
        <Button disabled={refused !== undefined} tooltip={refused} onClick={onCreate}>
          {t("roleCollections.createOne")}
        </Button>
      }
    />
  );
}
