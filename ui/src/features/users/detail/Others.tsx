import { useState } from "react";
import type { SystemNode } from "../../../api/generated/SystemNode";
import type { UserDetail } from "../../../api/generated/UserDetail";
import { OriginTag } from "../../../components/OriginTag";
import { Strip } from "../../../components/Strip";
import { useT } from "../../../shell/i18n";
import { Link, paths } from "../../../shell/router";

/** That the same person is here with another origin, or in other accounts. */
export function Others({ user, system }: { user: UserDetail; system: SystemNode }) {
  const t = useT();
  const [all, setAll] = useState(false);
  const { others, row } = user;
  if (others.length === 0) return null;
  const here = others.filter((o) => o.system === system.id);
  const elsewhere = new Set(others.filter((o) => o.system !== system.id).map((o) => o.system));
  const origins = [...new Set(others.map((o) => o.origin))].filter((o) => o !== row.origin);
  const where = here.length === 0 ? "elsewhere" : elsewhere.size === 0 ? "here" : "both";
  return (
    <Strip testid="others">
      {t.rich("users.others", {
        origins: origins.length === 0 ? "none" : origins.join(", "),
        where,
        count: elsewhere.size,
        b: (inner) => <b>{inner}</b>,
      })}{" "}
      <button type="button" className="zlink" aria-expanded={all} onClick={() => setAll(!all)}>
        {t(all ? "users.othersHide" : "users.othersShow")}
      </button>
      {all && (
        <ul className="zothers">
          {others.map((other) => (
            <li key={`${other.system} ${other.id}`}>
              <Link to={paths.system(other.system, "users", other.id)}>{other.systemName}</Link>
              <OriginTag origin={other.origin} />
            </li>
          ))}
        </ul>
      )}
    </Strip>
  );
}
