import type { PropertyFinding } from "../../api/generated/PropertyFinding";
import { Icon } from "../../components/Icon";
import { severityIcons } from "../../components/severityIcons";
import { textOf } from "../../shell/i18n";

/** What is wrong or odd about a property, and how to mend it. */
export function Findings({ findings }: { findings: readonly PropertyFinding[] }) {
  return findings.map((finding) => (
    <span key={finding.text.code + finding.text.message} className={`finding ${finding.severity}`}>
      <Icon name={severityIcons[finding.severity]} size={12} /> {textOf(finding.text)} {textOf(finding.mend)}
    </span>
  ));
}
