import { Overlay } from "../components/Overlay";
import { useT } from "./i18n";
import { type Shortcut, shortcuts, spell } from "./keyboard/shortcuts";
import "./ShortcutList.css";

type Entry = Pick<Shortcut, "keys" | "title">;

const groups = ["window", "system", "list", "grid", "text", "compare"] as const;
/** Keys of one control alone. */
const inside: Partial<Record<(typeof groups)[number], readonly Entry[]>> = {
  grid: [
    { keys: ["↑", "↓", "PgUp", "PgDn", "Home", "End"], title: "keys.move" },
    { keys: ["Space"], title: "keys.toggle" },
    { keys: ["Shift+↑", "Shift+↓"], title: "keys.range" },
    { keys: ["Enter"], title: "keys.open" },
  ],
  text: [{ keys: ["Esc, Tab"], title: "keys.leaveEditor" }],
  compare: [
    { keys: ["Space"], title: "keys.takeSide" },
    { keys: ["Enter"], title: "keys.openChange" },
  ],
};

/** Every shortcut of the window, as a dialog. */
export function ShortcutList({ onClose }: { onClose: () => void }) {
  const t = useT();
  return (
    <Overlay title={t("keys.title")} onClose={onClose} testid="shortcuts">
      <Shortcuts />
    </Overlay>
  );
}

/** Every shortcut of the window. */
export function Shortcuts() {
  const t = useT();
  const all: readonly Shortcut[] = Object.values(shortcuts);
  return (
    <div className="zshortcuts">
      {groups.map((group) => (
        <section key={group}>
          <h3>{t(`keys.group.${group}`)}</h3>
          <List entries={[...all.filter((s) => s.group === group), ...(inside[group] ?? [])]} />
        </section>
      ))}
    </div>
  );
}

function List({ entries }: { entries: readonly Entry[] }) {
  const t = useT();
  return (
    <dl>
      {entries.map(({ keys, title }) => (
        <div key={title}>
          <dt>{t(title)}</dt>
          <dd>
            {keys.map((k) => (
              <kbd key={k}>{spell(k)}</kbd>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
