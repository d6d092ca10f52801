import type { Difference } from "../api/generated/Difference";
import { useT } from "../shell/i18n";
import { Link, paths } from "../shell/router";
import { actIcons } from "./actIcons";
import { Icon } from "./Icon";
import "./DifferenceText.css";

interface Props {
  system: string;
  difference: Difference;
  /** Said behind the details. */
  more?: string[];
}

/** One difference: who or what, and how it differs. */
export function DifferenceText({ system, difference, more = [] }: Props) {
  const t = useT();
  const { kind, act, name, origin, holder, entity, fields } = difference;
  const user = kind === "user" || kind === "member";
  const what = holder
    ? t(act === "removed" ? "difference.removedFrom" : "difference.addedTo", { name, holder: holder.name })
    : t(`difference.${act}`, { name });
  const value = (text: string | undefined) => text ?? t("difference.nothing");
  const detail = [
    t(user ? "difference.user" : "difference.roleCollection"),
    origin,
    ...fields.map((field) => `${field.name}: ${value(field.before)} → ${value(field.after)}`),
    ...more,
  ]
    .filter(Boolean)
    .join(" · ");
  // What is gone has no page.
  const gone = act === "removed" && !holder;
  const to = paths.system(system, user ? "users" : "role-collections", entity);
  return (
    <div className="zdifference-line">
      <Icon name={actIcons[act]} className={act} label={t(`difference.act.${act}`)} />
      <div>
        {gone ? (
          <span className="ell" title={what}>
            {what}
          </span>
        ) : (
          <Link to={to} className="ell" title={what}>
            {what}
          </Link>
        )}
        <small className="ell" title={detail}>
          {detail}
        </small>
      </div>
    </div>
  );
}
