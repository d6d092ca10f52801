import { Overlay } from "../components/Overlay";
import { useT } from "./i18n";
import { type Shortcut, shortcuts, spell } from "./keyboard/shortcuts";
import "./ShortcutList.css";

const groups = ["window", "system", "list"] as const;
const inGrid = [
  { keys: ["↑", "↓", "PgUp", "PgDn", "Home", "End"], title: "keys.move" },
  { keys: ["Space"], title: "keys.toggle" },
  { keys: ["Shift+↑", "Shift+↓"], title: "keys.range" },
  { keys: ["Enter"], title: "keys.open" },
  { keys: ["Esc, Tab"], title: "keys.leaveEditor" },
] as const;

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
          <List entries={all.filter((s) => s.group === group)} />
        </section>
      ))}
      <section>
        <h3>{t("keys.group.grid")}</h3>
        <List entries={inGrid} />
      </section>
    </div>
  );
}

function List({ entries }: { entries: readonly Pick<Shortcut, "keys" | "title">[] }) {
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
