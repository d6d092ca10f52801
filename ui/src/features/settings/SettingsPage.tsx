import type { ComponentType } from "react";
import type { PageProps } from "../../shell/feature";
import { useT } from "../../shell/i18n";
import { Link, paths } from "../../shell/router";
import { Shortcuts } from "../../shell/ShortcutList";
import { About } from "./About";
import { Data } from "./Data";
import { Appearance, You } from "./forms";
import { Network } from "./Network";
import { ProxyPart } from "./Proxy";
import { Security } from "./Security";
import "./settings.css";

const sections: Record<string, ComponentType> = {
  you: You,
  appearance: Appearance,
  security: Security,
  network: Network,
  data: Data,
  proxy: ProxyPart,
  shortcuts: Shortcuts,
  about: About,
};
const ids = ["you", "appearance", "security", "network", "data", "proxy", "shortcuts", "about"] as const;

/** `/settings/<section>` */
export function SettingsPage({ rest }: PageProps) {
  const t = useT();
  const open = ids.find((id) => id === rest[0]) ?? "you";
  const Section = sections[open] ?? You;
  return (
    <div className="zsettings">
      <nav aria-label={t("settings.sections")}>
        <h1>{t("page.settings")}</h1>
        <ul>
          {ids.map((id) => (
            <li key={id}>
              <Link
                to={paths.page("settings", id)}
                aria-current={id === open ? "page" : undefined}
                data-testid={`settings-${id}`}
              >
                {t(`settings.${id}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <section aria-label={t(`settings.${open}`)}>
        <h2>{t(`settings.${open}`)}</h2>
        <Section />
      </section>
    </div>
  );
}
