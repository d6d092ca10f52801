import type { Transformation } from "../../api/generated/Transformation";
import type { TransformationCheck } from "../../api/generated/TransformationCheck";
import type { TransformationKind } from "../../api/generated/TransformationKind";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import type { MenuItem } from "../../components/Menu";
import { MenuButton } from "../../components/MenuButton";
import { Strip } from "../../components/Strip";
import { useFormat, useT } from "../../shell/i18n";
import { spell, withKeys } from "../../shell/keyboard/shortcuts";
import { usePageActs } from "../../shell/pageActs";
import { navigate, paths } from "../../shell/router";
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
  onTakeOver: () => void;
  onDiscard: () => void;
  /** Saves a version's text, or with none the draft's, as a file. */
  onDownload: (number?: number) => void;
  onSave: (download?: boolean) => void;
}

const kinds = ["read", "write"] as const;

/** Which transformation, where it stands, and what can be done with it. */
export function Toolbar(props: Props) {
  const { system, kind, data, draft, check, hindrance, history } = props;
  const t = useT();
  const { number } = data.version;
  const nothing = draft.changed ? undefined : t("transformations.cannot.nothing");
  const states: MenuItem[] = [
    {
      id: "difference",
      title: t("transformations.compareDraftTitle", { number }),
      icon: "compare",
      disabled: nothing,
      run: props.onCompare,
    },
    {
      id: "download",
      title: t("transformations.act.downloadOf", { number }),
      icon: "download",
      run: () => props.onDownload(number),
    },
    {
      id: "download-draft",
      title: t("transformations.downloadDraft"),
      icon: "download",
      disabled: nothing,
      run: () => props.onDownload(),
    },
    { id: "discard", title: t("transformations.discard"), icon: "delete", disabled: nothing, run: props.onDiscard },
  ];
  const other = kind === "read" ? "write" : "read";
  const open = (one: TransformationKind) => void navigate(paths.system(system, "transformations", one));
  usePageActs(t(`transformations.label.${kind}`), [
    { id: "compare", title: t("transformations.compareAct"), run: props.onCompare },
    { id: "history", title: t("transformations.historyAct"), run: props.onHistory },
    ...states,
    { id: "take-over", title: t("transformations.takeOver"), run: props.onTakeOver },
    { id: "other", title: t(`transformations.label.${other}`), run: () => open(other) },
  ]);
  const why = hindrance && t(`transformations.cannot.${hindrance}`);
  return (
    <div className="tools">
      <fieldset className="zswitch" aria-label={t("transformations.kinds")}>
        {kinds.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === kind}
            onClick={() => open(one)}
            data-testid={`kind-${one}`}
          >
            {t(`transformations.kind.${one}`)}
          </button>
        ))}
      </fieldset>
      <MenuButton label={t("transformations.stateMenu")} items={states} testid="transformation-state">
        {draft.changed
          ? t("transformations.draftOf", { number: draft.base })
          : t("transformations.version", { number })}
      </MenuButton>
      <Button
        design="transparent"
        icon="history"
        aria-pressed={history}
        data-twin="history"
        onClick={props.onHistory}
        testid="transformation-history"
      >
        {t("transformations.history")}
      </Button>
      <Button design="transparent" icon="compare" onClick={props.onCompare} testid="transformation-compare">
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
      {draft.changed && (
        <span className="step">
          {t.rich("transformations.step", { from: draft.base, to: draft.base + 1, b: (text) => <b>{text}</b> })}
        </span>
      )}
      <span className="zsplit">
        <Button
          design="emphasized"
          onClick={() => props.onSave()}
          disabled={hindrance !== undefined}
          tooltip={why ?? withKeys(t("transformations.save"), "save")}
          testid="transformation-save"
        >
          {t("transformations.save")}
        </Button>
        <MenuButton
          design="emphasized"
          label={t("transformations.saveMenu")}
          items={[
            {
              id: "save",
              title: t("transformations.save"),
              keys: spell("Mod+S"),
              disabled: why,
              run: () => props.onSave(),
            },
            {
              id: "save-download",
              title: t("transformations.saveDownload"),
              disabled: why,
              run: () => props.onSave(true),
            },
          ]}
          testid="transformation-save-menu"
        />
      </span>
    </div>
  );
}

interface StripsProps {
  data: Transformation;
  draft: Draft;
  check: TransformationCheck | undefined;
  onDifference: () => void;
}

/** That the draft is not kept; that somebody saved beside it; that the text was written for another place. */
export function DraftStrips({ data, draft, check, onDifference }: StripsProps) {
  const t = useT();
  const format = useFormat();
  const { number, who, at } = data.version;
  const meanwhile = draft.changed && draft.base !== number;
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
      {check?.foreign && (
        <Strip severity="warning" testid="foreign">
          {check.foreign} {t("transformations.foreign")}
        </Strip>
      )}
    </>
  );
}
