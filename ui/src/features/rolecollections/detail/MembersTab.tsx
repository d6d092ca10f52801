import { type KeyboardEvent, useCallback, useState } from "react";
import { call } from "../../../api/api";
import type { MemberPage } from "../../../api/generated/MemberPage";
import type { MemberRow } from "../../../api/generated/MemberRow";
import type { RoleCollectionDetail } from "../../../api/generated/RoleCollectionDetail";
import type { Sort } from "../../../api/generated/Sort";
import type { SystemNode } from "../../../api/generated/SystemNode";
import { Button } from "../../../components/Button";
import { ExportButton } from "../../../components/ExportButton";
import type { Column, Layout } from "../../../components/grid/columns";
import { DataGrid } from "../../../components/grid/DataGrid";
import { usePages } from "../../../components/grid/pages";
import { countOf, everything, isSelected, nothing, type Selection } from "../../../components/grid/selection";
import { ErrorMessage, Message } from "../../../components/Message";
import { OriginTag } from "../../../components/OriginTag";
import { PersonName } from "../../../components/PersonName";
import { SearchField } from "../../../components/SearchField";
import { SkeletonRows } from "../../../components/SkeletonRows";
import { requestChange } from "../../../shell/changes";
import { reading } from "../../../shell/data";
import { t, useT } from "../../../shell/i18n";
import { navigate, paths } from "../../../shell/router";
import { TAB } from "../place";

/** Most rows that one answer brings (`MemberQuery::limit`). */
const MOST = 1000;

const columns: readonly Column<MemberRow>[] = [
  {
    id: "name",
    title: t("roleCollections.member.name"),
    min: 132,
    grow: 1,
    cell: ({ name, userName }) => <PersonName name={name} of={userName || name} title={userName || name} />,
  },
  {
    id: "userName",
    title: t("roleCollections.member.userName"),
    min: 144,
    grow: 1,
    leaves: 2,
    cell: (member) => (
      <span className="quiet" title={member.userName}>
        {member.userName}
      </span>
    ),
  },
  {
    id: "origin",
    title: t("roleCollections.member.origin"),
    min: 120,
    cell: (member) =>
      member.kind === "GROUP" ? (
        <span className="quiet">{t("roleCollections.isNested")}</span>
      ) : (
        <OriginTag origin={member.origin} />
      ),
  },
  {
    // The API lists direct members only; who is one through a nested role collection stands there.
    id: "granted",
    title: t("roleCollections.member.granted"),
    min: 56,
    leaves: 1,
    cell: () => <span className="quiet">{t("roleCollections.direct")}</span>,
  },
];
const layout: Layout = { shown: ["name", "userName", "origin", "granted"], widths: {} };
const byName: Sort[] = [{ column: "name", descending: false }];
const idOf = (member: MemberRow) => member.id;
const describe = ({ name, userName, origin }: MemberRow) => t("roleCollections.member.row", { name, userName, origin });

interface Props {
  system: SystemNode;
  role: RoleCollectionDetail;
  refused: string | undefined;
  onAdd: () => void;
}

/** Who is a member; ticked members can be removed. */
export function MembersTab({ system, role, refused, onAdd }: Props) {
  const t = useT();
  const { id, name } = role.row;
  const [search, setSearch] = useState("");
  const [sort, setSort] = useState(byName);
  const [widths, setLayout] = useState(layout);
  const [selection, setSelection] = useState<Selection>(nothing);
  const query = { system: system.id, roleCollection: id, search, sort };
  const { total, rowAt, onWindow, error, retry } = usePages<MemberRow, MemberPage>((offset, limit) =>
    reading("members_page", { query: { ...query, offset, limit } }),
  );
  const idsBetween = async (first: number, last: number): Promise<string[]> => {
    const ids: string[] = [];
    for (let offset = first; offset <= last; offset += MOST) {
      const limit = Math.min(MOST, last - offset + 1);
      const page = await call("members_page", { query: { ...query, offset, limit } });
      ids.push(...page.rows.map(idOf));
    }
    return ids;
  };
  const onSearch = useCallback((text: string) => {
    setSearch(text);
    setSelection(nothing);
  }, []);
  const count = countOf(selection, total ?? 0);
  const remove = async () => {
    const members =
      selection.kind === "ids"
        ? [...selection.ids]
        : (await idsBetween(0, (total ?? 0) - 1)).filter((member) => isSelected(selection, member));
    requestChange({
      change: { kind: "removeMembers", system: system.id, roleCollection: id, members },
      onDone: () => setSelection(nothing),
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Here these keys mean the members, not the list beside them.
    if (event.key === "a" && (event.ctrlKey || event.metaKey) && !isField(event.target)) setSelection(everything);
    else if (event.key === "Delete" && count > 0 && !refused && !isField(event.target)) void remove();
    else return;
    event.preventDefault();
  };
  const open = (member: MemberRow) =>
    void navigate(paths.system(system.id, member.kind === "GROUP" ? TAB : "users", member.id));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the grid inside has the focus
    <div className="zmembers" onKeyDown={onKeyDown}>
      {(role.row.members + role.row.nested > 0 || search) && (
        <div className="tools">
          <SearchField
            value={search}
            onChange={onSearch}
            placeholder={t("roleCollections.searchMembers")}
            delay={80}
            testid="member-search"
          />
          <span className="room" />
          <ExportButton
            name={`${system.name} ${name}`}
            columns={widths.shown}
            shown={{ kind: "members", system: system.id, roleCollection: id, search, sort }}
            all={{ kind: "members", system: system.id, roleCollection: id, search: "", sort }}
          />
        </div>
      )}
      {total ? (
        <DataGrid
          label={t("roleCollections.tab.members")}
          columns={columns}
          layout={widths}
          onLayout={setLayout}
          sort={sort}
          onSort={setSort}
          total={total}
          rowAt={rowAt}
          onWindow={onWindow}
          idOf={idOf}
          describe={describe}
          selection={selection}
          onSelection={setSelection}
          idsBetween={idsBetween}
          onOpen={open}
        />
      ) : error ? (
        <ErrorMessage error={error} actions={<Button onClick={retry}>{t("common.retry")}</Button>} />
      ) : total === undefined ? (
        <SkeletonRows label={t("common.loading")} rows={6} />
      ) : search ? (
        <Message icon="filter" title={t("roleCollections.noMemberHits", { text: search })} />
      ) : (
        <Message
          icon="group"
          title={t("roleCollections.noMembers")}
          text={t("roleCollections.noMembersText", { name })}
          actions={
            <Button disabled={refused !== undefined} tooltip={refused} onClick={onAdd}>
              {t("roleCollections.addMembers")}
            </Button>
          }
        />
      )}
      {count > 0 && (
        <div className="zselection" role="toolbar" aria-label={t("roleCollections.selected", { count })}>
          <b>{t("roleCollections.selected", { count })}</b>
          <Button design="transparent" onClick={() => setSelection(nothing)}>
            {t("roleCollections.clear")}
          </Button>
          <span className="room" />
          <Button
            design="negative"
            disabled={refused !== undefined}
            tooltip={refused}
            onClick={() => void remove()}
            testid="remove-members"
          >
            {t("roleCollections.remove", { count })}
          </Button>
        </div>
      )}
    </div>
  );
}

const isField = (target: EventTarget) => target instanceof HTMLElement && target.matches("input, textarea, select");
