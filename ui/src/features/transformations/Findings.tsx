import { memo, useId } from "react";
import type { TextPlace } from "../../api/generated/TextPlace";
import type { TransformationCheck } from "../../api/generated/TransformationCheck";
import type { TransformationFinding } from "../../api/generated/TransformationFinding";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { severityIcons } from "../../components/severityIcons";
import { said, useT } from "../../shell/i18n";
import { useRemembered } from "../../shell/useRemembered";

interface Props {
  check: TransformationCheck | undefined;
  line: number;
  onGo: (place: TextPlace) => void;
  onFix: (finding: TransformationFinding) => void;
}

/** What is wrong with the text, in its order; each leads to its place. */
export function Findings({ check, line, onGo, onFix }: Props) {
  const t = useT();
  const [open, setOpen] = useRemembered("workbench.findings", true);
  if (!check || check.findings.length === 0) return null;
  const notes = check.findings.filter(({ severity }) => severity === "information").length;
  const counted = [
    check.errors > 0 && t("transformations.errors", { count: check.errors }),
    check.warnings > 0 && t("transformations.warnings", { count: check.warnings }),
    notes > 0 && t("transformations.notes", { count: notes }),
  ].filter(Boolean);
  return (
    <section className="zfindings" aria-label={t("transformations.findings")} data-testid="findings">
      <header>
        <h2>{t("transformations.findings")}</h2>
        <small>{counted.join(", ")}</small>
        <span className="room" />
        <Button
          design="transparent"
          icon={open ? "slim-arrow-down" : "slim-arrow-up"}
          tooltip={t(open ? "transformations.foldFindings" : "transformations.showFindings")}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          testid="findings-fold"
        />
      </header>
      <ul hidden={!open}>
        {check.findings.map((finding) => {
          const { from } = finding.range;
          return (
            <Row
              key={`${from.line}:${from.column} ${finding.code} ${finding.message}`}
              finding={finding}
              current={from.line === line}
              onGo={onGo}
              onFix={onFix}
            />
          );
        })}
      </ul>
    </section>
  );
}

type RowProps = Pick<Props, "onGo" | "onFix"> & { finding: TransformationFinding; current: boolean };

/** There may be hundreds: one is drawn again when it is another one, not at each key. */
const Row = memo(function Row({ finding, current, onGo, onFix }: RowProps) {
  const t = useT();
  const message = useId();
  const { from } = finding.range;
  return (
    <li className={current ? `${finding.severity} current` : finding.severity} data-testid="finding">
      <Icon name={severityIcons[finding.severity]} label={t(`transformations.severity.${finding.severity}`)} />
      <button type="button" className="place" aria-describedby={message} onClick={() => onGo(from)}>
        {t("transformations.line", { line: from.line })}
      </button>
      <span id={message} className="message" title={finding.message}>
        {finding.message}
      </span>
      <small>{finding.code}</small>
      {finding.fix ? (
        <Button design="transparent" tooltip={said(finding.fix.title)} onClick={() => onFix(finding)} testid="fix">
          {t("transformations.fix")}
        </Button>
      ) : (
        <Button
          design="transparent"
          aria-label={t("transformations.showLine", { line: from.line })}
          onClick={() => onGo(from)}
          testid="show"
        >
          {t("transformations.act.show")}
        </Button>
      )}
    </li>
  );
});

/** The finding behind the cursor, the first one after the last. */
export function nextFinding(findings: readonly TransformationFinding[], at: TextPlace): TextPlace | undefined {
  const places = findings.map((finding) => finding.range.from);
  const behind = places.find((p) => p.line > at.line || (p.line === at.line && p.column > at.column));
  return behind ?? places[0];
}

/** The finding that can be mended at the cursor, or else in its line. */
export function mendable(
  findings: readonly TransformationFinding[],
  { line, column }: TextPlace,
): TransformationFinding | undefined {
  const here = findings.filter(({ fix, range }) => fix && range.from.line <= line && line <= range.to.line);
  const inside = here.find(
    ({ range: { from, to } }) => (from.line < line || from.column <= column) && (line < to.line || column <= to.column),
  );
  return inside ?? here.find(({ range }) => range.from.line === line);
}
