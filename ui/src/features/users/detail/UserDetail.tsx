import { Suspense, useCallback, useState } from "react";
import type { Change } from "../../../api/generated/Change";
import type { SystemNode } from "../../../api/generated/SystemNode";
import type { UserDetail as Detail } from "../../../api/generated/UserDetail";
import { Button } from "../../../components/Button";
import { EntityTimeline } from "../../../components/EntityTimeline";
import { Missing } from "../../../components/Missing";
import { Tabs } from "../../../components/Tabs";
import { requestChange } from "../../../shell/changes";
import { useReading } from "../../../shell/data";
import { useT } from "../../../shell/i18n";
import { useKeys } from "../../../shell/keyboard/useKeys";
import { lazyView } from "../../../shell/lazyView";
import { writable } from "../../../shell/writable";
import { AsItWas } from "./AsItWas";
import { DetailHead } from "./DetailHead";
import { Others } from "./Others";
import { OverviewTab } from "./OverviewTab";
import { RoleCollectionsTab } from "./RoleCollectionsTab";
import "./detail.css";

const JsonView = lazyView(() => import("../../../components/JsonView").then((m) => m.JsonView));
const PickRoleCollections = lazyView(() =>
  import("../../../components/PickRoleCollections").then((m) => m.PickRoleCollections),
);
const UserForm = lazyView(() => import("../form/UserForm").then((m) => m.UserForm), { ui5: true });

const sections = ["overview", "roleCollections", "json", "activity"] as const;
type Section = (typeof sections)[number];

interface Props {
  system: SystemNode;
  id: string;
  section: string | undefined;
  /** Takes the focus when it opens. */
  focus: boolean;
  full: boolean;
  onFull: (full: boolean) => void;
  onSection: (section: string) => void;
  onClose: () => void;
  onOpen: (id?: string) => void;
}

/** One user of an account, from its snapshot. */
export function UserDetail(props: Props) {
  const t = useT();
  const { system, id } = props;
  const found = useReading("user", { system: system.id, id });
  if (found.data) return <Known {...props} user={found.data} />;
  const gone = {
    title: t("users.gone"),
    text: t("users.goneText", { system: system.name, id }),
    testid: "user-gone",
  };
  return (
    <Missing error={found.error} gone={gone} actions={<Button onClick={props.onClose}>{t("users.showList")}</Button>} />
  );
}

function Known({ user, system, section, onSection, onClose, ...props }: Props & { user: Detail }) {
  const t = useT();
  const { row } = user;
  const [editing, setEditing] = useState(false);
  const [assigning, setAssigning] = useState(false);
  const refused = writable(system);
  const tab: Section = sections.find((s) => s === section) ?? "overview";
  const change = useCallback(
    (next: Change, onDone?: () => void) => requestChange({ change: next, ...(onDone && { onDone }) }),
    [],
  );
  const users = { kind: "ids" as const, ids: [row.id] };
  const edit = refused === undefined && !editing ? () => setEditing(true) : undefined;
  const remove = () => change({ kind: "deleteUsers", system: system.id, users }, onClose);
  useKeys({ edit, remove: refused || editing ? undefined : remove });

  if (editing) {
    return (
      <Suspense>
        <UserForm system={system} user={user} onClose={() => setEditing(false)} onOpen={props.onOpen} />
      </Suspense>
    );
  }
  const unassign = (roleCollection: string) =>
    change({ kind: "unassign", system: system.id, users, roleCollections: [roleCollection] });
  return (
    <>
      <DetailHead
        system={system}
        user={user}
        refused={refused}
        focus={props.focus}
        full={props.full}
        onFull={() => props.onFull(!props.full)}
        onEdit={() => setEditing(true)}
        onAssign={() => setAssigning(true)}
        onClose={onClose}
        onDelete={remove}
        onActive={(active) => change({ kind: "setActive", system: system.id, users, active })}
      />
      <Others user={user} system={system} />
      <Tabs
        label={t("users.detailTabs", { name: row.name })}
        selected={tab}
        onSelect={onSection}
        tabs={sections.map((id) => ({
          id,
          title: t(`users.tab.${id}`),
          count: id === "roleCollections" ? user.grants.length : undefined,
          testid: `detail-tab-${id}`,
        }))}
      />
      <div
        className={tab === "json" ? "zdetail-json" : "zdetail-body"}
        role="tabpanel"
        aria-label={t(`users.tab.${tab}`)}
      >
        {tab === "overview" && (
          <OverviewTab
            user={user}
            refused={refused}
            onAssign={() => setAssigning(true)}
            onUnassign={unassign}
            onSection={onSection}
          />
        )}
        {tab === "roleCollections" && (
          <RoleCollectionsTab user={user} refused={refused} onAssign={() => setAssigning(true)} onUnassign={unassign} />
        )}
        {tab === "json" && (
          <Suspense>
            <JsonView label={t("users.tab.json")} text={user.json} />
          </Suspense>
        )}
        {tab === "activity" && (
          <>
            <AsItWas system={system.id} user={row.id} />
            <EntityTimeline system={system.id} entity={row.id} entries={user.activity} />
          </>
        )}
      </div>
      {assigning && (
        <Suspense>
          <PickRoleCollections
            system={system.id}
            title={t("users.pick.assign")}
            onClose={() => setAssigning(false)}
            onPick={(picked) => {
              setAssigning(false);
              change({ kind: "assign", system: system.id, users, roleCollections: picked.map((p) => p.id) });
            }}
          />
        </Suspense>
      )}
    </>
  );
}
