import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { SystemNode } from "../../api/generated/SystemNode";
import { Button } from "../../components/Button";
import { SearchField } from "../../components/SearchField";
import { useFeatures } from "../../shell/context";
import type { LandscapeProps } from "../../shell/feature";
import { useT } from "../../shell/i18n";
import { isAccount } from "../../shell/isAccount";
import { navigate, paths } from "../../shell/router";
import { useRemembered } from "../../shell/useRemembered";
import { inward, outward, type Place, type Refusal } from "./places";
import { rowKey } from "./rowKey";
import { SystemMenu } from "./SystemMenu";
import { TreeNode } from "./TreeNode";
import { aboveOf, type TreeRow, treeRows } from "./tree";
import { useMove } from "./useMove";
import { TOP, useTreeDrag } from "./useTreeDrag";
import "./LandscapeTree.css";

/** The accounts as SAP BTP nests them. One tab stop; arrows walk, Enter opens, Alt with an arrow moves. */
export function LandscapeTree({ systems, current }: LandscapeProps) {
  const t = useT();
  const [filter, setFilter] = useState("");
  const [foldedList, setFolded] = useRemembered<string[]>("landscape.folded", []);
  const folded = useMemo(() => new Set(foldedList), [foldedList]);
  const rows = useMemo(() => treeRows(systems, folded, filter), [systems, folded, filter]);
  const parents = useMemo(() => [...new Set(systems.map((s) => s.parent).filter((id) => id !== undefined))], [systems]);
  const [focus, setFocus] = useState<string>();
  const [menu, setMenu] = useState<{ system: SystemNode; x: number; y: number }>();
  const tree = useRef<HTMLDivElement>(null);
  const closeMenu = useCallback(() => setMenu(undefined), []);
  const canAdd = useFeatures().some((f) => f.pages?.some((p) => p.id === "add-system"));
  const { move, told, forget } = useMove(systems);

  const allFolded = parents.length > 0 && parents.every((id) => folded.has(id));
  const fold = (key: string, close: boolean) =>
    setFolded(close ? [...foldedList.filter((f) => f !== key), key] : foldedList.filter((f) => f !== key));

  const stop = rows.find((r) => r.key === focus) ?? rows.find((r) => r.key === current) ?? rows[0];
  const nodeOf = (key: string) => tree.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  const goTo = (row: TreeRow | undefined) => {
    if (!row) return;
    setFocus(row.key);
    nodeOf(row.key)?.focus();
  };

  // A row that goes elsewhere is taken out of the page and put in again: the focus goes with it.
  const moved = useRef<string>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the rows are others
  useEffect(() => {
    if (moved.current === undefined) return;
    nodeOf(moved.current)?.focus();
    moved.current = undefined;
  }, [rows]);
  // What is opened elsewhere, by the palette or a link, is brought in sight here, and Tab comes to it.
  const sought = useRef<string>(undefined);
  const known = systems.some(({ id }) => id === current);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each that is opened: it may be folded away again
  useEffect(() => {
    if (!known || current === undefined || tree.current?.contains(document.activeElement)) return;
    sought.current = current;
    setFocus(current);
    const above = new Set(aboveOf(systems, current));
    if (foldedList.some((key) => above.has(key))) setFolded(foldedList.filter((key) => !above.has(key)));
  }, [known, current]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: its row comes with those of what was unfolded
  useEffect(() => {
    const node = sought.current === undefined ? undefined : nodeOf(sought.current);
    if (!node) return;
    node.scrollIntoView({ block: "nearest" });
    sought.current = undefined;
  }, [rows, known, current]);
  const put = async (child: SystemNode, to: Place | Refusal) => {
    moved.current = child.id;
    if (!(await move(child, to))) moved.current = undefined;
    else if ("above" in to && to.above && folded.has(to.above.id)) fold(to.above.id, false);
  };
  const drag = useTreeDrag(systems, (child, to) => void put(child, to));

  const rowOf = (target: EventTarget | null) => {
    const key = rowKey(target);
    return rows.find((r) => r.key === key);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const here = rowOf(event.target) ?? stop;
    if (!here || event.ctrlKey || event.metaKey) return;
    const { system } = here;
    if (event.altKey) {
      if (!system || here.favourite || (event.key !== "ArrowRight" && event.key !== "ArrowLeft")) return;
      event.preventDefault();
      void put(system, event.key === "ArrowRight" ? inward(systems, system) : outward(systems, system));
      return;
    }
    const at = rows.indexOf(here);
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
        if (here.open === false) fold(here.key, false);
        else if (here.open) goTo(rows[at + 1]);
        break;
      case "ArrowLeft":
        if (here.open) fold(here.key, true);
        else goTo(rows.slice(0, at).findLast((r) => r.level < here.level));
        break;
      case "Enter":
      case " ":
        if (system) void navigate(paths.system(system.id));
        else fold(here.key, here.open === true);
        break;
      case "ContextMenu":
      case "F10":
        if (!system || (event.key === "F10" && !event.shiftKey)) return;
        openMenu(here, system);
        break;
      default:
        if (event.key.length !== 1 || event.key === "/" || event.key === "?") return;
        goTo(nextByLetter(rows, at, event.key, t("landscape.favourites")));
    }
    event.preventDefault();
  };
  const openMenu = (row: TreeRow, system: SystemNode) => {
    const { left = 0, bottom = 0 } = nodeOf(row.key)?.getBoundingClientRect() ?? {};
    setMenu({ system, x: left + 24, y: bottom });
  };
  const onClick = (event: MouseEvent) => {
    const row = rowOf(event.target);
    if (!row) return;
    const twist = event.target instanceof Element && event.target.closest("[data-twist]");
    if (twist || !row.system) fold(row.key, row.open === true);
    else void navigate(paths.system(row.system.id));
  };
  const hint = drag.over?.text ?? told;
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
      <div
        ref={tree}
        className={drag.over?.key === TOP && drag.over.taken ? "rows taken" : "rows"}
        role="tree"
        aria-label={t("landscape.title")}
        aria-keyshortcuts="Alt+ArrowRight Alt+ArrowLeft"
        onKeyDown={onKeyDown}
        onClick={onClick}
        onFocus={(event) => setFocus(rowKey(event.target))}
        onBlur={forget}
        onContextMenu={(event) => {
          const system = rowOf(event.target)?.system;
          if (!system) return;
          event.preventDefault();
          setMenu({ system, x: event.clientX, y: event.clientY });
        }}
        {...drag.handlers}
      >
        {rows.map((row) => (
          <TreeNode
            key={row.key}
            row={row}
            current={row.system !== undefined && row.system.id === current}
            stop={row === stop}
            drop={drag.over?.key === row.key ? (drag.over.taken ? "taken" : "refused") : undefined}
          />
        ))}
      </div>
      {rows.length === 0 && filter && <p className="nothing">{t("landscape.noHits", { text: filter })}</p>}
      {hint && (
        // The live region says it.
        <p className="told" aria-hidden="true" data-testid="landscape-told">
          {hint}
        </p>
      )}
      <Sums systems={systems} />
      {menu && <SystemMenu system={menu.system} at={menu} onClose={closeMenu} />}
    </div>
  );
}

/** The next row, going round, whose name starts with the letter. */
function nextByLetter(rows: readonly TreeRow[], at: number, letter: string, head: string): TreeRow | undefined {
  const round = [...rows.slice(at + 1), ...rows.slice(0, at + 1)];
  return round.find((r) => (r.system?.name ?? head).toLowerCase().startsWith(letter.toLowerCase()));
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
