import type { IdmCsv } from "../../api/generated/IdmCsv";
import type { SystemNode } from "../../api/generated/SystemNode";
import { useT } from "../../shell/i18n";

/** The file as it will be, a table for each repository. */
export function CsvTable({ csv, systems }: { csv: IdmCsv; systems: readonly SystemNode[] }) {
  const t = useT();
  return csv.repositories.map((repository) => (
    <table key={repository.system} className="zcsv" data-testid="csv-table">
      <caption>{systems.find((system) => system.id === repository.system)?.name}</caption>
      <tbody>
        {repository.columns.map((column) => (
          <tr key={column.name}>
            <th scope="row">{column.name}</th>
            <td className={column.byHand ? "by-hand" : undefined}>
              {column.value || (column.byHand ? t("exchange.byHand") : <span className="quiet">–</span>)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  ));
}
