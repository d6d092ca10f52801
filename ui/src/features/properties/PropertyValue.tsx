import type { PropertyFinding } from "../../api/generated/PropertyFinding";
import { Button } from "../../components/Button";
import { useT } from "../../shell/i18n";
import { Credential } from "./Credential";
import type { Row } from "./draft";
import { Findings } from "./Findings";

interface Props {
  row: Row;
  findings: readonly PropertyFinding[];
  /** Name of the destination behind the system. */
  destination: string | undefined;
  onReplace: (row: Row) => void;
}

/** One property as it is. */
export function PropertyValue({ row, findings, destination, onReplace }: Props) {
  const t = useT();
  const { stored } = row;
  const from = whence(row, destination);
  return (
    <div className="row" data-testid={`property-${row.name}`}>
      <span className="name ell" title={row.name}>
        {row.name}
      </span>
      <div className="what">
        {stored?.credential ? (
          <Credential facts={stored.credential} />
        ) : (
          <span className="value">{stored?.value ?? stored?.inherited}</span>
        )}
        {from && <span className="from">{t(`properties.${from}`, { name: destination })}</span>}
        <Findings findings={findings} />
      </div>
      {stored?.credential && (
        <Button design="transparent" onClick={() => onReplace(row)} testid={`replace-${row.name}`}>
          {t("properties.replace")}
        </Button>
      )}
    </div>
  );
}

/** Whether the value in force is the destination's, or hides it. */
export function whence(row: Row, destination: string | undefined): "from" | "overridden" | undefined {
  const { stored, value } = row;
  if (!destination || !stored) return undefined;
  if (stored.credential) return stored.credential.inherited ? "from" : undefined;
  if (stored.inherited === undefined) return undefined;
  return value === undefined ? "from" : "overridden";
}
