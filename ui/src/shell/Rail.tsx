import { Icon } from "../components/Icon";
import { useFeatures } from "./context";
import type { Page } from "./feature";
import { useT } from "./i18n";
import { isMac, spell } from "./keyboard/shortcuts";
import { navigate, paths, usePlace } from "./router";
import "./Rail.css";

type RailPage = Page & { rail: NonNullable<Page["rail"]> };

/** The sections of the window, at its left edge. */
export function Rail() {
  const t = useT();
  const features = useFeatures();
  const here = usePlace().segments[0] ?? "";
  const pages = features
    .flatMap((feature) => feature.pages ?? [])
    .filter((page): page is RailPage => page.rail !== undefined)
    .sort((a, b) => a.rail.order - b.rail.order);
  const entry = (id: string, title: string, icon: RailPage["rail"]["icon"], on: boolean, page?: RailPage) => {
    const Badge = page?.rail.badge;
    const keys = page?.rail.keys;
    return (
      <button
        key={id}
        type="button"
        className={on ? "on" : undefined}
        aria-current={on ? "page" : undefined}
        title={keys ? `${title} (${spell(keys, isMac())})` : title}
        data-testid={`rail-${id}`}
        onClick={() => void navigate(page ? paths.page(id) : paths.home)}
      >
        <Icon name={icon} label={title} />
        {Badge && <Badge />}
      </button>
    );
  };
  const known = pages.map((page) => page.id);
  return (
    <nav className="zrail" aria-label={t("shell.sections")} data-region="rail">
      {entry("landscape", t("shell.landscape"), "tree", !known.includes(here))}
      {pages.filter((p) => !p.rail.foot).map((p) => entry(p.id, t(p.title), p.rail.icon, here === p.id, p))}
      <span className="room" />
      {pages.filter((p) => p.rail.foot).map((p) => entry(p.id, t(p.title), p.rail.icon, here === p.id, p))}
    </nav>
  );
}
