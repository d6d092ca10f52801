import type { FolderOverview } from "../../api/generated/FolderOverview";
import type { FolderRow } from "../../api/generated/FolderRow";
import type { SystemNode } from "../../api/generated/SystemNode";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Message } from "../../components/Message";
import { useReading } from "../../shell/data";
import { useFormat, useT } from "../../shell/i18n";
import { Link, navigate, paths } from "../../shell/router";
import { useSession } from "../../shell/session";
import { usersLink } from "./links";
import { Skeleton, Unread } from "./states";

const icons = {
  folder: "folder-blank",
  unknown: "status-inactive",
  reachable: "status-positive",
  attention: "status-critical",
  unreachable: "status-negative",
  disabled: "status-inactive",
} as const;

/** A folder: the sums of the accounts below it, and each of them. */
export function FolderView({ folder }: { folder: SystemNode }) {
  const t = useT();
  const { data, error, refetch } = useReading("folder_overview", { system: folder.id });
  if (!data) return error ? <Unread error={error} onRetry={refetch} /> : <Skeleton />;
  if (data.accounts.length === 0) {
    return (
      <div className="zoverview-message">
        <Message
          icon="folder-blank"
          title={t("overview.noAccounts", { name: folder.name })}
          text={t("overview.noAccountsText")}
          actions={
            <Button
              design="emphasized"
              onClick={() => void navigate(paths.page("add-system", undefined, { parent: folder.id }))}
            >
              {t("overview.addAccount")}
            </Button>
          }
        />
      </div>
    );
  }
  return (
    <div className="zoverview folder" data-testid="folder-overview">
      <Sums data={data} />
      <section className="zcard" aria-label={t("overview.accounts")}>
        <table className="zaccounts">
          <thead>
            <tr>
              <th scope="col">{t("overview.account")}</th>
              <th scope="col">{t("overview.region")}</th>
              <th scope="col">{t("overview.state")}</th>
              <th scope="col" className="digits">
                {t("overview.users")}
              </th>
              <th scope="col" className="digits">
                {t("overview.figure.never")}
              </th>
              <th scope="col" className="digits">
                {t("overview.inactiveShort")}
              </th>
              <th scope="col" className="digits">
                {t("overview.figure.roleCollections")}
              </th>
              <th scope="col">{t("overview.snapshot")}</th>
            </tr>
          </thead>
          <tbody>
            {data.accounts.map((row) => (
              <AccountRow key={row.system.id} row={row} />
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

function Sums({ data }: { data: FolderOverview }) {
  const t = useT();
  const format = useFormat();
  const days = useSession().settings.inactiveAfterDays;
  const share = (count: number) => format.percent(data.users === 0 ? 0 : count / data.users);
  const sums = [
    { key: "accounts", count: data.accounts.length, note: "" },
    { key: "users", count: data.users, note: "" },
    { key: "never", count: data.neverLoggedOn, note: share(data.neverLoggedOn) },
    { key: "inactive", count: data.inactive, note: share(data.inactive) },
    { key: "roleCollections", count: data.roleCollections, note: "" },
  ] as const;
  return (
    <section className="zfigures five" aria-label={t("overview.figures")}>
      {sums.map((sum) => (
        <div key={sum.key}>
          <div className="label">{t(`overview.figure.${sum.key}`, { days })}</div>
          <div className="figure sum">{format.number(sum.count)}</div>
          <div className="note">{sum.note}</div>
        </div>
      ))}
    </section>
  );
}

function AccountRow({ row }: { row: FolderRow }) {
  const t = useT();
  const format = useFormat();
  const { system } = row;
  const known = system.users !== undefined;
  const figure = (count: number | undefined, to: string) =>
    known && count !== undefined ? <Link to={to}>{format.number(count)}</Link> : "—";
  return (
    <tr>
      <th scope="row">
        <Link to={paths.system(system.id, "overview")}>{system.name}</Link>
      </th>
      <td className="quiet">{system.region}</td>
      <td title={system.problem?.message}>
        <span className={`state ${system.state}`}>
          <Icon name={icons[system.state]} size={12} />
          {t(`state.${system.state}`)}
        </span>
      </td>
      <td className="digits">{figure(system.users, usersLink(system.id))}</td>
      <td className="digits">{figure(row.neverLoggedOn, usersLink(system.id, { chip: "neverLoggedOn" }))}</td>
      <td className="digits">{figure(row.inactive, usersLink(system.id, { chip: "inactive" }))}</td>
      <td className="digits">{figure(system.roleCollections, paths.system(system.id, "role-collections"))}</td>
      <td className="quiet" title={format.timestamp(system.refreshedAt)}>
        {system.refreshedAt ? format.age(system.refreshedAt) : "—"}
      </td>
    </tr>
  );
}
