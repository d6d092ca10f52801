import type { ReactNode } from "react";
import type { SystemNode } from "../../../api/generated/SystemNode";
import type { TransformationKind } from "../../../api/generated/TransformationKind";
import { Button } from "../../../components/Button";
import { useT } from "../../../shell/i18n";
import { Link, navigate, paths } from "../../../shell/router";
import { editorAt, type Go, type Mode, modes } from "./sides";

interface Props {
  system: SystemNode;
  kind: TransformationKind;
  mode: Mode;
  onGo: Go;
  /** What all systems can be compared with; none: nothing that they see. */
  against?: string | undefined;
  onDownload?: () => void;
  /** What saves the changes that were taken. */
  save?: ReactNode;
}

/** Where one is, how the two are looked at, and what can be done with what is seen. */
export function Head({ system, kind, mode, onGo, against, onDownload, save }: Props) {
  const t = useT();
  return (
    <header className="zhead zcompare-head">
      <nav className="crumbs" aria-label={t("shell.crumbs")}>
        <span className="above">
          <Link to={paths.system(system.id)}>{system.name}</Link>
        </span>
        <span className="above">
          <Link to={editorAt(system.id, kind)}>{t("tab.transformations")}</Link>
        </span>
        <span>{t("compare.crumb")}</span>
      </nav>
      <div className="title">
        <h1 className="ell">{t(`compare.title.${kind}`)}</h1>
        <span className="room" />
        <fieldset className="zswitch" aria-label={t("compare.modes")}>
          {modes.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === mode}
              onClick={() => onGo({ mode: one }, { replace: true })}
              data-testid={`mode-${one}`}
            >
              {t(`compare.mode.${one}`)}
            </button>
          ))}
        </fieldset>
        <Button
          design="transparent"
          icon="tree"
          tooltip={t("compare.allSystems")}
          onClick={() => void navigate(paths.page("compare", undefined, { kind, against }))}
          testid="compare-all"
        />
        {onDownload && (
          <Button
            design="transparent"
            icon="download"
            tooltip={t("compare.download")}
            onClick={onDownload}
            testid="compare-download"
          />
        )}
        {save}
      </div>
    </header>
  );
}
