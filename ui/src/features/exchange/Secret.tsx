import { Button } from "../../components/Button";
import { copyText } from "../../components/copyText";
import { Strip } from "../../components/Strip";
import { useT } from "../../shell/i18n";

/** A secret that was just made: it is nowhere else. */
export function Secret({ id, secret, onClose }: { id: string; secret: string; onClose: () => void }) {
  const t = useT();
  return (
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
      {t("exchange.secretOnce", { id })} <code>{secret}</code>
    </Strip>
  );
}
