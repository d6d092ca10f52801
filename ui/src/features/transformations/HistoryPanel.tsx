import { useEffect, useRef } from "react";
import type { TransformationKind } from "../../api/generated/TransformationKind";
import type { TransformationVersion } from "../../api/generated/TransformationVersion";
import { Button } from "../../components/Button";
import { ErrorMessage } from "../../components/Message";
import { SkeletonRows } from "../../components/SkeletonRows";
import { useReading } from "../../shell/data";
import { saidBy, useFormat, useT } from "../../shell/i18n";

/** What can be done with a version. */
export type VersionAct = "show" | "compare" | "apply" | "download";

interface Props {
  system: string;
  kind: TransformationKind;
  /** Number of the version in use. */
  current: number;
  isDefault: boolean;
  onAct: (act: VersionAct, version: TransformationVersion) => void;
  onReset: () => void;
  onDefault: () => void;
  onClose: () => void;
}

/** Every version that there was, newest first. None is ever lost. */
export function HistoryPanel({ system, kind, current, isDefault, onAct, onReset, onDefault, onClose }: Props) {
  const t = useT();
  const { data, error, isFetching } = useReading("transformation_versions", { system, kind });
  const initial = data?.at(-1);
  const panel = useRef<HTMLElement>(null);
  const begun = useRef(false);
  const read = data !== undefined && !isFetching;
  useEffect(() => {
    // To what can be done with the version before: for that one looks back.
    const find = (css: string) => panel.current?.querySelector<HTMLElement>(css);
    if (read && !begun.current) (find("li + li button") ?? find("li button"))?.focus({ preventScroll: true });
    begun.current ||= read;
  }, [read]);
  return (
    <aside ref={panel} className="zversions" aria-label={t("transformations.history")} data-region="detail">
      <header>
        <h2>{t("transformations.history")}</h2>
        <span className="room" />
        <Button
          design="transparent"
          icon="decline"
          tooltip={t("common.close")}
          data-twin="history"
          onClick={onClose}
          testid="history-close"
        />
      </header>
      {error && <ErrorMessage error={error} />}
      {!data && !error && <SkeletonRows label={t("common.loading")} rows={4} />}
      <ol>
        {data?.map((version) => (
          <li key={version.number} data-testid="version">
            <Version version={version} current={current} onAct={(act) => onAct(act, version)} />
          </li>
        ))}
      </ol>
      <footer>
        <Button
          onClick={onReset}
          disabled={!initial || initial.inUse}
          tooltip={initial?.inUse ? t("transformations.inUseAlready") : undefined}
          testid="reset"
        >
          {t("transformations.reset")}
        </Button>
        <Button
          onClick={onDefault}
          disabled={isDefault}
          tooltip={isDefault ? t("transformations.inUseAlready") : undefined}
          testid="apply-default"
        >
          {t("transformations.applyDefault")}
        </Button>
      </footer>
    </aside>
  );
}

interface VersionProps {
  version: TransformationVersion;
  current: number;
  onAct: (act: VersionAct) => void;
}

function Version({ version, current, onAct }: VersionProps) {
  const t = useT();
  const format = useFormat();
  const { number, at, who, description, inUse } = version;
  const act = (act: VersionAct, disabled = false) => (
    <Button
      design="transparent"
      aria-label={t(`transformations.act.${act}Of`, { number })}
      disabled={disabled}
      tooltip={disabled ? t("transformations.inUseAlready") : undefined}
      onClick={() => onAct(act)}
      testid={`${act}-${number}`}
    >
      {t(`transformations.act.${act}`)}
    </Button>
  );
  return (
    <>
      <h3>
        {t("transformations.version", { number })}
        {number === current && <i>{t("transformations.inUse")}</i>}
      </h3>
      <p>{saidBy(who, description)}</p>
      <small title={format.timestamp(at)}>{[format.dateTime(at), who].filter(Boolean).join(" · ")}</small>
      <div className="acts">
        {act("show")}
        {number !== current && act("compare")}
        {number !== current && act("apply", inUse)}
        {act("download")}
      </div>
    </>
  );
}
