import { type KeyboardEvent, useRef, useState } from "react";
import type { RoleCollectionPage } from "../api/generated/RoleCollectionPage";
import type { RoleCollectionRow } from "../api/generated/RoleCollectionRow";
import { useReading } from "../shell/data";
import { useT } from "../shell/i18n";
import { Button } from "./Button";
import { Overlay } from "./Overlay";
import { SearchField } from "./SearchField";
import { Tag } from "./Tag";
import "./PickRoleCollections.css";

export type Picked = Pick<RoleCollectionRow, "id" | "name">;

/** Rows that are shown; who does not see the wanted one searches on. */
const SHOWN = 200;

interface Props {
  system: string;
  title: string;
  /** One only, picked by a press. */
  single?: boolean;
  picked?: readonly Picked[];
  /** Ids that cannot be chosen here. */
  without?: ReadonlySet<string>;
  onPick: (picked: Picked[]) => void;
  onClose: () => void;
}

/** A dialog to choose role collections of an account. */
export function PickRoleCollections({ system, title, single = false, picked = [], without, onPick, onClose }: Props) {
  const t = useT();
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<ReadonlyMap<string, Picked>>(() => new Map(picked.map((p) => [p.id, p])));
  const list = useRef<HTMLDivElement>(null);
  const found = useReading(
    "role_collections_page",
    {
      query: {
        system,
        filter: { search, chip: "all" },
        sort: [{ column: "name", descending: false }],
        offset: 0,
        limit: SHOWN,
      },
    },
    { placeholderData: (before: RoleCollectionPage | undefined) => before },
  );
  const rows = (found.data?.rows ?? []).filter((row) => !without?.has(row.id));
  const toggle = ({ id, name }: RoleCollectionRow) => {
    if (single) {
      onPick([{ id, name }]);
      return;
    }
    const next = new Map(chosen);
    if (!next.delete(id)) next.set(id, { id, name });
    setChosen(next);
  };
  const walk = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    const options = [...(list.current?.querySelectorAll<HTMLElement>("[role=option]") ?? [])];
    const at = options.indexOf(document.activeElement as HTMLElement);
    options[Math.max(0, Math.min(options.length - 1, at + step))]?.focus();
    event.preventDefault();
  };
  return (
    <Overlay title={title} onClose={onClose} testid="pick">
      <div className="zpick">
        <SearchField
          value={search}
          onChange={setSearch}
          delay={80}
          placeholder={t("pick.search")}
          testid="pick-search"
          onKeyDown={walk}
        />
        <div
          ref={list}
          className="options"
          role="listbox"
          aria-label={t("pick.label")}
          aria-multiselectable={!single}
          onKeyDown={walk}
        >
          {rows.map((row, i) => (
            <Option
              key={row.id}
              row={row}
              chosen={chosen.has(row.id)}
              ticks={!single}
              stop={i === 0}
              onToggle={() => toggle(row)}
            />
          ))}
          {found.data && rows.length === 0 && <p className="quiet">{t("pick.none", { text: search })}</p>}
        </div>
      </div>
      {!single && (
        <div className="zoverlay-foot">
          <span className="quiet small" role="status">
            {t("pick.chosen", { count: chosen.size })}
          </span>
          <span className="room" />
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button
            design="emphasized"
            disabled={chosen.size === 0}
            onClick={() => onPick([...chosen.values()])}
            testid="pick-ok"
          >
            {t("pick.review")}
          </Button>
        </div>
      )}
    </Overlay>
  );
}

interface OptionProps {
  row: RoleCollectionRow;
  chosen: boolean;
  ticks: boolean;
  stop: boolean;
  onToggle: () => void;
}

function Option({ row, chosen, ticks, stop, onToggle }: OptionProps) {
  const t = useT();
  return (
    <div
      role="option"
      aria-selected={chosen}
      tabIndex={stop ? 0 : -1}
      className="option"
      data-testid={`pick-${row.name}`}
      onClick={onToggle}
      onKeyDown={(event) => {
        if (event.key !== " " && event.key !== "Enter") return;
        event.preventDefault();
        onToggle();
      }}
    >
      {ticks && <span className={chosen ? "zbox on" : "zbox"} />}
      <span className="ell">{row.name}</span>
      {row.critical && <Tag tone="critical">{t("roleCollections.critical")}</Tag>}
      <span className="description ell" title={row.description}>
        {row.description}
      </span>
      <span className="members">{t("pick.members", { count: row.members })}</span>
    </div>
  );
}
