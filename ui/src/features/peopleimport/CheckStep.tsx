import { useState } from "react";
import type { PeopleImport } from "../../api/generated/PeopleImport";
import type { PeoplePage } from "../../api/generated/PeoplePage";
import type { PeopleRow } from "../../api/generated/PeopleRow";
import { Chips } from "../../components/Chips";
import { usePages, useSeenRows } from "../../components/grid/pages";
import { Refused } from "../../components/Refused";
import { Strip } from "../../components/Strip";
import { reading } from "../../shell/data";
import { useT } from "../../shell/i18n";
import type { ImportFlow } from "./useImport";

export const problemsOf = ({ figures }: PeopleImport): number => figures.conflict + figures.error;

/** What each row would become; those that cannot be taken can be mended. */
export function CheckStep({ made, flow }: { made: PeopleImport; flow: ImportFlow }) {
  const t = useT();
  const problems = problemsOf(made);
  const [chip, setChip] = useState<"problems" | "all">(problems > 0 ? "problems" : "all");
  return (
    <>
      <p data-testid="people-figures">{t("people.figures", { ...made.figures })}</p>
      {problems > 0 && (
        <Strip severity="warning" testid="people-problems">
          {t("people.leftOut", { count: problems })}
        </Strip>
      )}
      <Chips
        label={t("people.chips")}
        selected={chip}
        onSelect={setChip}
        chips={[
          { id: "problems", title: t("people.chip.problems"), count: problems, attention: true },
          { id: "all", title: t("people.chip.all"), count: made.figures.rows },
        ]}
      />
      <Rows key={chip} made={made} problems={chip === "problems"} flow={flow} />
    </>
  );
}

/** Height of a row whose note is short, px. */
const ROW = 36;

interface RowsProps {
  made: PeopleImport;
  /** Only rows that cannot be taken. */
  problems: boolean;
  flow: ImportFlow;
}

/** The rows of a file, of whatever length; only what is seen is on the page. */
function Rows({ made, problems, flow }: RowsProps) {
  const t = useT();
  const { total, rowAt, onWindow, error } = usePages<PeopleRow, PeoplePage>((offset, limit) =>
    reading("people_rows", { query: { import: made.id, problems, offset, limit } }),
  );
  const { scroller, virtual } = useSeenRows({ total, onWindow }, () => ROW);
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const named = made.columns.flatMap(({ field }) => (field ? [field] : []));
  // A new user needs an address, also where the file has no column of them.
  const fields = made.figures.error === 0 || named.includes("email") ? named : [...named, "email" as const];
  if (total === 0) return <p className="quiet">{t("people.noProblems")}</p>;
  return (
    <>
      <Refused error={error ?? undefined} />
      <div ref={scroller} className="zpeople-rows">
        <table aria-rowcount={(total ?? 0) + 1}>
          <thead>
            <tr aria-rowindex={1}>
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
            {before > 0 && <tr aria-hidden className="room" style={{ height: before }} />}
            {items.map(({ index }) => {
              const row = rowAt(index);
              return (
                <tr
                  key={row?.line ?? `at ${index}`}
                  ref={virtual.measureElement}
                  data-index={index}
                  aria-rowindex={index + 2}
                  className={row?.outcome}
                  data-testid={row && `people-line-${row.line}`}
                >
                  {row && <Row row={row} fields={fields} flow={flow} />}
                </tr>
              );
            })}
            {after > 0 && <tr aria-hidden className="room" style={{ height: after }} />}
          </tbody>
        </table>
      </div>
    </>
  );
}

type Field = PeopleRow["values"][number]["field"];

function Row({ row, fields, flow }: { row: PeopleRow; fields: readonly Field[]; flow: ImportFlow }) {
  const t = useT();
  const wrong = row.outcome === "error" || row.outcome === "conflict";
  return (
    <>
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
    </>
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
