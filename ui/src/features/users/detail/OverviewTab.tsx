import type { UserDetail } from "../../../api/generated/UserDetail";
import { Button } from "../../../components/Button";
import { Timeline } from "../../../components/Timeline";
import { useFormat, useT } from "../../../shell/i18n";
import { Fact } from "./Fact";
import { Grants } from "./Grants";

interface Props {
  user: UserDetail;
  refused: string | undefined;
  onAssign: () => void;
  onUnassign: (roleCollection: string) => void;
  onSection: (section: string) => void;
}

/** Role collections that are shown; a link in place of a single one would take its room. */
const SHOWN = 5;

/** Attributes, the first role collections, the latest changes. */
export function OverviewTab({ user, refused, onAssign, onUnassign, onSection }: Props) {
  const t = useT();
  const format = useFormat();
  const { row } = user;
  const all = user.grants.length <= SHOWN + 1;
  const when = (at: string | undefined) => <span title={format.timestamp(at)}>{format.dateTime(at)}</span>;
  return (
    <>
      <dl className="zfacts">
        <Fact title={t("users.email")}>{row.email || t("users.notGiven")}</Fact>
        <Fact title={t("users.originKey")}>{row.origin}</Fact>
        <Fact title={t("users.lastLogon")}>{when(row.lastLogon)}</Fact>
        <Fact title={t("users.previousLogon")}>{when(user.previousLogon)}</Fact>
        <Fact title={t("users.created")}>{when(row.created)}</Fact>
        <Fact title={t("users.updated")}>{when(row.updated)}</Fact>
        {user.phoneNumbers.length > 0 && <Fact title={t("users.phone")}>{user.phoneNumbers.join(", ")}</Fact>}
        {row.externalId && <Fact title={t("users.externalId")}>{row.externalId}</Fact>}
        <Fact title={t("users.id")}>
          <span className="mono" title={row.id}>
            {row.id}
          </span>
        </Fact>
      </dl>
      <div className="zsection">
        <h3>
          {t("users.roleCollections")} <i>{format.number(user.grants.length)}</i>
        </h3>
        <Button
          design="transparent"
          icon="add"
          disabled={refused !== undefined}
          tooltip={refused}
          onClick={onAssign}
          testid="detail-assign"
        >
          {t("users.assignShort")}
        </Button>
      </div>
      <Grants grants={all ? user.grants : user.grants.slice(0, SHOWN)} refused={refused} onUnassign={onUnassign} />
      {!all && (
        <button type="button" className="zlink more" onClick={() => onSection("roleCollections")}>
          {t("users.showAll", { count: user.grants.length })}
        </button>
      )}
      <div className="zsection">
        <h3>{t("users.activity")}</h3>
      </div>
      <Timeline entries={user.activity.slice(0, 3)} />
    </>
  );
}
