import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { Sort } from "../../api/generated/Sort";
import type { SystemNode } from "../../api/generated/SystemNode";
import type { UserRow } from "../../api/generated/UserRow";
import { Button } from "../../components/Button";
import { Chips } from "../../components/Chips";
import { ExportButton } from "../../components/ExportButton";
import { ColumnsButton } from "../../components/grid/ColumnsButton";
import type { Layout } from "../../components/grid/columns";
import { DataGrid, type GridHandle } from "../../components/grid/DataGrid";
import { countOf, everything, nothing, type Selection } from "../../components/grid/selection";
import { useReveal } from "../../components/grid/useReveal";
import { ViewsButton } from "../../components/grid/ViewsButton";
import { MenuButton } from "../../components/MenuButton";
import { SearchField } from "../../components/SearchField";
import { announce } from "../../shell/announce";
import { useT } from "../../shell/i18n";
import { withKeys } from "../../shell/keyboard/shortcuts";
import { useKeys } from "../../shell/keyboard/useKeys";
import { askPeople } from "../../shell/peopleImport";
import { LoadingStrip, StateStrips } from "../../shell/SnapshotState";
import { useSession } from "../../shell/session";
import { useRemembered } from "../../shell/useRemembered";
import { writable } from "../../shell/writable";
import { columns, describe, initialLayout } from "./columns";
import { AddFilter, FilterTokens } from "./Filters";
import { ListState } from "./ListState";
import { chips, NEW, noFilter, useUsersPlace } from "./place";
import { SelectionBar } from "./SelectionBar";
import { useUserList } from "./useUserList";
import "./users.css";

const byName: Sort[] = [{ column: "name", descending: false }];
const needLook: readonly string[] = ["inactive", "neverLoggedOn"];
const idOf = (user: UserRow) => user.id;

interface Props {
  system: SystemNode;
  /** Id of the user whose detail is open. */
  item: string | undefined;
  onOpen: (id: string, focus: boolean) => void;
  grid: RefObject<GridHandle | null>;
}

export function UserList({ system, item, onOpen, grid }: Props) {
  const t = useT();
  const { settings } = useSession();
  const { filter, find, setFilter, open } = useUsersPlace(system.id);
  const [sort, setSort] = useRemembered<Sort[]>("users.sort", byName);
  const [layout, setLayout] = useRemembered<Layout>("users.columns", initialLayout);
  const [selection, setSelection] = useState<Selection>(nothing);
  const search = useRef<HTMLInputElement>(null);
  const list = useUserList(system.id, filter, sort);
  const { total, page } = list;
  const opensHere = useReveal({
    item: item === NEW ? undefined : item,
    find,
    list: { ...list, idOf },
    grid,
    onLooked: (search) => setFilter(search === undefined ? filter : { ...noFilter, search }, item),
  });
  const refused = writable(system);

  const onSearch = useCallback(
    (text: string) => setFilter({ ...filter, search: text }, item),
    [filter, item, setFilter],
  );
  const create = () => {
    if (!refused) open(NEW);
  };
  useKeys({
    search: () => {
      search.current?.focus();
      search.current?.select();
    },
    create,
    selectAll: total ? () => setSelection(everything) : undefined,
  });
  // "All that match" means another crowd under another filter: only ticked rows outlive it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the filter's change is what clears it
  useEffect(() => setSelection((s) => (s.kind === "matching" ? nothing : s)), [filter]);
  const all = page?.counts.all;
  useEffect(() => {
    // While a first refresh reads they grow: that is said by its end.
    if (!system.loading && total !== undefined && all !== undefined) announce(t("users.found", { total, all }));
  }, [system.loading, total, all, t]);
  useSingleHit(filter.search, total, list.rowAt, item, onOpen);

  const selected = countOf(selection, total ?? 0);
  return (
    <>
      <div className="tools">
        <SearchField
          ref={search}
          value={filter.search}
          onChange={onSearch}
          delay={80}
          placeholder={t("users.search")}
          tooltip={withKeys(t("users.searchHint"), "search")}
          testid="search"
          onKeyDown={(event) => {
            if (event.key !== "ArrowDown") return;
            event.preventDefault();
            grid.current?.focus();
          }}
        />
        <AddFilter system={system} filter={filter} origins={page?.origins ?? []} onFilter={(f) => setFilter(f, item)} />
        <span className="room" />
        <ViewsButton
          list="users"
          now={{ filter: { ...filter, search: "" }, sort, layout }}
          onView={(view) => {
            setFilter({ ...view.filter, search: filter.search }, item);
            setSort(view.sort);
            setLayout(view.layout);
          }}
        />
        <ColumnsButton columns={columns} layout={layout} initial={initialLayout} onLayout={setLayout} />
        <ExportButton
          name={`${system.name} users`}
          columns={layout.shown}
          shown={{ kind: "users", system: system.id, users: { kind: "matching", filter, except: [] }, sort }}
          all={{ kind: "users", system: system.id, users: { kind: "matching", filter: noFilter, except: [] }, sort }}
        />
        <MenuButton
          label={t("people.more")}
          icon="overflow"
          items={[
            {
              id: "import-users",
              title: t("people.import"),
              icon: "upload",
              disabled: refused,
              run: () => askPeople({ system, purpose: { kind: "users" } }),
            },
          ]}
          testid="users-more"
        />
        <Button
          design="emphasized"
          tooltip={refused ?? withKeys(t("users.createUser"), "create")}
          disabled={refused !== undefined}
          onClick={create}
          testid="create"
        >
          {t("users.create")}
        </Button>
      </div>
      <Chips
        label={t("users.quickFilters")}
        selected={filter.chip}
        onSelect={(chip) => setFilter({ ...filter, chip }, item)}
        chips={chips.map((id) => ({
          id,
          title: t(`users.chip.${id}`, { days: settings.inactiveAfterDays }),
          count: page?.counts[id],
          attention: needLook.includes(id),
        }))}
      />
      <FilterTokens system={system} filter={filter} onFilter={(f) => setFilter(f, item)} />
      <StateStrips system={system} />
      {total ? (
        <DataGrid
          ref={grid}
          label={t("tab.users")}
          columns={columns}
          layout={layout}
          onLayout={setLayout}
          sort={sort}
          onSort={setSort}
          total={total}
          rowAt={list.rowAt}
          onWindow={list.onWindow}
          idOf={idOf}
          describe={describe}
          selection={selection}
          onSelection={setSelection}
          idsBetween={list.idsBetween}
          current={item}
          onOpen={(user, focus) => {
            opensHere(user.id);
            onOpen(user.id, focus);
          }}
        />
      ) : (
        <ListState
          system={system}
          filter={filter}
          total={total}
          error={list.error}
          onRetry={list.retry}
          onClear={() => setFilter(noFilter, item)}
          onCreate={create}
        />
      )}
      <LoadingStrip system={system} />
      {selected > 0 && (
        <SelectionBar
          system={system}
          filter={filter}
          selection={selection}
          count={selected}
          columns={layout.shown}
          sort={sort}
          onClear={() => {
            setSelection(nothing);
            grid.current?.focus();
          }}
          onDone={() => setSelection(nothing)}
        />
      )}
    </>
  );
}

/** A search that leaves one user opens it; once for each search, so that it can be closed. */
function useSingleHit(
  search: string,
  total: number | undefined,
  rowAt: (index: number) => UserRow | undefined,
  item: string | undefined,
  onOpen: (id: string, focus: boolean) => void,
) {
  const opened = useRef("");
  useEffect(() => {
    if (search === "") opened.current = "";
    const only = total === 1 ? rowAt(0) : undefined;
    if (!only || search === "" || opened.current === search) return;
    opened.current = search;
    if (item === undefined) onOpen(only.id, false);
  }, [search, total, rowAt, item, onOpen]);
}
