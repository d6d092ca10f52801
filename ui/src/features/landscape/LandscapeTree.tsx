import { type KeyboardEvent, type MouseEvent, useCallback, useMemo, useRef, useState } from "react";
import { call } from "../../api/api";
import type { SystemNode } from "../../api/generated/SystemNode";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Menu, type MenuItem } from "../../components/Menu";
import { SearchField } from "../../components/SearchField";
import { StateIcon } from "../../components/StateIcon";
import { announce } from "../../shell/announce";
import { useFeatures } from "../../shell/context";
import type { LandscapeProps } from "../../shell/feature";
import { useFormat, useT } from "../../shell/i18n";
import { isAccount } from "../../shell/isAccount";
import { navigate, paths } from "../../shell/router";
import { useRemembered } from "../../shell/useRemembered";
import { type TreeRow, treeRows } from "./tree";
import "./LandscapeTree.css";

/** The accounts as SAP BTP nests them. One tab stop; arrows walk, Enter opens. */
export function LandscapeTree({ systems, current }: LandscapeProps) {
  const t = useT();
  const [filter, setFilter] = useState("");
  const [foldedList, setFolded] = useRemembered<string[]>("landscape.folded", []);
  const folded = useMemo(() => new Set(foldedList), [foldedList]);
  const rows = useMemo(() => treeRows(systems, folded, filter), [systems, folded, filter]);
  const [focus, setFocus] = useState<string>();
  const [menu, setMenu] = useState<{ system: SystemNode; x: number; y: number }>();
  const tree = useRef<HTMLDivElement>(null);
  const closeMenu = useCallback(() => setMenu(undefined), []);
  const canAdd = useFeatures().some((f) => f.pages?.some((p) => p.id === "add-system"));

  const parents = systems.filter((s) => systems.some((below) => below.parent === s.id)).map((s) => s.id);
  const allFolded = parents.length > 0 && parents.every((id) => folded.has(id));
  const fold = (id: string, close: boolean) =>
    setFolded(close ? [...foldedList.filter((f) => f !== id), id] : foldedList.filter((f) => f !== id));

  const stop = rows.find((r) => r.system.id === focus) ?? rows.find((r) => r.system.id === current) ?? rows[0];
  const goTo = (row: TreeRow | undefined) => {
    if (!row) return;
    setFocus(row.system.id);
    tree.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(row.system.id)}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (!stop || event.ctrlKey || event.altKey || event.metaKey) return;
    const at = rows.indexOf(stop);
    switch (event.key) {
      case "ArrowDown":
        goTo(rows[at + 1]);
        break;
      case "ArrowUp":
        goTo(rows[at - 1]);
        break;
      case "Home":
        goTo(rows[0]);
        break;
      case "End":
        goTo(rows.at(-1));
        break;
      case "ArrowRight":
        if (stop.open === false) fold(stop.system.id, false);
        else if (stop.open) goTo(rows[at + 1]);
        break;
      case "ArrowLeft":
        if (stop.open) fold(stop.system.id, true);
        else goTo(rows.find((r) => r.system.id === stop.system.parent));
        break;
      case "Enter":
      case " ":
        void navigate(paths.system(stop.system.id));
        break;
      case "ContextMenu":
      case "F10":
        if (event.key === "F10" && !event.shiftKey) return;
        openMenu(stop.system, event.currentTarget);
        break;
      default:
        if (event.key.length !== 1 || event.key === "/" || event.key === "?") return;
        goTo(nextByLetter(rows, at, event.key));
    }
    event.preventDefault();
  };
  const openMenu = (system: SystemNode, near: HTMLElement) => {
    const node = near.querySelector(`[data-id="${CSS.escape(system.id)}"]`) ?? near;
    const { left, bottom } = node.getBoundingClientRect();
    setMenu({ system, x: left + 24, y: bottom });
  };
  return (
    <div className="zland" data-testid="landscape">
      <div className="head">
        <b>{t("landscape.title")}</b>
        <Button
          design="transparent"
          icon={allFolded ? "expand-group" : "collapse-group"}
          tooltip={t(allFolded ? "landscape.expand" : "landscape.collapse")}
          onClick={() => setFolded(allFolded ? [] : parents)}
        />
        {canAdd && (
          <Button
            design="transparent"
            icon="add"
            tooltip={t("landscape.add")}
            onClick={() => void navigate(paths.page("add-system"))}
            testid="add-system"
          />
        )}
      </div>
      <div className="filter">
        <SearchField
          value={filter}
          onChange={setFilter}
          placeholder={t("landscape.filter")}
          icon="filter"
          testid="landscape-filter"
        />
      </div>
      <div ref={tree} className="rows" role="tree" aria-label={t("landscape.title")} onKeyDown={onKeyDown}>
        {rows.map((row) => (
          <TreeNode
            key={row.system.id}
            row={row}
            current={row.system.id === current}
            stop={row === stop}
            onFold={(close) => fold(row.system.id, close)}
            onFocus={() => setFocus(row.system.id)}
            onMenu={(event) => {
              event.preventDefault();
              setMenu({ system: row.system, x: event.clientX, y: event.clientY });
            }}
          />
        ))}
      </div>
      {rows.length === 0 && filter && <p className="nothing">{t("landscape.noHits", { text: filter })}</p>}
      <Sums systems={systems} />
      {menu && <SystemMenu system={menu.system} at={menu} onClose={closeMenu} />}
    </div>
  );
}

/** The next row, going round, whose name starts with the letter. */
function nextByLetter(rows: readonly TreeRow[], at: number, letter: string): TreeRow | undefined {
  const round = [...rows.slice(at + 1), ...rows.slice(0, at + 1)];
  return round.find((r) => r.system.name.toLowerCase().startsWith(letter.toLowerCase()));
}

interface NodeProps {
  row: TreeRow;
  current: boolean;
  stop: boolean;
  onFold: (close: boolean) => void;
  onFocus: () => void;
  onMenu: (event: MouseEvent) => void;
}

function TreeNode({ row, current, stop, onFold, onFocus, onMenu }: NodeProps) {
  const t = useT();
  const format = useFormat();
  const { system, level, open, users } = row;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree takes the keys
    <div
      role="treeitem"
      className={current ? "znode current" : "znode"}
      aria-level={level}
      aria-expanded={open}
      aria-selected={current}
      aria-posinset={row.place}
      aria-setsize={row.siblings}
      tabIndex={stop ? 0 : -1}
      data-id={system.id}
      data-testid={`landscape-node-${system.name}`}
      style={{ paddingLeft: `${0.5 + (level - 1) * 0.6875}rem` }}
      title={system.problem?.message ?? system.description}
      onFocus={onFocus}
      onClick={() => void navigate(paths.system(system.id))}
      onContextMenu={onMenu}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys fold */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a larger target for the mouse only */}
      <span
        className="twist"
        onClick={(event) => {
          if (open === undefined) return;
          event.stopPropagation();
          onFold(open);
        }}
      >
        {open !== undefined && <Icon name={open ? "navigation-down-arrow" : "navigation-right-arrow"} size={10} />}
      </span>
      {isAccount(system) ? (
        <StateIcon state={system.state} />
      ) : (
        <Icon name={system.level === "globalAccount" ? "globe" : "folder-blank"} size={14} />
      )}
      <span className="name ell">
        {system.name}
        {system.region && <span className="region"> {system.region}</span>}
      </span>
      {users !== undefined && (
        <span className="count">
          <span aria-hidden="true">{format.number(users)}</span>
          <span className="unseen">{t("landscape.users", { count: users })}</span>
        </span>
      )}
    </div>
  );
}

function SystemMenu({
  system,
  at,
  onClose,
}: {
  system: SystemNode;
  at: { x: number; y: number };
  onClose: () => void;
}) {
  const t = useT();
  const features = useFeatures();
  const items: MenuItem[] = [
    { id: "open", title: t("landscape.open"), run: () => void navigate(paths.system(system.id)) },
  ];
  if (isAccount(system)) {
    items.push({
      id: "refresh",
      title: t("landscape.refresh"),
      icon: "refresh",
      run: () => {
        call("refresh", { system: system.id }).catch((e: { message: string }) => announce(e.message, "urgent"));
      },
    });
  }
  items.push(...features.flatMap((f) => f.systemActions?.(system) ?? []));
  return <Menu label={system.name} items={items} at={at} onClose={onClose} />;
}

function Sums({ systems }: { systems: readonly SystemNode[] }) {
  const t = useT();
  const accounts = systems.filter(isAccount);
  const attention = accounts.filter((s) => s.state === "attention").length;
  const unreachable = accounts.filter((s) => s.state === "unreachable").length;
  return (
    <p className="sums">
      {[
        t("landscape.sum", { count: accounts.length }),
        attention > 0 && t("landscape.attention", { count: attention }),
        unreachable > 0 && t("landscape.unreachable", { count: unreachable }),
      ]
        .filter(Boolean)
        .join(" · ")}
    </p>
  );
}
