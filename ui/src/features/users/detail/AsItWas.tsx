import { useId, useState } from "react";
import { ErrorMessage } from "../../../components/Message";
import { useReading } from "../../../shell/data";
import { useFormat, useT } from "../../../shell/i18n";
import { Link, paths } from "../../../shell/router";
import { Fact } from "./Fact";

/** What a user was at a moment, as the readings of its account tell. */
export function AsItWas({ system, user }: { system: string; user: string }) {
  const t = useT();
  const id = useId();
  const [typed, setTyped] = useState("");
  const at = typed && new Date(typed).toISOString();
  return (
    <>
      <div className="zas-it-was">
        <label htmlFor={id}>{t("users.asItWas")}</label>
        <input
          id={id}
          type="datetime-local"
          step={1}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          data-testid="user-at"
        />
      </div>
      {at && <Then system={system} user={user} at={at} />}
    </>
  );
}

function Then({ system, user, at }: { system: string; user: string; at: string }) {
  const t = useT();
  const format = useFormat();
  const { data, error } = useReading("user_at", { system, user, at });
  if (error) return <ErrorMessage error={error} />;
  if (!data) return null;
  if (!data.exists) return <p data-testid="user-then">{t("users.wasNotThere", { at: format.dateTime(at) })}</p>;
  return (
    <section aria-label={t("users.asItWas")} data-testid="user-then">
      <dl className="zfacts">
        {data.attributes.map(({ name, value }) => (
          <Fact key={name} title={name}>
            {value}
          </Fact>
        ))}
      </dl>
      <h3 className="zthen">
        {t("users.roleCollections")} <i>{format.number(data.roleCollections.length)}</i>
      </h3>
      <ul className="zgrants">
        {data.roleCollections.map(({ id, name }) => (
          <li key={id}>
            <Link to={paths.system(system, "role-collections", id)} className="ell">
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
