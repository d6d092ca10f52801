import { useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Strip } from "../../components/Strip";
import { useT } from "../../shell/i18n";
import { setSession, useSession } from "../../shell/session";

/** Where client secrets go; without a keychain, the choice to keep them for this run. */
export function SecretsPlace() {
  const t = useT();
  const { secrets } = useSession();
  const [error, setError] = useState<AppError>();
  if (secrets !== "unavailable") {
    return (
      <p className="zsecrets" data-testid="secrets-place">
        <Icon name="locked" />
        {t(`welcome.secrets.${secrets}`)}
      </p>
    );
  }
  const choose = async () => {
    try {
      await setSession(await call("secrets_this_run", {}));
    } catch (refused) {
      setError(refused as AppError);
    }
  };
  return (
    <Strip
      severity="warning"
      testid="no-keychain"
      actions={
        <Button onClick={() => void choose()} testid="secrets-this-run">
          {t("welcome.thisRun")}
        </Button>
      }
    >
      {t("welcome.secrets.unavailable")} {error?.message}
    </Strip>
  );
}
