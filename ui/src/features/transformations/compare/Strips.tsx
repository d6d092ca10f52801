import { call } from "../../../api/api";
import type { TransformationComparison } from "../../../api/generated/TransformationComparison";
import type { TransformationFinding } from "../../../api/generated/TransformationFinding";
import { Button } from "../../../components/Button";
import { Strip } from "../../../components/Strip";
import { ask } from "../../../shell/ask";
import { client } from "../../../shell/data";
import { said, useFormat, useT } from "../../../shell/i18n";
import { navigate } from "../../../shell/router";
import type { SideBarProps } from "./SideBar";
import { editorAt } from "./sides";
import type { Taken } from "./useTaken";

interface Props extends SideBarProps {
  comparison: TransformationComparison;
  taken: Taken;
  seen: number;
  onSeen: (number: number) => void;
}

/** What is to be known before one reads on: who saved meanwhile, what is broken, what holds for the whole. */
export function Strips({ system, kind, data, a, b, comparison, taken, seen, onSeen, onGo }: Props) {
  const t = useT();
  const format = useFormat();
  const { number, who, at } = data.version;
  const { before, after } = comparison;
  const discard = async () => {
    const yes = await ask({
      title: t("transformations.discardTitle"),
      text: t("transformations.discardText"),
      yes: t("transformations.discard"),
    });
    if (!yes) return;
    await call("draft_discard", { system: system.id, kind });
    await client.invalidateQueries({ queryKey: ["transformation", { system: system.id, kind }] });
    await navigate(editorAt(system.id, kind));
  };
  return (
    <div className="zcompare-strips">
      {number !== seen && (
        <Strip
          severity="warning"
          testid="compare-meanwhile"
          actions={
            <Button
              design="transparent"
              onClick={() => {
                onSeen(number);
                if (a === `v${seen}`) onGo({ a: `v${number}` });
              }}
            >
              {t("compare.lookAt", { number })}
            </Button>
          }
        >
          {t("compare.meanwhile", { number, who, time: format.inSentence(at) })}
        </Strip>
      )}
      {taken.twoSavers && (
        <Strip
          severity="warning"
          testid="compare-conflict"
          actions={
            <Button design="transparent" onClick={() => void discard()} testid="discard-draft">
              {t("transformations.discard")}
            </Button>
          }
        >
          {t("compare.conflict", {
            number,
            who,
            time: format.inSentence(at),
            base: data.draft?.base,
            count: taken.others.size,
          })}
        </Strip>
      )}
      <Broken side={t("compare.sideA")} findings={comparison.brokenBefore} />
      <Broken side={t("compare.sideB")} findings={comparison.brokenAfter} />
      {[before, after].map(
        ({ foreign }, i) =>
          foreign && (
            <Strip key={i === 0 ? a : `B ${b}`} testid="compare-foreign">
              {t(i === 0 ? "compare.sideA" : "compare.sideB")}: {foreign}
            </Strip>
          ),
      )}
      {comparison.notes
        .filter((note) => note.change === undefined)
        .map((note) => (
          <Strip key={note.text} severity={note.severity} testid="compare-note">
            {said(note.text)}
          </Strip>
        ))}
    </div>
  );
}

function Broken({ side, findings }: { side: string; findings: readonly TransformationFinding[] }) {
  const t = useT();
  const [first] = findings;
  if (!first) return null;
  return (
    <Strip severity="error" testid="compare-broken">
      {t("compare.broken", { side, line: first.range.from.line, message: first.message, more: findings.length - 1 })}{" "}
      <small className="quiet">{first.code}</small>
    </Strip>
  );
}
