import { memo } from "react";
import { Hue } from "../../components/Hue";
import { Icon } from "../../components/Icon";
import { StateIcon } from "../../components/StateIcon";
import { useFormat, useT } from "../../shell/i18n";
import { isAccount } from "../../shell/isAccount";
import type { TreeRow } from "./tree";

interface Props {
  row: TreeRow;
  /** Its page is open. */
  current: boolean;
  /** Where Tab stops in the tree. */
  stop: boolean;
  /** Something is dragged over it. */
  drop: "taken" | "refused" | undefined;
}

/** A row of the tree. The tree itself takes its keys and clicks: hundreds of rows are drawn, one of them changes. */
export const TreeNode = memo(function TreeNode({ row, current, stop, drop }: Props) {
  const t = useT();
  const format = useFormat();
  const { system, level, open, users } = row;
  // That the landscape is the demo stands in the shell bar; here it would take the room of the names.
  const tags = system?.tags.filter((tag) => !system.demo || tag !== "Demo") ?? [];
  const mark = drop === "taken" ? "taken" : drop === "refused" ? "refused" : "";
  return (
    <div
      role="treeitem"
      className={["znode", current ? "current" : "", mark].filter(Boolean).join(" ")}
      aria-level={level}
      aria-expanded={open}
      aria-selected={current}
      aria-posinset={row.place}
      aria-setsize={row.siblings}
      tabIndex={stop ? 0 : -1}
      draggable={system !== undefined && !row.favourite}
      data-key={row.key}
      data-testid={system ? `${row.favourite ? "favourite" : "landscape-node"}-${system.name}` : "favourites"}
      style={{ paddingLeft: `${0.5 + (level - 1) * 0.6875}rem` }}
      title={system && (system.problem?.message ?? [system.description, system.notes].filter(Boolean).join("\n"))}
    >
      <span className="twist" data-twist={open === undefined ? undefined : ""}>
        {open !== undefined && <Icon name={open ? "navigation-down-arrow" : "navigation-right-arrow"} size={10} />}
      </span>
      {!system ? (
        <Icon name="favorite" size={14} />
      ) : isAccount(system) ? (
        <StateIcon state={system.state} />
      ) : (
        <Icon name={system.level === "globalAccount" ? "globe" : "folder-blank"} size={14} />
      )}
      <span className="name ell">
        {system ? system.name : t("landscape.favourites")}
        {system?.region && <span className="region"> {system.region}</span>}
      </span>
      {tags.length > 0 && <span className="tags ell">{tags.join(" · ")}</span>}
      {system?.colour !== undefined && <Hue colour={system.colour} />}
      {users !== undefined && (
        <span className="count">
          <span aria-hidden="true">{format.number(users)}</span>
          <span className="unseen">{t("landscape.users", { count: users })}</span>
        </span>
      )}
    </div>
  );
});
