import { useT } from "../../shell/i18n";
import { Button } from "../Button";
import { copyText } from "../copyText";
import { Strip } from "../Strip";

/** A secret that was just made: it is nowhere else. */
export function Secret({ id, secret, onClose }: { id: string; secret: string; onClose: () => void }) {
  const t = useT();
  return (
    <div className="zconsumer-secret">
      <Strip
        testid="consumer-secret"
        actions={
          <>
            <Button icon="copy" onClick={() => void copyText(secret)}>
              {t("common.copy")}
            </Button>
            <Button onClick={onClose} testid="consumer-secret-close">
              {t("common.close")}
            </Button>
          </>
        }
      >
        {t("consumers.secretOnce", { id })} <code>{secret}</code>
      </Strip>
    </div>
  );
}
