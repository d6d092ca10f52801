import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { RoleCollectionRow } from "../../api/generated/RoleCollectionRow";
import type { Sort } from "../../api/generated/Sort";
import type { SystemNode } from "../../api/generated/SystemNode";
import { Button } from "../../components/Button";
import { Chips } from "../../components/Chips";
import { ExportButton } from "../../components/ExportButton";
import { ColumnsButton } from "../../components/grid/ColumnsButton";
import type { Layout } from "../../components/grid/columns";
import { DataGrid, type GridHandle } from "../../components/grid/DataGrid";
import { countOf, everything, nothing, type Selection } from "../../components/grid/selection";
import { useReveal } from "../../components/grid/useReveal";
import { ViewsButton } from "../../components/grid/ViewsButton";
import { SearchField } from "../../components/SearchField";
import { announce } from "../../shell/announce";
import { useT } from "../../shell/i18n";
import { withKeys } from "../../shell/keyboard/shortcuts";
import { useKeys } from "../../shell/keyboard/useKeys";
import { LoadingStrip, StateStrips } from "../../shell/SnapshotState";
import { useRemembered } from "../../shell/useRemembered";
import { writable } from "../../shell/writable";
import { columns, describe, initialLayout } from "./columns";
import { ListState } from "./ListState";
import { chips, NEW, noFilter, useRoleCollectionsPlace } from "./place";
import { SelectionBar } from "./SelectionBar";
import { useRoleCollections } from "./useRoleCollections";
import "./rolecollections.css";

const byName: Sort[] = [{ column: "name", descending: false }];
const idOf = (row: RoleCollectionRow) => row.id;

interface Props {
  system: SystemNode;
  /** Id of the role collection whose detail is open. */
  item: string | undefined;
  onOpen: (id: string, focus: boolean) => void;
  grid: RefObject<GridHandle | null>;
}

export function RoleCollectionList({ system, item, onOpen, grid }: Props) {
  const t = useT();
  const { filter, find, setFilter, open } = useRoleCollectionsPlace(system.id);
  const [sort, setSort] = useRemembered<Sort[]>("roleCollections.sort", byName);
  const [layout, setLayout] = useRemembered<Layout>("roleCollections.columns", initialLayout);
  const [selection, setSelection] = useState<Selection>(nothing);
  const search = useRef<HTMLInputElement>(null);
  const list = useRoleCollections(system.id, filter, sort);
  const { total, page } = list;
  const opensHere = useReveal({
    item: item === NEW ? undefined : item,
    find,
    list: { ...list, idOf },
    grid,
    onLooked: (search) => setFilter(search === undefined ? filter : { ...noFilter, search }, item),
  });
  const refused = writable(system);
  const create = () => {
    if (!refused) open(NEW);
  };
  const onSearch = useCallback(
    (text: string) => setFilter({ ...filter, search: text }, item),
    [filter, item, setFilter],
  );
  useKeys({
    search: () => {
      search.current?.focus();
      search.current?.select();
    },
    create,
    selectAll: total ? () => setSelection(everything) : undefined,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter means other rows by "all that match"
  useEffect(() => setSelection((s) => (s.kind === "matching" ? nothing : s)), [filter]);
  const all = page?.counts.all;
  useEffect(() => {
    // While a first refresh reads they grow: that is said by its end.
    if (!system.loading && total !== undefined && all !== undefined)
      announce(t("roleCollections.found", { total, all }));
  }, [system.loading, total, all, t]);
  const selected = countOf(selection, total ?? 0);
  return (
    <>
      <div className="tools">
        <SearchField
          ref={search}
          value={filter.search}
          onChange={onSearch}
          delay={80}
          placeholder={t("roleCollections.search")}
          tooltip={withKeys(t("roleCollections.searchHint"), "search")}
          testid="search"
          onKeyDown={(event) => {
            if (event.key !== "ArrowDown") return;
            event.preventDefault();
            grid.current?.focus();
          }}
        />
        <span className="room" />
        <ViewsButton
          list="roleCollections"
          now={{ filter: { ...filter, search: "" }, sort, layout }}
          onView={(view) => {
            setFilter({ ...view.filter, search: filter.search }, item);
            setSort(view.sort);
            setLayout(view.layout);
          }}
        />
        <ColumnsButton columns={columns} layout={layout} initial={initialLayout} onLayout={setLayout} />
        <ExportButton
          name={`${system.name} role collections`}
          columns={layout.shown}
          shown={{ kind: "roleCollections", system: system.id, filter, sort }}
          all={{ kind: "roleCollections", system: system.id, filter: noFilter, sort }}
        />
        <Button
          design="emphasized"
          tooltip={refused ?? withKeys(t("roleCollections.createOne"), "create")}
          disabled={refused !== undefined}
          onClick={create}
          testid="create"
        >
          {t("roleCollections.create")}
        </Button>
      </div>
      <Chips
        label={t("roleCollections.quickFilters")}
        selected={filter.chip}
        onSelect={(chip) => setFilter({ ...filter, chip }, item)}
        chips={chips.map((id) => ({
          id,
          title: t(`roleCollections.chip.${id}`),
          count: page?.counts[id],
          attention: id === "noMembers",
        }))}
      />
      <StateStrips system={system} />
      {total ? (
        <DataGrid
          ref={grid}
          label={t("tab.roleCollections")}
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
          onOpen={(row, focus) => {
            opensHere(row.id);
            onOpen(row.id, focus);
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
          selection={selection}
          count={selected}
          allIds={() => list.idsBetween(0, (total ?? 0) - 1)}
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
