import type { PeopleField } from "../../api/generated/PeopleField";
import { Button } from "../../components/Button";
import { Choice } from "../../components/form/Choice";
import { Select } from "../../components/Select";
import { useReading } from "../../shell/data";
import { useT } from "../../shell/i18n";
import type { PeopleAsked } from "../../shell/peopleImport";
import type { ImportFlow } from "./useImport";

const fields: readonly PeopleField[] = [
  "userName",
  "origin",
  "email",
  "givenName",
  "familyName",
  "externalId",
  "phoneNumber",
  "active",
];

/** The file, and what its columns hold. */
export function FileStep({ asked, flow }: { asked: PeopleAsked; flow: ImportFlow }) {
  const t = useT();
  const { made, settings, busy } = flow;
  const members = asked.purpose.kind === "members";
  if (!made) {
    return (
      <div className="zpeople-start">
        <p>{t(members ? "people.membersHint" : "people.usersHint")}</p>
        <Button design="emphasized" onClick={() => void flow.choose()} disabled={busy} testid="people-choose">
          {t("people.choose")}
        </Button>
        <p className="quiet">{t("people.hint")}</p>
      </div>
    );
  }
  const taken = members ? (["id", ...fields] as const) : fields;
  return (
    <>
      <div className="zpeople-file">
        <b className="ell" data-testid="people-file">
          {t("people.rows", { file: made.file, count: made.figures.rows })}
        </b>
        <Button onClick={() => void flow.choose()} disabled={busy}>
          {t("people.other")}
        </Button>
      </div>
      {made.sheets.length > 1 && (
        <Choice
          label={t("people.sheet")}
          value={made.sheet ?? ""}
          options={made.sheets.map((sheet) => ({ value: sheet, title: sheet }))}
          onChange={(sheet) => flow.set({ sheet })}
        />
      )}
      <table className="zpeople-columns" data-testid="people-columns">
        <thead>
          <tr>
            <th scope="col">{t("people.column")}</th>
            <th scope="col">{t("people.holds")}</th>
          </tr>
        </thead>
        <tbody>
          {made.columns.map(({ title, field }, place) => {
            const shown = title || t("people.untitled", { number: place + 1 });
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one title; their places stay
              <tr key={place}>
                <td className="ell" title={shown}>
                  {shown}
                </td>
                <td>
                  <Select
                    aria-label={t("people.holdsOf", { title: shown })}
                    value={field ?? ""}
                    onChange={(event) => flow.setColumn(place, (event.target.value || undefined) as PeopleField)}
                    data-testid={`people-column-${place}`}
                  >
                    <option value="">{t("people.notTaken")}</option>
                    {taken.map((one) => (
                      <option key={one} value={one}>
                        {t(`people.field.${one}`)}
                      </option>
                    ))}
                  </Select>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <Origin system={asked.system.id} value={settings.origin} onChange={(origin) => flow.set({ origin })} />
      {members && (
        <label className="zpeople-create">
          <input
            type="checkbox"
            checked={settings.create}
            onChange={(event) => flow.set({ create: event.target.checked })}
            data-testid="people-create"
          />
          {t("people.create")}
        </label>
      )}
    </>
  );
}

function Origin({ system, value, onChange }: { system: string; value: string; onChange: (origin: string) => void }) {
  const t = useT();
  const filter = { search: "", chip: "all" as const, origins: [] };
  const page = useReading("users_page", { query: { system, filter, sort: [], offset: 0, limit: 1 } });
  const origins = page.data?.origins ?? [];
  return (
    <Choice
      label={t("people.origin")}
      value={value}
      options={[
        { value: "", title: t("people.noOrigin") },
        ...origins.map((origin) => ({ value: origin, title: origin })),
      ]}
      onChange={onChange}
      testid="people-origin"
    />
  );
}
