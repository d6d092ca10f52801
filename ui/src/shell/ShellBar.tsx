import logo from "../../../icons/icon.svg";
import { Button } from "../components/Button";
import { Icon } from "../components/Icon";
import { Tag } from "../components/Tag";
import { useT } from "./i18n";
import { useJobs } from "./jobs";
import { shortcuts, spell, withKeys } from "./keyboard/shortcuts";
import { Link, navigate, paths } from "./router";
import "./ShellBar.css";

interface Props {
  demo: boolean;
  onSearch: () => void;
  onHelp: () => void;
  onCloseDemo: () => void;
}

/** The bar on top: the product, the search over everything, what needs a look. */
export function ShellBar({ demo, onSearch, onHelp, onCloseDemo }: Props) {
  const t = useT();
  const failed = useJobs().filter((job) => job.state === "failed").length;
  const search = t("shell.search", { keys: spell(shortcuts.palette.keys[0]) });
  const bell = t("shell.notifications", { count: failed });
  return (
    <header className="zshell" data-region="banner">
      <Link to={paths.home} className="brand" data-testid="brand">
        <img src={logo} alt="" width={28} height={28} />
        <span>Zonedesk</span>
      </Link>
      {demo && (
        <>
          <Tag tone="information">{t("shell.demo")}</Tag>
          <Button design="transparent" onClick={onCloseDemo} testid="close-demo">
            {t("shell.closeDemo")}
          </Button>
        </>
      )}
      <span className="room" />
      <button type="button" className="find" onClick={onSearch} data-testid="shell-search">
        <span className="ell">{search}</span>
        <Icon name="search" />
      </button>
      <button
        type="button"
        className="act"
        title={bell}
        aria-label={bell}
        onClick={() => void navigate(paths.page("activity"))}
        data-testid="bell"
      >
        <Icon name="bell" />
        {failed > 0 && <span className="badge">{failed}</span>}
      </button>
      <button
        type="button"
        className="act"
        title={withKeys(t("shell.help"), "help")}
        aria-label={t("shell.help")}
        onClick={onHelp}
        data-testid="help"
      >
        <Icon name="sys-help" />
      </button>
    </header>
  );
}
