import { Suspense, useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Strip } from "../../components/Strip";
import { useT } from "../../shell/i18n";
import { lazyView } from "../../shell/lazyView";
import { Link, paths } from "../../shell/router";
import { setSession, useSession } from "../../shell/session";

const MoveSecrets = lazyView(() => import("../../components/secrets/MoveSecrets").then((m) => m.MoveSecrets), {
  ui5: true,
});

/** Where client secrets go; without a keychain, the choice between an encrypted file and this run alone. */
export function SecretsPlace() {
  const t = useT();
  const { secrets } = useSession();
  const [error, setError] = useState<AppError>();
  const [moving, setMoving] = useState(false);
  if (secrets !== "unavailable") {
    return (
      <p className="zsecrets" data-testid="secrets-place">
        <Icon name="locked" />
        {t(`welcome.secrets.${secrets}`)}
        <Link to={paths.page("settings", "security")}>{t("welcome.learnMore")}</Link>
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
        <>
          <Button onClick={() => setMoving(true)} testid="secrets-use-file">
            {t("welcome.useFile")}
          </Button>
          <Button onClick={() => void choose()} testid="secrets-this-run">
            {t("welcome.thisRun")}
          </Button>
        </>
      }
    >
      {t("welcome.secrets.unavailable")} {error?.message}
      {moving && (
        <Suspense>
          <MoveSecrets to="file" onClose={() => setMoving(false)} />
        </Suspense>
      )}
    </Strip>
  );
}
