import { useState } from "react";
import type { Sort } from "../../api/generated/Sort";
import { t } from "../../shell/i18n";
import { useRemembered } from "../../shell/useRemembered";
import { Button } from "../Button";
import type { MenuItem } from "../Menu";
import { MenuButton } from "../MenuButton";
import { Overlay } from "../Overlay";
import type { Layout } from "./columns";
import "./ViewsButton.css";

/** How a list is looked at: which rows, in which order, with which columns. */
export interface View<F> {
  filter: F;
  sort: Sort[];
  layout: Layout;
}

type Saved<F> = View<F> & { name: string };

interface Props<F> {
  /** Names what is remembered. */
  list: string;
  now: View<F>;
  onView: (view: View<F>) => void;
}

const alike = <F,>(a: View<F>, b: View<F>) => text(a) === text(b);
const text = <F,>({ filter, sort, layout }: View<F>) =>
  JSON.stringify([filter, sort, layout.shown, layout.widths, layout.frozen]);

/** The views of a list that a person saved: opened, added to and deleted in one menu. */
export function ViewsButton<F>({ list, now, onView }: Props<F>) {
  const [saved, setSaved] = useRemembered<Saved<F>[]>(`${list}.views`, []);
  const [naming, setNaming] = useState(false);
  const current = saved.find((view) => alike(view, now));
  const items: MenuItem[] = saved.map((view, i) => ({
    id: `view-${i}`,
    title: view.name,
    ...(view === current && { icon: "accept" as const }),
    run: () => onView(view),
  }));
  items.push({ id: "view-save", icon: "add", title: t("grid.viewSave"), run: () => setNaming(true) });
  if (current) {
    items.push({
      id: "view-delete",
      icon: "delete",
      title: t("grid.viewDelete", { name: current.name }),
      run: () => setSaved(saved.filter((view) => view !== current)),
    });
  }
  return (
    <>
      <MenuButton label={t("grid.views")} items={items} testid="views">
        {current?.name ?? t("grid.views")}
      </MenuButton>
      {naming && (
        <NameDialog
          onClose={() => setNaming(false)}
          onName={(name) => {
            setNaming(false);
            const others = saved.filter((view) => view.name !== name);
            setSaved([...others, { name, ...now }].sort((a, b) => a.name.localeCompare(b.name)));
          }}
        />
      )}
    </>
  );
}

function NameDialog({ onName, onClose }: { onName: (name: string) => void; onClose: () => void }) {
  const [name, setName] = useState("");
  const given = name.trim();
  return (
    <Overlay title={t("grid.viewSave")} onClose={onClose} testid="view-name">
      <form
        className="zview-name"
        onSubmit={(event) => {
          event.preventDefault();
          if (given) onName(given);
        }}
      >
        <label>
          {t("grid.viewName")}
          <input
            value={name}
            maxLength={60}
            onChange={(event) => setName(event.target.value)}
            data-testid="view-field"
          />
        </label>
        <p className="quiet small">{t("grid.viewText")}</p>
        <div className="zoverlay-foot">
          <span className="room" />
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" design="emphasized" disabled={!given} testid="view-confirm">
            {t("grid.viewConfirm")}
          </Button>
        </div>
      </form>
    </Overlay>
  );
}
