import { useEffect, useRef } from "react";
import { useT } from "../../shell/i18n";
import { Button } from "../Button";
import { CopyButton } from "../CopyButton";
import { Strip } from "../Strip";
import "./consumers.css";

interface Props {
  id: string;
  secret: string;
  /** Absent: what it stands in has its own way out. */
  onClose?: () => void;
}

/** A secret that was just made: it is nowhere else. */
export function Secret({ id, secret, onClose }: Props) {
  const t = useT();
  const copy = useRef<HTMLButtonElement>(null);
  // It takes the place of the form, whose button had the focus.
  useEffect(() => copy.current?.focus(), []);
  return (
    <div className="zconsumer-secret">
      <Strip
        testid="consumer-secret"
        actions={
          <>
            <CopyButton
              ref={copy}
              design="default"
              label={t("common.copy")}
              text={secret}
              testid="consumer-secret-copy"
            />
            {onClose && (
              <Button data-twin="add-consumer" onClick={onClose} testid="consumer-secret-close">
                {t("common.close")}
              </Button>
            )}
          </>
        }
      >
        {t("consumers.secretOnce", { id })} <code>{secret}</code>
      </Strip>
    </div>
  );
}
