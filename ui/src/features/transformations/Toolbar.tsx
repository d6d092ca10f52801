import type { Transformation } from "../../api/generated/Transformation";
import type { TransformationCheck } from "../../api/generated/TransformationCheck";
import type { TransformationKind } from "../../api/generated/TransformationKind";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Strip } from "../../components/Strip";
import { useFormat, useT } from "../../shell/i18n";
import { withKeys } from "../../shell/keyboard/shortcuts";
import { navigate, paths } from "../../shell/router";
import { useNow } from "../../shell/useNow";
import type { Draft } from "./useDraft";

interface Props {
  system: string;
  kind: TransformationKind;
  data: Transformation;
  draft: Draft;
  check: TransformationCheck | undefined;
  /** Why there is nothing to be saved. */
  hindrance: "nothing" | "errors" | undefined;
  history: boolean;
  onHistory: () => void;
  onCompare: () => void;
  onSave: () => void;
}

const kinds = ["read", "write"] as const;

/** Which transformation, where it stands, and what can be done with it. */
export function Toolbar(props: Props) {
  const { system, kind, data, draft, check, hindrance, history } = props;
  const t = useT();
  const { number } = data.version;
  return (
    <div className="tools">
      <fieldset className="zswitch" aria-label={t("transformations.kinds")}>
        {kinds.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === kind}
            onClick={() => void navigate(paths.system(system, "transformations", one))}
            data-testid={`kind-${one}`}
          >
            {t(`transformations.kind.${one}`)}
          </button>
        ))}
      </fieldset>
      <b data-testid="transformation-state">
        {draft.changed
          ? t("transformations.draftOf", { number: draft.base })
          : t("transformations.version", { number })}
      </b>
      <Button
        design="transparent"
        icon="history"
        aria-pressed={history}
        onClick={props.onHistory}
        testid="transformation-history"
      >
        {t("transformations.history")}
      </Button>
      <Button
        design="transparent"
        onClick={props.onCompare}
        disabled={!draft.changed}
        tooltip={draft.changed ? undefined : t("transformations.cannot.nothing")}
        testid="transformation-compare"
      >
        {t("transformations.compare")}
      </Button>
      <span className="room" />
      {check && (
        <span className="counts" role="status">
          <Icon name={check.errors > 0 ? "error" : "sys-enter-2"} className={check.errors > 0 ? "bad" : "good"} />
          {t("transformations.errors", { count: check.errors })}
          {check.warnings > 0 && <Icon name="alert" className="critical" />}
          {check.warnings > 0 && t("transformations.warnings", { count: check.warnings })}
        </span>
      )}
      <span className="quiet">
        {draft.changed && t("transformations.step", { from: draft.base, to: draft.base + 1 })}
      </span>
      <Button
        design="emphasized"
        onClick={props.onSave}
        disabled={hindrance !== undefined}
        tooltip={hindrance ? t(`transformations.cannot.${hindrance}`) : withKeys(t("transformations.save"), "save")}
        testid="transformation-save"
      >
        {t("transformations.save")}
      </Button>
    </div>
  );
}

interface StripsProps {
  data: Transformation;
  draft: Draft;
  onDiscard: () => void;
  onDifference: () => void;
}

/** That there is a draft and since when it is kept; that somebody saved beside it. */
export function DraftStrips({ data, draft, onDiscard, onDifference }: StripsProps) {
  const t = useT();
  const format = useFormat();
  const now = useNow(30_000);
  if (!draft.changed) return null;
  const { number, who, at } = data.version;
  const meanwhile = draft.base !== number;
  return (
    <>
      {draft.error && (
        <Strip severity="error" testid="draft-error">
          {t("transformations.notKept")} {draft.error.message} <small className="quiet">{draft.error.code}</small>
        </Strip>
      )}
      {meanwhile && (
        <Strip
          severity="warning"
          testid="draft-meanwhile"
          actions={
            <Button design="transparent" onClick={onDifference}>
              {t("transformations.difference")}
            </Button>
          }
        >
          {t("transformations.meanwhile", { number, who, time: format.inSentence(at) })}
        </Strip>
      )}
      <Strip
        testid="draft-strip"
        actions={
          <Button design="transparent" onClick={onDiscard}>
            {t("transformations.discard")}
          </Button>
        }
      >
        {draft.keptAt
          ? t("transformations.kept", { number: draft.base, age: format.age(draft.keptAt, now) })
          : t("transformations.keeping", { number: draft.base })}
      </Strip>
    </>
  );
}
