import type { AppError } from "../../api/generated/AppError";
import type { SystemNode } from "../../api/generated/SystemNode";
import type { UserFilter } from "../../api/generated/UserFilter";
import { Button } from "../../components/Button";
import { ErrorMessage, Message } from "../../components/Message";
import { SkeletonRows } from "../../components/SkeletonRows";
import { useT } from "../../shell/i18n";
import { NeverRead } from "../../shell/SnapshotState";
import { writable } from "../../shell/writable";
import { useFilterWords } from "./Filters";

interface Props {
  system: SystemNode;
  filter: UserFilter;
  total: number | undefined;
  error: AppError | null;
  onRetry: () => void;
  onClear: () => void;
  onCreate: () => void;
}

/** What stands where no row can: loading, refused, never read, no users, none that matches. */
export function ListState({ system, filter, total, error, onRetry, onClear, onCreate }: Props) {
  const t = useT();
  const words = useFilterWords(system, filter);
  if (system.refreshedAt === undefined) return <NeverRead system={system} />;
  if (error) return <ErrorMessage error={error} actions={<Button onClick={onRetry}>{t("common.retry")}</Button>} />;
  if (total === undefined) return <SkeletonRows label={t("common.loading")} />;
  if (words.length > 0) {
    return (
      <Message
        icon="filter"
        title={t("users.noHits")}
        text={words.join(" · ")}
        testid="no-hits"
        actions={<Button onClick={onClear}>{t("users.clearFilters")}</Button>}
      />
    );
  }
  const refused = writable(system);
  return (
    <Message
      icon="group"
      title={t("users.none", { name: system.name })}
      text={t("users.noneText")}
      testid="no-users"
      actions={
        <Button disabled={refused !== undefined} tooltip={refused} onClick={onCreate}>
          {t("users.createUser")}
        </Button>
      }
    />
  );
}
