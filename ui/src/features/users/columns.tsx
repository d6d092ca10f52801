import type { UserRow } from "../../api/generated/UserRow";
import type { UserState } from "../../api/generated/UserState";
import type { Column, Layout } from "../../components/grid/columns";
import { OriginTag } from "../../components/OriginTag";
import { PersonName } from "../../components/PersonName";
import { type MessageKey, t } from "../../shell/i18n";
import * as format from "../../shell/i18n/format";
import "./users.css";

function When({ at }: { at: string | undefined }) {
  return (
    <span className={at ? undefined : "quiet"} title={format.timestamp(at)}>
      {format.date(at)}
    </span>
  );
}

/** How many came directly, where some did not. */
function notAllDirect({ roleCollections, directRoleCollections: direct }: UserRow): string | undefined {
  return direct < roleCollections ? t("users.direct", { direct, others: roleCollections - direct }) : undefined;
}

function countClass(user: UserRow): string | undefined {
  if (user.roleCollections === 0) return "quiet";
  return notAllDirect(user) ? "zuser-not-all-direct" : undefined;
}

export function StateText({ state }: { state: UserState }) {
  return <span className={`zuser-state ${state}`}>{t(`users.state.${state}`)}</span>;
}

const shapes: readonly Omit<Column<UserRow>, "title">[] = [
  {
    id: "name",
    min: 132,
    grow: 0.9,
    cell: (user) => <PersonName name={user.name} of={user.userName} title={user.name} />,
  },
  {
    id: "userName",
    min: 140,
    grow: 1.25,
    leaves: 1,
    cell: (user) => (
      <span className="quiet" title={user.userName}>
        {user.userName}
      </span>
    ),
  },
  {
    id: "origin",
    min: 128,
    leaves: 3,
    cell: (user) => <OriginTag origin={user.origin} />,
  },
  {
    id: "roleCollections",
    min: 60,
    numeric: true,
    leaves: 5,
    cell: (user) => (
      <span className={countClass(user)} title={notAllDirect(user)}>
        {format.number(user.roleCollections)}
      </span>
    ),
  },
  { id: "lastLogon", min: 92, leaves: 4, cell: (user) => <When at={user.lastLogon} /> },
  { id: "state", min: 100, leaves: 2, cell: (user) => <StateText state={user.state} /> },
  {
    id: "email",
    min: 144,
    grow: 1.25,
    leaves: 6,
    cell: (user) => (
      <span className="quiet" title={user.email}>
        {user.email}
      </span>
    ),
  },
  { id: "created", min: 92, leaves: 9, cell: (user) => <When at={user.created} /> },
  { id: "updated", min: 92, leaves: 8, cell: (user) => <When at={user.updated} /> },
  {
    id: "id",
    min: 120,
    leaves: 7,
    cell: (user) => (
      <span className="mono" title={user.id}>
        {user.id}
      </span>
    ),
  },
  {
    id: "externalId",
    min: 120,
    leaves: 10,
    cell: (user) => <span title={user.externalId}>{user.externalId ?? "—"}</span>,
  },
  {
    id: "verified",
    min: 84,
    leaves: 11,
    cell: (user) => t(user.verified ? "users.verified" : "users.notVerified"),
  },
];

/** Every column that the list of users can show. They are there before the language is known. */
export const columns: readonly Column<UserRow>[] = shapes.map((shape) => ({
  ...shape,
  get title() {
    return t(`users.column.${shape.id}` as MessageKey);
  },
}));

export const initialLayout: Layout = {
  shown: ["name", "userName", "origin", "roleCollections", "lastLogon", "state"],
  widths: {},
};

/** A row as a screen reader says it. */
export const describe = (user: UserRow): string =>
  t("users.row", {
    name: user.name,
    userName: user.userName,
    origin: user.origin,
    roleCollections: user.roleCollections,
    others: user.roleCollections - user.directRoleCollections,
    lastLogon: format.dateTime(user.lastLogon),
    state: t(`users.state.${user.state}`),
  });
