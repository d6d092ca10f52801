import type { RoleCollectionRow } from "../../api/generated/RoleCollectionRow";
import { Tag } from "../../components/Tag";
import { useT } from "../../shell/i18n";

/** What SAP made of the role collection: administrative, or one of its defaults. */
export function Marks({ row }: { row: Pick<RoleCollectionRow, "critical" | "predefined"> }) {
  const t = useT();
  if (row.critical) {
    return (
      <Tag tone="critical" title={t("roleCollections.criticalText")}>
        {t("roleCollections.critical")}
      </Tag>
    );
  }
  if (row.predefined) return <Tag title={t("roleCollections.predefinedText")}>{t("roleCollections.predefined")}</Tag>;
  return null;
}
