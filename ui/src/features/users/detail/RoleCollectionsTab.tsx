import type { UserDetail } from "../../../api/generated/UserDetail";
import { Button } from "../../../components/Button";
import { useFormat, useT } from "../../../shell/i18n";
import { Grants } from "./Grants";

interface Props {
  user: UserDetail;
  refused: string | undefined;
  onAssign: () => void;
  onUnassign: (roleCollection: string) => void;
}

export function RoleCollectionsTab({ user, refused, onAssign, onUnassign }: Props) {
  const t = useT();
  const format = useFormat();
  return (
    <>
      <div className="zsection">
        <h3>
          {t("users.roleCollections")} <i>{format.number(user.grants.length)}</i>
        </h3>
        <Button design="transparent" icon="add" disabled={refused !== undefined} tooltip={refused} onClick={onAssign}>
          {t("users.assignShort")}
        </Button>
      </div>
      <Grants grants={user.grants} refused={refused} onUnassign={onUnassign} />
      <p className="znone">{t("users.mappings")}</p>
    </>
  );
}
