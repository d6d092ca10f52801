import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { TransformationKind } from "../../api/generated/TransformationKind";
import type { TransformationVersion } from "../../api/generated/TransformationVersion";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { client } from "../../shell/data";
import { useT } from "../../shell/i18n";
import { navigate, paths } from "../../shell/router";
import { startedDescription } from "./compare/conflict";
import { DescribeDialog, ShowDialog } from "./dialogs";
import { SAVED_MEANWHILE } from "./saving";
import type { Draft } from "./useDraft";

/** Which dialog is open, about which version. */
export type Asked =
  | { what: "save"; download?: boolean }
  | { what: "reset" | "default" }
  | { what: "show" | "apply"; number: number }
  | { what: "replace"; name: string; text: string };

interface Props {
  asked: Asked;
  system: string;
  kind: TransformationKind;
  /** The version in use, as far as is known here. */
  current: TransformationVersion;
  draft: Draft;
  onSaved: (number: number, download: boolean) => Promise<void>;
  /** Another text takes the place of what is written. */
  onReplace: (text: string) => void;
  onClose: () => void;
}

/** The dialog over a transformation that is open. */
export function Questions({ asked, system, kind, current, draft, onSaved, onReplace, onClose }: Props) {
  const t = useT();
  const sides = { system, kind };

  /** Saves and says what stands in the way; a version that came between leads to the comparison of both. */
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
        startedDescription(system, kind, description);
        void navigate(paths.compare(system, kind, `v${error.where}`, "draft"));
      }
      return undefined;
    };

  switch (asked.what) {
    case "save": {
      const basedOn = draft.base;
      return (
        <DescribeDialog
          title={t("transformations.saveTitle", { number: basedOn + 1 })}
          text={t("transformations.saveText", { number: basedOn + 1 })}
          act={t("transformations.saveAct", { number: basedOn + 1 })}
          start={startedDescription(system, kind)}
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
  }
}
