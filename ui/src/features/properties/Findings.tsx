import type { PropertyFinding } from "../../api/generated/PropertyFinding";
import { Icon } from "../../components/Icon";
import { textOf } from "../../shell/i18n";

const icons = { error: "error", warning: "alert", information: "information" } as const;

/** What is wrong or odd about a property, and how to mend it. */
export function Findings({ findings }: { findings: readonly PropertyFinding[] }) {
  return findings.map((finding) => (
    <span key={finding.text.code + finding.text.message} className={`finding ${finding.severity}`}>
      <Icon name={icons[finding.severity]} size={12} /> {textOf(finding.text)} {textOf(finding.mend)}
    </span>
  ));
}
