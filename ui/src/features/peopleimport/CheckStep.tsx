import { useEffect, useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { PeopleImport } from "../../api/generated/PeopleImport";
import type { PeoplePage } from "../../api/generated/PeoplePage";
import type { PeopleRow } from "../../api/generated/PeopleRow";
import { Button } from "../../components/Button";
import { Chips } from "../../components/Chips";
import { Refused } from "../../components/Refused";
import { Strip } from "../../components/Strip";
import { useT } from "../../shell/i18n";
import type { ImportFlow } from "./useImport";

/** Rows that are drawn at once, and how many come with each press. */
const SHOWN = 100;

export const problemsOf = ({ figures }: PeopleImport): number => figures.conflict + figures.error;

/** What each row would become; those that cannot be taken can be mended. */
export function CheckStep({ made, flow }: { made: PeopleImport; flow: ImportFlow }) {
  const t = useT();
  const problems = problemsOf(made);
  const [chip, setChip] = useState<"problems" | "all">(problems > 0 ? "problems" : "all");
  const [limit, setLimit] = useState(SHOWN);
  const [page, setPage] = useState<PeoplePage>();
  const [error, setError] = useState<AppError>();
  // `made` is another after each edit.
  useEffect(() => {
    let gone = false;
    const query = { import: made.id, problems: chip === "problems", offset: 0, limit };
    call("people_rows", { query }).then(
      (found) => {
        if (!gone) setPage(found);
      },
      (refused: AppError) => {
        if (!gone) setError(refused);
      },
    );
    return () => {
      gone = true;
    };
  }, [made, chip, limit]);
  const fields = made.columns.flatMap(({ field }) => (field ? [field] : []));
  const left = page ? Math.min(page.total, 1000) - page.rows.length : 0;
  return (
    <>
      <p data-testid="people-figures">{t("people.figures", { ...made.figures })}</p>
      {problems > 0 && (
        <Strip severity="warning" testid="people-problems">
          {t("people.leftOut", { count: problems })}
        </Strip>
      )}
      <Refused error={error} />
      <Chips
        label={t("people.chips")}
        selected={chip}
        onSelect={setChip}
        chips={[
          { id: "problems", title: t("people.chip.problems"), count: problems, attention: true },
          { id: "all", title: t("people.chip.all"), count: made.figures.rows },
        ]}
      />
      {page?.total === 0 ? (
        <p className="quiet">{t("people.noProblems")}</p>
      ) : (
        <div className="zpeople-rows">
          <table>
            <thead>
              <tr>
                <th scope="col">{t("people.line")}</th>
                <th scope="col">{t("people.what")}</th>
                {fields.map((field) => (
                  <th key={field} scope="col">
                    {t(`people.field.${field}`)}
                  </th>
                ))}
                <th scope="col">{t("people.note")}</th>
              </tr>
            </thead>
            <tbody>
              {page?.rows.map((row) => (
                <Row key={row.line} row={row} fields={fields} flow={flow} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {left > 0 && <Button onClick={() => setLimit(limit + SHOWN)}>{t("people.moreRows", { left })}</Button>}
    </>
  );
}

type Field = PeopleRow["values"][number]["field"];

function Row({ row, fields, flow }: { row: PeopleRow; fields: readonly Field[]; flow: ImportFlow }) {
  const t = useT();
  const wrong = row.outcome === "error" || row.outcome === "conflict";
  return (
    <tr className={row.outcome} data-testid={`people-line-${row.line}`}>
      <td className="number">{row.line}</td>
      <td>{t(`people.outcome.${row.outcome}`)}</td>
      {fields.map((field) => {
        const text = row.values.find((value) => value.field === field)?.text ?? "";
        return (
          <td key={field} className="ell" title={text}>
            {wrong ? (
              <Cell
                key={text}
                label={t("people.cell", { field: t(`people.field.${field}`), line: row.line })}
                text={text}
                testid={`people-cell-${row.line}-${field}`}
                onText={(next) => flow.edit({ line: row.line, field, text: next })}
              />
            ) : (
              text
            )}
          </td>
        );
      })}
      <td className="note">{row.note}</td>
    </tr>
  );
}

interface CellProps {
  label: string;
  text: string;
  testid: string;
  onText: (text: string) => void;
}

/** Takes effect when it is left, or by Enter. */
function Cell({ label, text, testid, onText }: CellProps) {
  const [now, setNow] = useState(text);
  const done = () => {
    if (now !== text) onText(now);
  };
  return (
    <input
      type="text"
      value={now}
      aria-label={label}
      onChange={(event) => setNow(event.target.value)}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === "Enter") done();
      }}
      data-testid={testid}
    />
  );
}
