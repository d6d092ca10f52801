import type { Overview } from "../../api/generated/Overview";
import { BarChart } from "../../components/charts/BarChart";
import { ShareBars } from "../../components/charts/ShareBars";
import { OriginTag, originColour } from "../../components/OriginTag";
import { useFormat, useT } from "../../shell/i18n";
import { Link } from "../../shell/router";
import { Card } from "./Card";
import { logonBars, share, weekLabels } from "./figures";
import { roleLink, rolesLink, usersLink } from "./links";

interface Props {
  system: string;
  data: Overview;
}

export function LastLogonCard({ system, data }: Props) {
  const t = useT();
  const format = useFormat();
  const days = data.inactiveAfterDays;
  const bars = logonBars(data).map(({ key, count, tone, chip }) => ({
    key,
    count,
    tone,
    label: t(`overview.logon.${key}`, { days }),
    title: t(`overview.logonTitle.${key}`, { count, days }),
    to: chip && usersLink(system, { chip }),
  }));
  const recent = data.lastLogon
    .filter((s) => s.key !== "older" && s.key !== "never")
    .reduce((sum, s) => sum + s.count, 0);
  const sentence = t("overview.logonSentence", { list: format.list(bars.map((b) => b.title)) });
  return (
    <Card
      title={t("overview.lastLogon")}
      meta={t("overview.recentLogons", { count: recent, days })}
      table={{
        heads: [t("overview.lastLogon"), t("overview.users")],
        rows: bars.map((bar) => ({ key: bar.key, name: bar.label, values: [format.number(bar.count)], to: bar.to })),
      }}
    >
      <BarChart label={sentence} bars={bars} format={format.number} />
    </Card>
  );
}

export function OriginsCard({ system, data }: Props) {
  const t = useT();
  const format = useFormat();
  const max = Math.max(0, ...data.origins.map((o) => o.count));
  // The card holds five; the rest is a click away in the table.
  const shown = data.origins.slice(0, 5);
  const title = (origin: string, count: number) =>
    t("overview.originTitle", { origin, count, percent: format.percent(share(count, data.users)) });
  return (
    <Card
      title={t("overview.origins")}
      meta={t("overview.originKeys", { count: data.origins.length })}
      table={{
        heads: [t("overview.originKey"), t("overview.users"), t("overview.share")],
        rows: data.origins.map((o) => ({
          key: o.key,
          name: o.name,
          values: [format.number(o.count), format.percent(share(o.count, data.users))],
          to: usersLink(system, { origin: o.key }),
        })),
      }}
      foot={
        <>
          <span>{t("overview.twoOrigins", { count: data.twoOrigins })}</span>
          {data.twoOrigins > 0 && <Link to={usersLink(system, { chip: "twoOrigins" })}>{t("overview.show")}</Link>}
        </>
      }
    >
      <ShareBars
        label={t("overview.originsSentence", { list: format.list(data.origins.map((o) => title(o.name, o.count))) })}
        bars={shown.map((o) => ({
          key: o.key,
          name: <OriginTag origin={o.name} />,
          title: title(o.name, o.count),
          count: format.number(o.count),
          percent: format.percent(share(o.count, data.users)),
          share: share(o.count, max),
          colour: originColour(o.key),
          to: usersLink(system, { origin: o.key }),
        }))}
      />
    </Card>
  );
}

export function CreatedCard({ data }: Props) {
  const t = useT();
  const format = useFormat();
  const total = data.createdByWeek.reduce((sum, week) => sum + week.count, 0);
  const labels = weekLabels(data.createdByWeek.length);
  const bars = data.createdByWeek.map((week, i) => {
    // Noon: the day is the same in every time zone.
    const day = format.shortDate(`${week.key}T12:00:00`);
    const last = i === data.createdByWeek.length - 1;
    return {
      key: week.key,
      count: week.count,
      label: last ? t("overview.thisWeek") : labels.has(i) ? day : "",
      title: t("overview.createdTitle", { count: week.count, day }),
      day,
    };
  });
  const most = bars.reduce((a, b) => (b.count > a.count ? b : a), bars[0] ?? { count: 0, day: "" });
  return (
    <Card
      title={t("overview.created")}
      meta={t("overview.plus", { count: total })}
      table={{
        heads: [t("overview.weekOf"), t("overview.createdUsers")],
        rows: bars.map((bar) => ({ key: bar.key, name: bar.day, values: [format.number(bar.count)] })),
      }}
    >
      <BarChart
        label={t("overview.createdSentence", { total, most: most.count, day: most.day })}
        bars={bars}
        format={format.number}
        scale
      />
    </Card>
  );
}

export function LargestCard({ system, data }: Props) {
  const t = useT();
  const format = useFormat();
  const title = (name: string, count: number) =>
    t("overview.largestTitle", { name, count, percent: format.percent(share(count, data.users)) });
  const more = data.roleCollections - data.largest.length;
  return (
    <Card
      title={t("overview.largest")}
      meta={t("overview.ofUsers", { count: data.users })}
      table={{
        heads: [t("overview.roleCollection"), t("overview.members"), t("overview.share")],
        rows: data.largest.map((r) => ({
          key: r.key,
          name: r.name,
          values: [format.number(r.count), format.percent(share(r.count, data.users))],
          to: roleLink(system, r.key),
        })),
      }}
      foot={
        <>
          <span>{more > 0 ? t("overview.more", { count: more }) : ""}</span>
          <Link to={rolesLink(system)}>{t("overview.showAll", { count: data.roleCollections })}</Link>
        </>
      }
    >
      {data.largest.length === 0 ? (
        <p className="none">{t("overview.noRoleCollections")}</p>
      ) : (
        <ShareBars
          label={t("overview.largestSentence", { list: format.list(data.largest.map((r) => title(r.name, r.count))) })}
          bars={data.largest.map((r) => ({
            key: r.key,
            name: r.name,
            title: title(r.name, r.count),
            count: format.number(r.count),
            percent: format.percent(share(r.count, data.users)),
            share: share(r.count, data.users),
            to: roleLink(system, r.key),
          }))}
        />
      )}
    </Card>
  );
}
