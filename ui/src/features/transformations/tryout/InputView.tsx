import type { Tried } from "../../../api/generated/Tried";
import { Button } from "../../../components/Button";
import { JsonView } from "../../../components/JsonView";
import { useT } from "../../../shell/i18n";
import { JsonEditor } from "./JsonEditor";
import type { Try } from "./useTry";

/** What goes in: to be read where it is of the snapshot, to be written where it was pasted. */
export function InputView({ attempt, tried }: { attempt: Try; tried: Tried }) {
  const t = useT();
  const { sample, choice } = attempt;
  const { ended } = tried;
  const wrong = ended.kind === "unreadable" ? ended : undefined;
  const line = wrong?.range?.from.line;
  if (sample?.of === "text") {
    return (
      <>
        <JsonEditor
          label={t("try.view.input")}
          text={sample.text}
          onChange={(text) => attempt.choose({ of: "text", text })}
        />
        {wrong && (
          <p className="bad said" role="status" data-testid="sample-error">
            {line !== undefined && <b>{t("transformations.line", { line })}</b>} {wrong.message}
          </p>
        )}
      </>
    );
  }
  const source = choice.operation === "read" || wrong ? "received" : choice.operation === "patch" ? "patch" : "read";
  return (
    <>
      <JsonView label={t("try.view.input")} text={tried.input} />
      {wrong && (
        <p className="bad said" role="status" data-testid="sample-error">
          {wrong.message}
        </p>
      )}
      <div className="note">
        <span className="quiet">{t(`try.as.${source}`)}</span>
        <span className="room" />
        <Button
          design="transparent"
          onClick={() => attempt.choose({ of: "text", text: tried.input })}
          testid="try-edit-copy"
        >
          {t("try.editCopy")}
        </Button>
      </div>
    </>
  );
}
