import type { ExportedList } from "../api/generated/ExportedList";
import type { ExportFormat } from "../api/generated/ExportFormat";
import { exportList } from "../shell/exportList";
import { t } from "../shell/i18n";
import type { MenuItem } from "./Menu";
import { MenuButton } from "./MenuButton";

interface Props {
  /** What the file is called, without its ending. */
  name: string;
  shown: ExportedList;
  /** Ids of the columns that are shown. */
  columns: string[];
  /** Absent: there is nothing beyond what is shown. */
  all?: ExportedList;
}

const formats: readonly ExportFormat[] = ["csv", "xlsx", "json"];

/** The list as a file: what is shown, or all of it. */
export function ExportButton({ name, shown, columns, all }: Props) {
  const items: MenuItem[] = formats.map((format) => ({
    id: `export-${format}`,
    title: t("export.shown", { format: format.toUpperCase() }),
    run: () => void exportList(name, { list: shown, columns, format }),
  }));
  if (all) {
    for (const format of formats) {
      items.push({
        id: `export-all-${format}`,
        title: t("export.all", { format: format.toUpperCase() }),
        run: () => void exportList(name, { list: all, columns: [], format }),
      });
    }
  }
  return (
    <MenuButton label={t("export.hint")} items={items} testid="export">
      {t("export.title")}
    </MenuButton>
  );
}
