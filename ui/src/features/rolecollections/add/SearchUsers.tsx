import { useCallback, useRef, useState } from "react";
import { call } from "../../../api/api";
import type { Sort } from "../../../api/generated/Sort";
import type { UserPage } from "../../../api/generated/UserPage";
import type { UserQuery } from "../../../api/generated/UserQuery";
import type { UserRow } from "../../../api/generated/UserRow";
import { Button } from "../../../components/Button";
import type { Column, Layout } from "../../../components/grid/columns";
import { DataGrid } from "../../../components/grid/DataGrid";
import { usePages } from "../../../components/grid/pages";
import { isSelected, mark, nothing, type Selection } from "../../../components/grid/selection";
import { ErrorMessage, Message } from "../../../components/Message";
import { OriginTag } from "../../../components/OriginTag";
import { PersonName } from "../../../components/PersonName";
import { SearchField } from "../../../components/SearchField";
import { SkeletonRows } from "../../../components/SkeletonRows";
import { reading } from "../../../shell/data";
import { t, useT } from "../../../shell/i18n";

/** People shown at the right; more of them are a number. */
const SHOWN = 200;

const byName: Sort[] = [{ column: "name", descending: false }];

export const usersQuery = (system: string, search: string, offset: number, limit: number): UserQuery => ({
  system,
  filter: { search, chip: "all", origins: [] },
  sort: byName,
  offset,
  limit,
});

const columns: readonly Column<UserRow>[] = [
  {
    id: "name",
    title: t("roleCollections.member.name"),
    min: 132,
    grow: 1,
    cell: (user) => <PersonName name={user.name} of={user.userName} title={user.name} />,
  },
  {
    id: "userName",
    title: t("roleCollections.member.userName"),
    min: 144,
    grow: 1.25,
    leaves: 2,
    cell: (user) => (
      <span className="quiet" title={user.userName}>
        {user.userName}
      </span>
    ),
  },
  {
    id: "origin",
    title: t("roleCollections.member.origin"),
    min: 136,
    cell: (user) => <OriginTag origin={user.origin} />,
  },
];
const layout: Layout = { shown: ["name", "userName", "origin"], widths: {} };
const idOf = (user: UserRow) => user.id;
const describe = ({ name, userName, origin }: UserRow) => t("roleCollections.member.row", { name, userName, origin });

interface Props {
  system: string;
  search: string;
  onSearch: (text: string) => void;
  selection: Selection;
  onSelection: (selection: Selection) => void;
}

/** The users of the account; who is ticked collects at the right. */
export function SearchUsers({ system, search, onSearch, selection, onSelection }: Props) {
  const t = useT();
  const [widths, setLayout] = useState(layout);
  const [sort, setSort] = useState(byName);
  // Names of those who were ticked, kept while the search moves on.
  const known = useRef(new Map<string, UserRow>());
  const query = (offset: number, limit: number): UserQuery => ({ ...usersQuery(system, search, offset, limit), sort });
  const { total, rowAt, onWindow, error, retry } = usePages<UserRow, UserPage>((offset, limit) =>
    reading("users_page", { query: query(offset, limit) }),
  );
  const remember = useCallback((rows: readonly UserRow[]) => {
    for (const row of rows) known.current.set(row.id, row);
  }, []);
  const idsBetween = async (first: number, last: number): Promise<string[]> => {
    const ids: string[] = [];
    for (let offset = first; offset <= last; offset += 1000) {
      const page = await call("users_page", { query: query(offset, Math.min(1000, last - offset + 1)) });
      remember(page.rows);
      ids.push(...page.rows.map(idOf));
    }
    return ids;
  };
  const select = (next: Selection) => {
    for (let i = 0; i < Math.min(total ?? 0, 10_000); i += 1) {
      const row = rowAt(i);
      if (row && isSelected(next, row.id)) known.current.set(row.id, row);
    }
    onSelection(next);
  };
  const searchFor = useCallback(
    (text: string) => {
      // "All that match" means others under another search.
      if (selection.kind === "matching") onSelection(nothing);
      onSearch(text);
    },
    [selection.kind, onSelection, onSearch],
  );
  return (
    <div className="zadd-search">
      <div className="found">
        <SearchField
          value={search}
          onChange={searchFor}
          placeholder={t("roleCollections.add.searchUsers")}
          delay={80}
          testid="add-search"
        />
        {total ? (
          <DataGrid
            label={t("roleCollections.add.users")}
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
            onSelection={select}
            idsBetween={idsBetween}
            onOpen={(user) => select(mark(selection, [user.id], !isSelected(selection, user.id)))}
          />
        ) : error ? (
          <ErrorMessage error={error} actions={<Button onClick={retry}>{t("common.retry")}</Button>} />
        ) : total === undefined ? (
          <SkeletonRows label={t("common.loading")} rows={6} />
        ) : (
          <Message icon="filter" title={t("roleCollections.add.noHits", { text: search })} />
        )}
      </div>
      <Picked selection={selection} total={total ?? 0} known={known.current} onSelection={onSelection} />
    </div>
  );
}

interface PickedProps {
  selection: Selection;
  total: number;
  known: ReadonlyMap<string, UserRow>;
  onSelection: (selection: Selection) => void;
}

function Picked({ selection, total, known, onSelection }: PickedProps) {
  const t = useT();
  const ids = selection.kind === "ids" ? [...selection.ids] : [];
  return (
    <section className="picked" aria-label={t("roleCollections.add.picked")} data-testid="add-picked">
      <h3>{t("roleCollections.add.picked")}</h3>
      {selection.kind === "matching" ? (
        <p>{t("roleCollections.add.allMatching", { count: total - selection.except.size })}</p>
      ) : ids.length === 0 ? (
        <p className="quiet">{t("roleCollections.add.nobody")}</p>
      ) : (
        <ul>
          {ids.slice(0, SHOWN).map((id) => {
            const user = known.get(id);
            const name = user?.name ?? id;
            return (
              <li key={id}>
                <span className="ell" title={user?.userName}>
                  {name} <span className="quiet">{user?.origin}</span>
                </span>
                <Button
                  design="transparent"
                  icon="decline"
                  tooltip={t("roleCollections.add.drop", { name })}
                  onClick={() => onSelection(mark(selection, [id], false))}
                />
              </li>
            );
          })}
          {ids.length > SHOWN && <li className="quiet">{t("paste.moreNames", { count: ids.length - SHOWN })}</li>}
        </ul>
      )}
    </section>
  );
}
