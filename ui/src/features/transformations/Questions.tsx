import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { TransformationKind } from "../../api/generated/TransformationKind";
import type { TransformationSide } from "../../api/generated/TransformationSide";
import type { TransformationVersion } from "../../api/generated/TransformationVersion";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { client } from "../../shell/data";
import { useT } from "../../shell/i18n";
import { CompareDialog, DescribeDialog, ShowDialog } from "./dialogs";
import { SAVED_MEANWHILE } from "./saving";
import type { Draft } from "./useDraft";

/** Which dialog is open, about which version. */
export type Asked =
  | { what: "save"; onTopOf?: number; description?: string; download?: boolean }
  | { what: "conflict"; number: number; description?: string }
  | { what: "reset" | "default" | "compareDraft" | "discard" }
  | { what: "show" | "compare" | "apply"; number: number }
  | { what: "replace"; name: string; text: string };

interface Props {
  asked: Asked;
  system: string;
  kind: TransformationKind;
  /** The version in use, as far as is known here. */
  current: TransformationVersion;
  draft: Draft;
  onAsk: (asked: Asked) => void;
  onSaved: (number: number, download: boolean) => Promise<void>;
  /** Another text takes the place of what is written. */
  onReplace: (text: string) => void;
  onClose: () => void;
}

/** The dialog over a transformation that is open. */
export function Questions({ asked, system, kind, current, draft, onAsk, onSaved, onReplace, onClose }: Props) {
  const t = useT();
  const sides = { system, kind };
  const mine: TransformationSide = { of: "text", text: draft.text };
  const version = (number: number): TransformationSide => ({ of: "version", number });

  /** Saves and says what stands in the way; a version that came between opens the difference. */
  const saving =
    (
      basedOn: number,
      command: (version: { basedOn: number; description: string } & typeof sides) => Promise<TransformationVersion>,
    ) =>
    async (description: string): Promise<AppError | undefined> => {
      try {
        const saved = await command({ ...sides, basedOn, description });
        await onSaved(saved.number, asked.what === "save" && asked.download === true);
      } catch (refused) {
        const error = refused as AppError;
        if (asked.what !== "save" || error.code !== SAVED_MEANWHILE) return error;
        void client.invalidateQueries({ queryKey: ["transformation", sides] });
        onAsk({ what: "conflict", number: Number(error.where), description });
      }
      return undefined;
    };

  switch (asked.what) {
    case "save": {
      const basedOn = asked.onTopOf ?? draft.base;
      return (
        <DescribeDialog
          title={t("transformations.saveTitle", { number: basedOn + 1 })}
          text={t("transformations.saveText", { number: basedOn + 1 })}
          act={t("transformations.saveAct", { number: basedOn + 1 })}
          start={asked.description}
          onSave={saving(basedOn, async (version) => {
            await draft.keep();
            return call("transformation_save", { version, text: draft.text });
          })}
          onClose={onClose}
        />
      );
    }
    case "apply": {
      const { number } = asked;
      return (
        <DescribeDialog
          title={t("transformations.applyTitle", { number })}
          text={t("transformations.applyText", { number, next: current.number + 1 })}
          act={t("transformations.applyTitle", { number })}
          onSave={saving(current.number, (version) => call("transformation_apply", { version, number }))}
          onClose={onClose}
        />
      );
    }
    case "reset":
    case "default": {
      const command = asked.what === "reset" ? "transformation_reset" : "transformation_default";
      const title = t(asked.what === "reset" ? "transformations.reset" : "transformations.applyDefault");
      return (
        <DescribeDialog
          title={title}
          text={t(`transformations.${asked.what}Text`, { next: current.number + 1 })}
          act={title}
          onSave={saving(current.number, (version) => call(command, { version }))}
          onClose={onClose}
        />
      );
    }
    case "show": {
      const title = t("transformations.showTitle", { number: asked.number });
      return <ShowDialog {...sides} title={title} number={asked.number} onClose={onClose} />;
    }
    case "compare":
      return (
        <CompareDialog
          {...sides}
          title={t("transformations.compareTitle", { number: asked.number, current: current.number })}
          before={version(asked.number)}
          after={version(current.number)}
          onClose={onClose}
        />
      );
    case "compareDraft":
      return (
        <CompareDialog
          {...sides}
          title={t("transformations.compareDraftTitle", { number: current.number })}
          before={version(current.number)}
          after={mine}
          onClose={onClose}
        />
      );
    case "replace":
      return (
        <Dialog
          title={t("transformations.replaceTitle")}
          onClose={onClose}
          testid="replace"
          footer={
            <>
              <Button onClick={onClose}>{t("common.cancel")}</Button>
              <Button
                design="emphasized"
                onClick={() => {
                  onClose();
                  onReplace(asked.text);
                }}
                testid="replace-text"
              >
                {t("transformations.replaceAct")}
              </Button>
            </>
          }
        >
          <div className="zdialog-body">
            <p>{t("transformations.replaceText", { name: asked.name })}</p>
          </div>
        </Dialog>
      );
    case "discard":
      return (
        <CompareDialog
          {...sides}
          title={t("transformations.discardTitle")}
          text={t("transformations.discardText")}
          before={version(current.number)}
          after={mine}
          actions={<Discard title={t("transformations.discard")} draft={draft} onClose={onClose} />}
          onClose={onClose}
          testid="discard"
        />
      );
    case "conflict": {
      const { number } = asked;
      return (
        <CompareDialog
          {...sides}
          title={t("transformations.conflictTitle", { number })}
          text={t("transformations.conflictText", { number, base: draft.base })}
          before={version(number)}
          after={mine}
          actions={
            <>
              <Discard title={t("transformations.takeTheirs", { number })} draft={draft} onClose={onClose} />
              <Button
                design="emphasized"
                onClick={() => onAsk({ ...asked, what: "save", onTopOf: number })}
                testid="save-on-top"
              >
                {t("transformations.onTop", { number })}
              </Button>
            </>
          }
          onClose={onClose}
          testid="conflict"
        />
      );
    }
  }
}

function Discard({ title, draft, onClose }: { title: string; draft: Draft; onClose: () => void }) {
  return (
    <Button design="negative" onClick={() => void draft.discard().finally(onClose)} testid="draft-discard">
      {title}
    </Button>
  );
}
