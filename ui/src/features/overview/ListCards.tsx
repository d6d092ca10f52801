import type { ReactNode } from "react";
import type { ActivityEntry } from "../../api/generated/ActivityEntry";
import type { Attention } from "../../api/generated/Attention";
import type { DifferenceSum } from "../../api/generated/DifferenceSum";
import { actIcons } from "../../components/actIcons";
import { Icon } from "../../components/Icon";
import { severityIcons } from "../../components/severityIcons";
import { useReading } from "../../shell/data";
import { useFormat, useT, useTextOf } from "../../shell/i18n";
import { Link, paths } from "../../shell/router";
import { askSystemAct } from "../../shell/systemActs";
import { Card } from "./Card";
import { activityLink, roleLink, rolesLink, usersLink } from "./links";

/** Rows that fit the card, and those of them that sum up. */
const rows = 6;
const sumRows = 3;

interface AttentionProps {
  system: string;
  attention: Attention[];
}

/** What one should look at, worst first, each row with its act. */
export function AttentionCard({ system, attention }: AttentionProps) {
  const t = useT();
  const textOf = useTextOf();
  return (
    <Card
      title={t("overview.attention")}
      meta={attention.length > 0 ? t("overview.byRisk", { count: attention.length }) : undefined}
    >
      {attention.length === 0 && <p className="none">{t("overview.nothingToAttend")}</p>}
      <ul className="zrows whole">
        {attention.slice(0, rows).map((item) => (
          <Row
            key={`${item.notice.text.code} ${item.notice.text.message} ${item.detail}`}
            mark={
              <Icon
                name={severityIcons[item.notice.severity]}
                className={item.notice.severity}
                label={t(`severity.${item.notice.severity}`)}
              />
            }
            title={textOf(item.notice.text)}
            detail={item.detail}
            end={<Act system={system} attention={item} />}
          />
        ))}
      </ul>
    </Card>
  );
}

function Act({ system, attention }: { system: string; attention: Attention }) {
  const t = useT();
  const textOf = useTextOf();
  const { act, notice } = attention;
  if (!act) return null;
  const name = `${t(act.kind === "test" ? "overview.test" : "overview.show")}: ${textOf(notice.text)}`;
  if (act.kind === "test") {
    return (
      <button type="button" className="zlink" aria-label={name} onClick={() => askSystemAct({ kind: "test", system })}>
        {t("overview.test")}
      </button>
    );
  }
  const to =
    act.kind === "roleCollection"
      ? roleLink(system, act.id)
      : act.kind === "users"
        ? usersLink(system, { q: act.search })
        : act.kind === "properties"
          ? paths.system(system, "properties")
          : rolesLink(system, { chip: "noMembers" });
  return (
    <Link to={to} aria-label={name}>
      {t("overview.show")}
    </Link>
  );
}

/** What changed in this account in the last 24 hours, whoever did it, and our latest changes. */
export function RecentChangesCard({ system, sums }: { system: string; sums: DifferenceSum[] }) {
  const t = useT();
  const { data, error } = useReading("activity_page", {
    query: { search: "", system, failedOnly: false, offset: 0, limit: rows },
  });
  const found = sums.slice(0, sumRows);
  const ours = rows - found.length;
  return (
    <Card
      title={t("overview.recentChanges")}
      meta={data && data.total > ours ? t("overview.latestOf", { count: ours, total: data.total }) : undefined}
    >
      {error && <p className="none">{t("overview.activityUnread")}</p>}
      {data?.rows.length === 0 && found.length === 0 && <p className="none">{t("overview.noChanges")}</p>}
      <ul className="zrows">
        {found.map((sum) => (
          <SumRow key={sum.text.code} system={system} sum={sum} />
        ))}
        {data?.rows.slice(0, ours).map((entry) => (
          <ChangeRow key={entry.entry} entry={entry} />
        ))}
      </ul>
    </Card>
  );
}

function SumRow({ system, sum }: { system: string; sum: DifferenceSum }) {
  const t = useT();
  const textOf = useTextOf();
  const { act, outside, count } = sum;
  return (
    <Row
      mark={<Icon name={actIcons[act]} className={act} label={t(`difference.act.${act}`)} />}
      title={<Link to={paths.system(system, "history")}>{textOf(sum.text)}</Link>}
      detail={t(outside === 0 ? "overview.byZonedesk" : outside === count ? "overview.outside" : "overview.byBoth", {
        outside,
      })}
      end={null}
    />
  );
}

function ChangeRow({ entry }: { entry: ActivityEntry }) {
  const t = useT();
  const format = useFormat();
  const textOf = useTextOf();
  const failed = entry.failed > 0;
  const by = [entry.who && t("overview.by", { who: entry.who }), entry.reason].filter(Boolean).join(", ");
  return (
    <Row
      mark={
        <Icon
          name={failed ? "error" : "accept"}
          className={failed ? "error" : "good"}
          label={t(failed ? "overview.failed" : "overview.done")}
        />
      }
      title={<Link to={activityLink(entry.entry)}>{textOf(entry.title)}</Link>}
      detail={failed ? t("overview.failedRequests", { failed: entry.failed, requests: entry.requests }) : by}
      end={<time dateTime={entry.at}>{format.date(entry.at)}</time>}
    />
  );
}

interface RowProps {
  mark: ReactNode;
  title: ReactNode;
  detail: string;
  end: ReactNode;
}

function Row({ mark, title, detail, end }: RowProps) {
  return (
    <li>
      {mark}
      <div>
        <div className="title">{title}</div>
        <small title={detail}>{detail}</small>
      </div>
      {end}
    </li>
  );
}
