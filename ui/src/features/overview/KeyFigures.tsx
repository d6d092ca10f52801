import type { Overview } from "../../api/generated/Overview";
import { useFormat, useT } from "../../shell/i18n";
import { Link } from "../../shell/router";
import { rolesLink, usersLink } from "./links";

/** The strip of six figures, each a link to the list that it counts. */
export function KeyFigures({ system, data }: { system: string; data: Overview }) {
  const t = useT();
  const format = useFormat();
  const percent = (part: number) => format.percent(data.users === 0 ? 0 : part / data.users);
  const figures = [
    {
      key: "users",
      count: data.users,
      note: t("overview.originKeys", { count: data.origins.length }),
      to: usersLink(system),
    },
    {
      key: "business",
      count: data.business,
      note: percent(data.business),
      to: usersLink(system, { chip: "business" }),
    },
    {
      key: "platform",
      count: data.platform,
      note: percent(data.platform),
      to: usersLink(system, { chip: "platform" }),
    },
    {
      key: "never",
      count: data.neverLoggedOn,
      note: percent(data.neverLoggedOn),
      to: usersLink(system, { chip: "neverLoggedOn" }),
      attention: true,
    },
    {
      key: "inactive",
      count: data.inactive,
      note: percent(data.inactive),
      to: usersLink(system, { chip: "inactive" }),
      attention: true,
    },
    {
      key: "roleCollections",
      count: data.roleCollections,
      note: t("overview.withoutMembers", { count: data.withoutMembers }),
      to: rolesLink(system),
    },
  ] as const;
  return (
    <section className="zfigures" aria-label={t("overview.figures")}>
      {figures.map((figure) => (
        <div key={figure.key}>
          <div className="label">
            {"attention" in figure && figure.count > 0 && <span className="dot" aria-hidden="true" />}
            {t(`overview.figure.${figure.key}`, { days: data.inactiveAfterDays })}
          </div>
          <Link className="figure" to={figure.to} data-testid={`figure-${figure.key}`}>
            {format.number(figure.count)}
          </Link>
          <div className="note">{figure.note}</div>
        </div>
      ))}
    </section>
  );
}
