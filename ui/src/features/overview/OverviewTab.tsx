import type { SystemNode } from "../../api/generated/SystemNode";
import { useReading } from "../../shell/data";
import type { TabProps } from "../../shell/feature";
import { NeverRead } from "../../shell/SnapshotState";
import { CreatedCard, LargestCard, LastLogonCard, OriginsCard } from "./ChartCards";
import { FolderView } from "./FolderView";
import { KeyFigures } from "./KeyFigures";
import { AttentionCard, RecentChangesCard } from "./ListCards";
import { Skeleton, Unread } from "./states";
import "./overview.css";

/** The Overview of a system: what its snapshot says at a glance. A folder shows the sums of what is below it. */
export function OverviewTab({ system }: TabProps) {
  return system.state === "folder" ? <FolderView folder={system} /> : <AccountView system={system} />;
}

function AccountView({ system }: { system: SystemNode }) {
  const { data, error, refetch } = useReading(
    "overview",
    { system: system.id },
    { enabled: system.users !== undefined },
  );
  if (system.users === undefined) {
    if (system.refreshing) return <Skeleton />;
    return (
      <div className="zoverview-message">
        <NeverRead system={system} />
      </div>
    );
  }
  if (!data) return error ? <Unread error={error} onRetry={refetch} /> : <Skeleton />;
  return (
    <div className="zoverview" data-testid="overview">
      <KeyFigures system={system.id} data={data} />
      <div className="zcards">
        <LastLogonCard system={system.id} data={data} />
        <OriginsCard system={system.id} data={data} />
        <AttentionCard system={system.id} attention={data.attention} />
        <CreatedCard system={system.id} data={data} />
        <LargestCard system={system.id} data={data} />
        <RecentChangesCard system={system.id} sums={data.sinceYesterday} />
      </div>
    </div>
  );
}
