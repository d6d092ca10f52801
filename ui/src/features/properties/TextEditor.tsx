import { TextArea } from "@ui5/webcomponents-react/TextArea";
import { useEffect, useRef, useState } from "react";
import { call } from "../../api/api";
import type { LineProblem } from "../../api/generated/LineProblem";
import type { Properties } from "../../api/generated/Properties";
import type { PropertyFinding } from "../../api/generated/PropertyFinding";
import { textOf, useT } from "../../shell/i18n";
import { type Draft, editOf, withText } from "./draft";
import { Findings } from "./Findings";

interface Props {
  owner: string;
  stored: Properties;
  draft: Draft;
  findings: readonly PropertyFinding[];
  onChange: (next: (draft: Draft) => Draft) => void;
  /** Lines that are none, which would be lost. */
  problems: readonly LineProblem[];
  onProblems: (problems: readonly LineProblem[]) => void;
}

/** The plain properties as `Key=Value` lines. Credentials are neither shown nor taken. */
export function TextEditor({ owner, stored, draft, findings, onChange, problems, onProblems }: Props) {
  const t = useT();
  const [text, setText] = useState<string>();
  const first = useRef(draft);
  useEffect(() => {
    void call("properties_as_text", { owner, edit: editOf(first.current) }).then(setText);
  }, [owner]);
  const latest = useRef(0);
  const edit = async (next: string) => {
    setText(next);
    latest.current += 1;
    const asked = latest.current;
    const read = await call("properties_of_text", { text: next });
    if (asked !== latest.current) return;
    onProblems(read.problems);
    onChange((before) => withText(before, stored, read.properties));
  };
  return (
    <div className="text">
      <TextArea
        className="lines"
        value={text ?? ""}
        disabled={text === undefined}
        rows={16}
        accessibleName={t("properties.text")}
        valueState={problems.length > 0 ? "Negative" : "None"}
        onInput={(event) => void edit(event.target.value)}
        data-testid="properties-text"
      />
      <p className="quiet">{t("properties.textHint")}</p>
      <ul className="problems">
        {problems.map((problem) => (
          <li key={problem.line} className="finding error">
            {t("properties.line", { line: problem.line, text: textOf(problem.text) })}
          </li>
        ))}
        {findings.map((finding) => (
          <li key={finding.property + finding.text.message}>
            <b>{finding.property}</b> <Findings findings={[finding]} />
          </li>
        ))}
      </ul>
    </div>
  );
}
