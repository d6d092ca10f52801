import type { RoleCollectionRow } from "../../api/generated/RoleCollectionRow";
import type { Column, Layout } from "../../components/grid/columns";
import { t } from "../../shell/i18n";
import * as format from "../../shell/i18n/format";
import { Marks } from "./Marks";

/** Every column that the list of role collections can show. */
export const columns: readonly Column<RoleCollectionRow>[] = [
  {
    id: "name",
    title: t("roleCollections.column.name"),
    min: 176,
    grow: 1,
    cell: (row) => (
      <span className="zrole-name" title={row.name}>
        <span className="ell">{row.name}</span>
        <Marks row={row} />
      </span>
    ),
  },
  {
    id: "description",
    title: t("roleCollections.column.description"),
    min: 128,
    grow: 1,
    leaves: 3,
    cell: (row) => (
      <span className="quiet" title={row.description}>
        {row.description}
      </span>
    ),
  },
  {
    id: "members",
    title: t("roleCollections.column.members"),
    min: 76,
    numeric: true,
    cell: (row) => <span className={row.members === 0 ? "quiet" : undefined}>{format.number(row.members)}</span>,
  },
  {
    id: "nested",
    title: t("roleCollections.column.nested"),
    min: 56,
    numeric: true,
    leaves: 2,
    cell: (row) => <span className="quiet">{row.nested === 0 ? "–" : format.number(row.nested)}</span>,
  },
  {
    id: "updated",
    title: t("roleCollections.column.updated"),
    min: 96,
    leaves: 1,
    cell: (row) => <span title={format.timestamp(row.updated)}>{format.date(row.updated)}</span>,
  },
];

export const initialLayout: Layout = { shown: columns.map((column) => column.id), widths: {} };

/** A row as a screen reader says it. */
export const describe = (row: RoleCollectionRow): string =>
  t("roleCollections.row", {
    name: row.name,
    description: row.description,
    members: row.members,
    nested: row.nested,
    updated: format.date(row.updated),
    critical: row.critical ? "yes" : "no",
  });
