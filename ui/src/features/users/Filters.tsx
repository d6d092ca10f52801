import { type RefObject, Suspense, useCallback, useRef, useState } from "react";
import type { SystemNode } from "../../api/generated/SystemNode";
import type { UserFilter } from "../../api/generated/UserFilter";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Menu, type MenuItem } from "../../components/Menu";
import { useReading } from "../../shell/data";
import { useT } from "../../shell/i18n";
import { lazyView } from "../../shell/lazyView";
import { useSession } from "../../shell/session";
import { states } from "./place";

const PickRoleCollections = lazyView(() =>
  import("../../components/PickRoleCollections").then((m) => m.PickRoleCollections),
);

interface AddProps {
  system: SystemNode;
  filter: UserFilter;
  origins: readonly string[];
  onFilter: (filter: UserFilter) => void;
}

/** Offers what can be filtered by: the origins seen, the states, membership. */
export function AddFilter({ system, filter, origins, onFilter }: AddProps) {
  const t = useT();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [picking, setPicking] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  const items: MenuItem[] = [
    ...origins
      .filter((origin) => !filter.origins.includes(origin))
      .map((origin) => ({
        id: `origin-${origin}`,
        title: t("users.filter.origin", { value: origin }),
        run: () => onFilter({ ...filter, origins: [...filter.origins, origin] }),
      })),
    ...states
      .filter((state) => state !== filter.state)
      .map((state) => ({
        id: `state-${state}`,
        title: t("users.filter.state", { value: t(`users.state.${state}`) }),
        run: () => onFilter({ ...filter, state }),
      })),
    {
      id: "role-collection",
      title: t("users.filter.roleCollection", { value: "…" }),
      run: () => setPicking(true),
    },
  ];
  return (
    <>
      <Button
        ref={button}
        design="transparent"
        icon="add-filter"
        tooltip={t("users.addFilter")}
        aria-haspopup="menu"
        onClick={() => setOpen(true)}
        testid="add-filter"
      >
        {t("users.addFilter")}
      </Button>
      {open && (
        <Menu label={t("users.addFilter")} items={items} at={button as RefObject<HTMLElement | null>} onClose={close} />
      )}
      {picking && (
        <Suspense>
          <PickRoleCollections
            system={system.id}
            title={t("pick.filter")}
            single
            onClose={() => setPicking(false)}
            onPick={([one]) => {
              setPicking(false);
              if (one) onFilter({ ...filter, roleCollection: one.id });
            }}
          />
        </Suspense>
      )}
    </>
  );
}

interface TokenProps {
  system: SystemNode;
  filter: UserFilter;
  onFilter: (filter: UserFilter) => void;
}

/** What is filtered by beside search and chips, each to be taken away. */
export function FilterTokens({ system, filter, onFilter }: TokenProps) {
  const t = useT();
  const roleCollection = useRoleCollectionName(system.id, filter.roleCollection);
  const { roleCollection: _, ...withoutRoleCollection } = filter;
  const { state, ...withoutState } = filter;
  const tokens = filter.origins.map((origin) => ({
    title: t("users.filter.origin", { value: origin }),
    without: { ...filter, origins: filter.origins.filter((o) => o !== origin) } as UserFilter,
  }));
  if (state) {
    tokens.push({ title: t("users.filter.state", { value: t(`users.state.${state}`) }), without: withoutState });
  }
  if (filter.roleCollection) {
    tokens.push({
      title: t("users.filter.roleCollection", { value: roleCollection }),
      without: withoutRoleCollection,
    });
  }
  if (tokens.length === 0) return null;
  return (
    <div className="zfilters" role="toolbar" aria-label={t("users.filters")}>
      {tokens.map(({ title, without }) => (
        <button
          key={title}
          type="button"
          className="token"
          aria-label={t("users.filter.remove", { title })}
          onClick={() => onFilter(without)}
        >
          {title}
          <Icon name="decline" size={10} />
        </button>
      ))}
    </div>
  );
}

/** The whole filter in words. */
export function useFilterWords(system: SystemNode, filter: UserFilter): string[] {
  const t = useT();
  const { settings } = useSession();
  const roleCollection = useRoleCollectionName(system.id, filter.roleCollection);
  const words = filter.origins.map((origin) => t("users.filter.origin", { value: origin }));
  if (filter.search) words.unshift(t("users.filter.search", { value: filter.search }));
  if (filter.chip !== "all") words.push(t(`users.chip.${filter.chip}`, { days: settings.inactiveAfterDays }));
  if (filter.state) words.push(t("users.filter.state", { value: t(`users.state.${filter.state}`) }));
  if (filter.roleCollection) words.push(t("users.filter.roleCollection", { value: roleCollection }));
  return words;
}

function useRoleCollectionName(system: string, id: string | undefined): string {
  const found = useReading("role_collection", { system, id: id ?? "" }, { enabled: id !== undefined });
  return found.data?.row.name ?? id ?? "";
}
