import type { SystemNode } from "../api/generated/SystemNode";
import { Icon } from "../components/Icon";
import { StateIcon } from "../components/StateIcon";
import { Told } from "./announce";
import { useReading } from "./data";
import { useFormat, useT, useTextOf } from "./i18n";
import { isAccount } from "./isAccount";
import { useJobs } from "./jobs";
import { usePace } from "./pace";
import { Link, paths, usePlace } from "./router";
import { useSession } from "./session";
import { statusTexts } from "./status";
import "./StatusBar.css";

interface Props {
  systems: readonly SystemNode[];
  system: SystemNode | undefined;
}

/** The foot of the window: where one is, and what runs. */
export function StatusBar({ systems, system }: Props) {
  const t = useT();
  const textOf = useTextOf();
  const { secrets } = useSession();
  const running = useJobs().filter((job) => job.state === "running");
  const refreshing = systems.filter((s) => s.refreshing).length;
  const changing = running.filter((job) => job.kind === "change");
  const [only] = changing;
  const view = statusTexts.use();
  return (
    <footer className="zstatus" data-region="status" data-testid="status">
      {system ? (
        <>
          <span>
            {isAccount(system) && <StateIcon state={system.state} size={12} />}
            {system.name}
          </span>
          {view?.left && <span className="view">{view.left}</span>}
          {!view && system.users !== undefined && (
            <span>{t("status.counts", { users: system.users, roleCollections: system.roleCollections ?? 0 })}</span>
          )}
          <PaceOf system={system} />
          {system.readOnly && (
            <span title={t("system.readOnlyText")}>
              <Icon name="locked" size={12} />
              {t("system.readOnly")}
            </span>
          )}
        </>
      ) : (
        systems.length > 0 && <span>{t("status.systems", { count: systems.filter(isAccount).length })}</span>
      )}
      {view?.path && (
        <span className="path" title={view.path}>
          {view.path}
        </span>
      )}
      <Told />
      <span className="room" />
      {view?.right?.map((text) => (
        <span key={text} className="view">
          {text}
        </span>
      ))}
      <ProxySays />
      {secrets === "thisRun" && <span>{t("status.keychain")}</span>}
      {only && (
        <Link to={paths.page("activity")}>
          {changing.length > 1
            ? t("status.jobs", { count: changing.length })
            : only.total === undefined
              ? textOf(only.title)
              : t("status.job", { title: textOf(only.title), done: only.done, total: only.total })}
        </Link>
      )}
      {refreshing > 0 && <span>{t("status.refreshing", { count: refreshing })}</span>}
    </footer>
  );
}

/** That consumers are answered, or why not though they should be; its own views say more. */
function ProxySays() {
  const t = useT();
  const { segments } = usePlace();
  const { data } = useReading("proxy_state", {});
  if (!data || (!data.since && !data.failure) || segments[0] === "proxy" || segments[2] === "proxy") return null;
  return (
    <Link
      to={paths.page("proxy")}
      className={data.failure ? "critical" : undefined}
      title={data.failure?.message ?? data.base}
      data-testid="status-proxy"
    >
      {t(data.failure ? "status.proxyFailed" : "status.proxy", { count: data.systems.length })}
    </Link>
  );
}

/** How fast the account is asked, and what waits; nothing while it is not. */
function PaceOf({ system }: { system: SystemNode }) {
  const t = useT();
  const format = useFormat();
  const pace = usePace(system.id);
  if (!pace) return null;
  const { held, waiting, slowed } = pace;
  if (held > 0) {
    const params = { system: system.name, seconds: held, waiting };
    return (
      <span className="critical" title={t("status.slowedText")} data-testid="status-pace">
        <Icon name="alert" size={12} />
        {t(waiting > 0 ? "status.heldWaiting" : "status.held", params)}
      </span>
    );
  }
  return (
    <span
      className={slowed ? "critical" : undefined}
      title={t(slowed ? "status.slowedText" : "status.paceText")}
      data-testid="status-pace"
    >
      {t(waiting > 0 ? "status.paceWaiting" : "status.pace", { rate: format.tenths(pace.rate / 10), waiting })}
    </span>
  );
}
