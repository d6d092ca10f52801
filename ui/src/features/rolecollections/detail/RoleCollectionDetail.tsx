import { Suspense, useState } from "react";
import type { RoleCollectionDetail as Detail } from "../../../api/generated/RoleCollectionDetail";
import type { SystemNode } from "../../../api/generated/SystemNode";
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
import { DetailHead } from "./DetailHead";
import { MembersTab } from "./MembersTab";
import { NestedTab, PartOfTab } from "./NestedTab";

const JsonView = lazyView(() => import("../../../components/JsonView").then((m) => m.JsonView));
const RoleCollectionForm = lazyView(() => import("../RoleCollectionForm").then((m) => m.RoleCollectionForm), {
  ui5: true,
});
const AddMembers = lazyView(() => import("../add/AddMembers").then((m) => m.AddMembers), { ui5: true });

const sections = ["members", "nested", "partOf", "json", "activity"] as const;

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

/** One role collection of an account, from its snapshot. */
export function RoleCollectionDetail(props: Props) {
  const t = useT();
  const { system, id } = props;
  const found = useReading("role_collection", { system: system.id, id });
  if (found.data) return <Known {...props} role={found.data} />;
  const gone = {
    title: t("roleCollections.gone"),
    text: t("roleCollections.goneText", { system: system.name, id }),
    testid: "role-collection-gone",
  };
  return (
    <Missing
      error={found.error}
      gone={gone}
      actions={<Button onClick={props.onClose}>{t("roleCollections.showList")}</Button>}
    />
  );
}

function Known({ role, system, section, onSection, onClose, ...props }: Props & { role: Detail }) {
  const t = useT();
  const { row } = role;
  const [editing, setEditing] = useState(false);
  const [adding, setAdding] = useState(false);
  const refused = writable(system);
  const tab = sections.find((s) => s === section) ?? "members";
  const counts = { members: row.members, nested: role.nested.length, partOf: role.partOf.length };
  const remove = () =>
    requestChange({
      change: { kind: "deleteRoleCollections", system: system.id, ids: [row.id] },
      onDone: onClose,
    });
  useKeys({
    edit: refused === undefined && !editing ? () => setEditing(true) : undefined,
    remove: refused === undefined && !editing ? remove : undefined,
  });
  if (editing) {
    return (
      <Suspense>
        <RoleCollectionForm system={system} role={role} onClose={() => setEditing(false)} onOpen={props.onOpen} />
      </Suspense>
    );
  }
  return (
    <>
      <DetailHead
        system={system}
        row={row}
        refused={refused}
        focus={props.focus}
        full={props.full}
        onFull={() => props.onFull(!props.full)}
        onEdit={() => setEditing(true)}
        onAdd={() => setAdding(true)}
        onDelete={remove}
        onClose={onClose}
      />
      <Tabs
        label={t("roleCollections.details", { name: row.name })}
        selected={tab}
        onSelect={onSection}
        tabs={sections.map((id) => ({
          id,
          title: t(`roleCollections.tab.${id}`),
          count: id in counts ? counts[id as keyof typeof counts] : undefined,
          testid: `detail-tab-${id}`,
        }))}
      />
      <div
        className={tab === "members" ? "zmembers" : tab === "json" ? "zdetail-json" : "zdetail-body"}
        role="tabpanel"
        aria-label={t(`roleCollections.tab.${tab}`)}
      >
        {tab === "members" && (
          <MembersTab system={system} role={role} refused={refused} onAdd={() => setAdding(true)} />
        )}
        {tab === "nested" && <NestedTab system={system} role={role} refused={refused} />}
        {tab === "partOf" && <PartOfTab system={system} role={role} />}
        {tab === "json" && (
          <Suspense>
            <JsonView label={t("roleCollections.tab.json")} text={role.json} />
          </Suspense>
        )}
        {tab === "activity" && <EntityTimeline system={system.id} entity={role.row.id} entries={role.activity} />}
      </div>
      {adding && (
        <Suspense>
          <AddMembers system={system} row={row} onClose={() => setAdding(false)} />
        </Suspense>
      )}
    </>
  );
}
