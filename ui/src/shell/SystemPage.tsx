import { Suspense, useEffect, useMemo, useRef, useState } from "react";
import type { SystemNode } from "../api/generated/SystemNode";
import { Button } from "../components/Button";
import { Hue } from "../components/Hue";
import { Menu, type MenuItem } from "../components/Menu";
import { Message } from "../components/Message";
import { Tabs } from "../components/Tabs";
import { Tag } from "../components/Tag";
import { useCopy } from "../components/useCopy";
import { Boundary } from "./Boundary";
import { useFeatures } from "./context";
import { useFormat, useT } from "./i18n";
import { isAccount } from "./isAccount";
import { shortcuts, spell, withKeys } from "./keyboard/shortcuts";
import { useKeys } from "./keyboard/useKeys";
import { usePageActs } from "./pageActs";
import { Link, navigate, paths, usePlace } from "./router";
import { refresh, refreshWhole } from "./SnapshotState";
import { systemActions } from "./SystemActions";
import { useSession } from "./session";
import { useNow } from "./useNow";
import "./SystemPage.css";

interface Props {
  systems: readonly SystemNode[];
  id: string;
}

const HOUR = 3_600_000;
const tones = {
  reachable: "positive",
  attention: "critical",
  unreachable: "negative",
  unknown: "neutral",
  disabled: "neutral",
} as const;

/** One system: its title, its tabs, and the view of the one that is open. */
export function SystemPage({ systems, id }: Props) {
  const t = useT();
  const system = systems.find((s) => s.id === id);
  if (!system) {
    return (
      <main className="zpage" data-region="main" tabIndex={-1}>
        <Message
          page
          icon="question-mark"
          title={t("system.missing")}
          text={t("system.missingText", { id })}
          actions={<Button onClick={() => void navigate(paths.home)}>{t("system.home")}</Button>}
        />
      </main>
    );
  }
  return <Known key={id} systems={systems} system={system} />;
}

function Known({ systems, system }: { systems: readonly SystemNode[]; system: SystemNode }) {
  const t = useT();
  const features = useFeatures();
  const { segments } = usePlace();
  const tabs = useMemo(
    () =>
      features
        .flatMap((feature) => feature.tabs ?? [])
        .filter((tab) => tab.shows?.(system) ?? true)
        .sort((a, b) => a.order - b.order),
    [features, system],
  );
  const wanted = segments[2] ?? lastTab;
  const tab = tabs.find((one) => one.id === wanted) ?? (segments[2] === undefined ? tabs[0] : undefined);
  useEffect(() => {
    if (tab) lastTab = tab.id;
  }, [tab]);
  useKeys({
    tab: (keys) => {
      const next = tabs[Number(keys.at(-1)) - 1];
      if (next) void navigate(paths.system(system.id, next.id));
    },
    refresh: isAccount(system) ? () => refresh(system) : undefined,
  });
  const View = tab?.view;
  return (
    <main className="zpage" data-region="main" tabIndex={-1} aria-label={system.name}>
      <header className="zhead">
        <Crumbs systems={systems} system={system} />
        <Title system={system} />
        <Tabs
          kind="page"
          label={t("shell.tabs", { name: system.name })}
          selected={tab?.id ?? ""}
          onSelect={(next) => void navigate(paths.system(system.id, next))}
          tabs={tabs.map((one, i) => ({
            id: one.id,
            title: t(one.title),
            count: one.count?.(system),
            testid: `tab-${one.id}`,
            keys: shortcuts.tab.keys[i] && spell(shortcuts.tab.keys[i]),
          }))}
        />
      </header>
      <div className="zbody" role="tabpanel" aria-label={tab ? t(tab.title) : undefined}>
        <Boundary key={tab?.id}>
          <Suspense>
            {View ? (
              <View system={system} item={segments[3]} section={segments[4]} />
            ) : (
              <Message icon="question-mark" title={t("system.tabMissing", { name: system.name })} />
            )}
          </Suspense>
        </Boundary>
      </div>
    </main>
  );
}

/** The tab that was open last stays open when one walks through the landscape. */
let lastTab: string | undefined;

function Crumbs({ systems, system }: { systems: readonly SystemNode[]; system: SystemNode }) {
  const t = useT();
  const above: SystemNode[] = [];
  for (let up = system.parent; up; ) {
    const node = systems.find((s) => s.id === up);
    if (!node || above.includes(node)) break;
    above.unshift(node);
    up = node.parent;
  }
  return (
    <nav className="crumbs" aria-label={t("shell.crumbs")}>
      {above.map((node) => (
        <span key={node.id} className="above">
          <Link to={paths.system(node.id)}>{node.name}</Link>
        </span>
      ))}
      <span>{t(`level.${system.level}`)}</span>
    </nav>
  );
}

function Title({ system }: { system: SystemNode }) {
  const t = useT();
  const format = useFormat();
  const now = useNow(30_000);
  const [menu, setMenu] = useState(false);
  const more = useRef<HTMLButtonElement>(null);
  const place = usePlace();
  const { copy, said } = useCopy();
  const features = useFeatures();
  const items: MenuItem[] = [
    {
      id: "copy-link",
      title: t("system.copyLink"),
      icon: "chain-link",
      run: () => void copy(`zonedesk:/${place.to}`),
    },
    ...(isAccount(system) && system.refreshedAt !== undefined
      ? [
          {
            id: "refresh-whole",
            title: t("system.refreshWhole"),
            icon: "refresh" as const,
            disabled: system.enabled ? undefined : t("writing.disabled"),
            run: () => refreshWhole(system),
          },
        ]
      : []),
    ...systemActions(features, system),
  ];
  usePageActs(system.name, items);
  const { snapshotWarningHours } = useSession().settings;
  const old =
    system.refreshedAt !== undefined &&
    now.getTime() - new Date(system.refreshedAt).getTime() > snapshotWarningHours * HOUR;
  return (
    <div className="title">
      {system.colour !== undefined && <Hue colour={system.colour} />}
      <h1 className="ell" title={[system.name, system.notes].filter(Boolean).join("\n")}>
        {system.name}
      </h1>
      {system.state !== "folder" && !system.loading && (
        <Tag tone={tones[system.state]} title={system.problem?.message}>
          {t(`state.${system.state}`)}
        </Tag>
      )}
      {system.tags.map((tag) => (
        <Tag key={tag}>{tag}</Tag>
      ))}
      {system.readOnly && <Tag title={t("system.readOnlyText")}>{t("system.readOnly")}</Tag>}
      <span className="meta ell">{[system.region, system.subdomain].filter(Boolean).join(" · ")}</span>
      <span className="room" />
      {isAccount(system) && (
        <>
          <span className={old ? "meta old" : "meta"} title={format.timestamp(system.refreshedAt)} data-testid="stamp">
            {system.refreshing
              ? t("system.refreshing")
              : system.refreshedAt
                ? t("system.snapshot", { age: format.age(system.refreshedAt, now) })
                : t("system.noSnapshot")}
          </span>
          <Button
            design="transparent"
            icon="refresh"
            tooltip={withKeys(t("system.refresh"), "refresh")}
            turning={system.refreshing}
            onClick={() => refresh(system)}
            testid="refresh"
          />
        </>
      )}
      <Button
        ref={more}
        design="transparent"
        icon={said?.icon ?? "overflow"}
        tooltip={said?.text ?? t("system.more", { name: system.name })}
        aria-haspopup="menu"
        onClick={() => setMenu(true)}
        testid="system-menu"
      />
      {menu && (
        <Menu label={t("system.more", { name: system.name })} items={items} at={more} onClose={() => setMenu(false)} />
      )}
    </div>
  );
}
