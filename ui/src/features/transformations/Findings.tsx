import { memo } from "react";
import type { TextPlace } from "../../api/generated/TextPlace";
import type { TransformationCheck } from "../../api/generated/TransformationCheck";
import type { TransformationFinding } from "../../api/generated/TransformationFinding";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { severityIcons } from "../../components/severityIcons";
import { useT } from "../../shell/i18n";
import { withKeys } from "../../shell/keyboard/shortcuts";

interface Props {
  check: TransformationCheck | undefined;
  line: number;
  onGo: (place: TextPlace) => void;
  onNext: () => void;
  onFix: (finding: TransformationFinding) => void;
}

/** What is wrong with the text, in its order; each leads to its place. */
export function Findings({ check, line, onGo, onNext, onFix }: Props) {
  const t = useT();
  if (!check || check.findings.length === 0) return null;
  return (
    <section className="zfindings" aria-label={t("transformations.findings")} data-testid="findings">
      <header>
        <h2>{t("transformations.findings")}</h2>
        <small>{t("transformations.counted", { errors: check.errors, warnings: check.warnings })}</small>
        <span className="room" />
        <Button
          design="transparent"
          icon="navigation-down-arrow"
          tooltip={withKeys(t("transformations.next"), "nextFinding")}
          onClick={onNext}
        />
      </header>
      <ul>
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
  const { from } = finding.range;
  return (
    <li className={current ? `${finding.severity} current` : finding.severity} data-testid="finding">
      <Icon name={severityIcons[finding.severity]} label={t(`transformations.severity.${finding.severity}`)} />
      <button type="button" className="place" onClick={() => onGo(from)}>
        {t("transformations.line", { line: from.line })}
      </button>
      <span className="message">{finding.message}</span>
      <small>{finding.code}</small>
      {finding.fix && (
        <Button design="transparent" tooltip={finding.fix.title} onClick={() => onFix(finding)} testid="fix">
          {t("transformations.fix")}
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
