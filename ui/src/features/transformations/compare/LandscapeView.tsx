import { type KeyboardEvent, useState } from "react";
import type { LandscapeRow } from "../../../api/generated/LandscapeRow";
import type { SystemNode } from "../../../api/generated/SystemNode";
import type { TransformationKind } from "../../../api/generated/TransformationKind";
import { Chips } from "../../../components/Chips";
import { ErrorMessage, Message } from "../../../components/Message";
import { SkeletonRows } from "../../../components/SkeletonRows";
import { Tag } from "../../../components/Tag";
import { useReading } from "../../../shell/data";
import { useT } from "../../../shell/i18n";
import { Link, navigate, paths, usePlace } from "../../../shell/router";
import { changeSigns } from "../ChangeBadge";
import { SideBox } from "./SideBox";
import { sideOf } from "./sides";

const kinds = ["read", "write"] as const;

/** The transformation of every system against one: which differ, in how many mappings, each leading to its comparison. */
export function LandscapeView({ systems }: { systems: readonly SystemNode[] }) {
  const t = useT();
  const { query } = usePlace();
  const kind: TransformationKind = query.get("kind") === "write" ? "write" : "read";
  const name = query.get("against") ?? "default";
  const go = (to: { kind?: TransformationKind; against?: string }) =>
    void navigate(paths.page("compare", undefined, { kind, against: name, ...to }), { replace: true });
  const against = sideOf(name) ?? { of: "default" };
  const { data, error } = useReading("transformation_landscape", { kind, against }, { staleTime: 0 });
  return (
    <>
      <header className="zhead zcompare-head">
        <div className="title">
          <h1 className="ell">{t("compare.page")}</h1>
          <span className="room" />
          <fieldset className="zswitch" aria-label={t("transformations.kinds")}>
            {kinds.map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={one === kind}
                onClick={() => go({ kind: one })}
                data-testid={`landscape-${one}`}
              >
                {t(`transformations.kind.${one}`)}
              </button>
            ))}
          </fieldset>
        </div>
      </header>
      <div className="zsides">
        <SideBox
          letter="A"
          kind={kind}
          systems={systems}
          name={name}
          side={data && { label: data.against, inUse: false, errors: 0, warnings: 0 }}
          onChoose={(chosen) => go({ against: chosen })}
        />
        <span className="against quiet">{t("compare.againstAll")}</span>
      </div>
      {error ? (
        <ErrorMessage error={error} title={t("compare.unable")} />
      ) : !data ? (
        <SkeletonRows label={t("common.loading")} />
      ) : data.rows.length === 0 ? (
        <Message icon="tree" title={t("compare.noSystems")} />
      ) : (
        <Rows rows={data.rows} kind={kind} against={name} />
      )}
    </>
  );
}

type Filter = "all" | "differ" | "same" | "broken";

function filterOf({ broken, sameMeaning }: LandscapeRow): Exclude<Filter, "all"> {
  if (broken !== undefined) return "broken";
  return sameMeaning ? "same" : "differ";
}

function Rows({ rows, kind, against }: { rows: readonly LandscapeRow[]; kind: TransformationKind; against: string }) {
  const t = useT();
  const [filter, setFilter] = useState<Filter>("all");
  const count = (of: Filter) => rows.filter((row) => filterOf(row) === of).length;
  const chips = (["all", "differ", "same", "broken"] as const)
    .map((id) => ({ id, title: t(`compare.rows.${id}`), count: id === "all" ? rows.length : count(id) }))
    .filter((chip) => chip.id === "all" || chip.count > 0);
  const walk = (event: KeyboardEvent<HTMLUListElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const links = [...event.currentTarget.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    links[Math.max(0, Math.min(links.length - 1, at + step))]?.focus();
  };
  return (
    <section className="zall" aria-label={t("compare.page")} data-region="list">
      <Chips label={t("compare.filter")} chips={chips} selected={filter} onSelect={setFilter} />
      <ul onKeyDown={walk} data-testid="landscape-rows">
        {rows
          .filter((row) => filter === "all" || filterOf(row) === filter)
          .map((row) => (
            <li key={row.system}>
              <Link
                to={paths.compare(row.system, kind, against, `system:${row.system}`)}
                data-testid={`landscape-row-${row.name}`}
              >
                <span className="name">
                  <b className="ell">{row.name}</b>
                  <small className="ell">{row.path.join(" / ")}</small>
                </span>
                {row.isDefault && <Tag>{t("compare.isDefault")}</Tag>}
                <State row={row} />
              </Link>
            </li>
          ))}
      </ul>
    </section>
  );
}

function State({ row }: { row: LandscapeRow }) {
  const t = useT();
  const { broken, sameText, sameMeaning, added, removed, changed, moved } = row;
  if (broken !== undefined) {
    return (
      <span className="state bad ell" title={broken}>
        {broken}
      </span>
    );
  }
  if (sameMeaning) return <span className="state">{t(sameText ? "compare.sameText" : "compare.sameMeaning")}</span>;
  const counts = { added, removed, changed, moved };
  const kinds = (["added", "removed", "changed", "moved"] as const).filter((kind) => counts[kind] > 0);
  const all = added + removed + changed + moved;
  return (
    <span className="state differs">
      <b>{all === 0 ? t("compare.differsElse") : t("compare.differs", { count: all })}</b>
      {kinds.map((kind) => (
        <span key={kind} className={`zchange-badge ${kind}`} title={t(`transformations.change.${kind}`)}>
          {changeSigns[kind]} {counts[kind]}
        </span>
      ))}
    </span>
  );
}
