import { Link } from "../../shell/router";
import "./charts.css";

export interface ChartRow {
  key: string;
  name: string;
  /** The other columns, formatted. */
  values: string[];
  to?: string | undefined;
}

interface Props {
  label: string;
  /** Column titles: the name's, then the values'. */
  heads: string[];
  rows: ChartRow[];
}

/** What a chart shows, as a table. */
export function ChartTable({ label, heads, rows }: Props) {
  return (
    <div className="zchart-table">
      <table aria-label={label}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.to ? <Link to={row.to}>{row.name}</Link> : row.name}</th>
              {row.values.map((value, i) => (
                <td key={heads[i + 1]}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
