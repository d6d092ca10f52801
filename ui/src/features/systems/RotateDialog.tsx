import { useEffect, useRef, useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { FoundCredential } from "../../api/generated/FoundCredential";
import type { Rotation } from "../../api/generated/Rotation";
import type { RotationConsent } from "../../api/generated/RotationConsent";
import type { SystemNode } from "../../api/generated/SystemNode";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Refused } from "../../components/Refused";
import { Strip } from "../../components/Strip";
import { announce } from "../../shell/announce";
import { client } from "../../shell/data";
import { useT } from "../../shell/i18n";
import { Steps } from "./Steps";
import { useTestSteps } from "./useTestSteps";
import { ByHand } from "./wizard/ByHand";
import { Found } from "./wizard/Found";
import { PasteKey } from "./wizard/PasteKey";
import { discard } from "./wizard/store";
import "./systems.css";
import "./wizard/wizard.css";

/** A new key for a system. The old one stays until the new one has passed, or the person insists. */
export function RotateDialog({ system, onClose }: { system: SystemNode; onClose: () => void }) {
  const t = useT();
  const [found, setFound] = useState<FoundCredential>();
  const [byHand, setByHand] = useState(false);
  const [several, setSeveral] = useState(0);
  const [addresses, setAddresses] = useState({
    url: system.url,
    tokenUrl: system.tokenUrl,
    clientId: system.clientId,
  });
  const [consent, setConsent] = useState<RotationConsent>({ otherAccount: false, untested: false });
  const [answer, setAnswer] = useState<Rotation | "running">();
  const [error, setError] = useState<AppError>();
  const [coming, forget] = useTestSteps(found?.handle ?? "");
  const held = useRef<string>(undefined);
  held.current = found?.handle;
  useEffect(
    () => () => {
      if (held.current) discard([held.current]);
    },
    [],
  );

  const take = (next: FoundCredential) => {
    setFound(next);
    setByHand(false);
    setAnswer(undefined);
    setError(undefined);
    setConsent({ otherAccount: false, untested: false });
  };
  const rotate = async (insist: Partial<RotationConsent> = {}) => {
    if (!found) return;
    const agreed = { ...consent, ...insist };
    setConsent(agreed);
    setError(undefined);
    forget();
    setAnswer("running");
    try {
      const rotation = await call("system_rotate", { id: system.id, handle: found.handle, consent: agreed });
      setAnswer(rotation);
      if (!rotation.swapped) return;
      await client.invalidateQueries({ queryKey: ["landscape"] });
      announce(t("wizard.rotated", { name: system.name }));
    } catch (refused) {
      setAnswer(undefined);
      setError(refused as AppError);
    }
  };
  const running = answer === "running";
  const done = answer !== undefined && !running ? answer : undefined;
  const failed = done && !done.swapped && !done.otherAccount;
  return (
    <Dialog
      title={t("wizard.rotateTitle", { name: system.name })}
      onClose={onClose}
      width={44}
      first="textarea"
      testid="rotate-dialog"
      footer={
        done?.swapped ? (
          <Button design="emphasized" onClick={onClose} testid="rotate-close">
            {t("common.close")}
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{t("wizard.keepOld")}</Button>
            {done?.otherAccount ? (
              <Button onClick={() => void rotate({ otherAccount: true })} testid="rotate-other">
                {t("wizard.otherYes")}
              </Button>
            ) : failed ? (
              <Button onClick={() => void rotate({ untested: true })} testid="rotate-insist">
                {t("wizard.insist")}
              </Button>
            ) : (
              <Button
                design="emphasized"
                disabled={!found || running || byHand}
                onClick={() => void rotate()}
                testid="rotate-go"
              >
                {t("wizard.testAndSwap")}
              </Button>
            )}
          </>
        )
      }
    >
      <div className="zdialog-body zrotate">
        {byHand ? (
          <ByHand
            found={found}
            addresses={addresses}
            onAddresses={setAddresses}
            onDone={take}
            cancel={t("wizard.backToPaste")}
            onCancel={() => setByHand(false)}
          />
        ) : (
          !done?.swapped && (
            <>
              <p>{t("wizard.rotateText")}</p>
              <PasteKey
                onFound={({ found: all }) => {
                  const [first, ...rest] = all;
                  discard([...rest, ...(found ? [found] : [])].map((other) => other.handle));
                  setSeveral(rest.length);
                  if (first) take(first);
                }}
                ways={
                  <Button design="transparent" onClick={() => setByHand(true)} testid="rotate-by-hand">
                    {t("wizard.byHand")}
                  </Button>
                }
              />
            </>
          )
        )}
        {found && !byHand && <Found found={found} />}
        {several > 0 && !done && <Strip>{t("wizard.rotateFirst", { count: several })}</Strip>}
        <Refused error={error} testid="rotate-error" />
        {done?.otherAccount && (
          <Strip severity="warning" testid="rotate-differs">
            {t("wizard.otherAccount", { before: done.otherAccount.before, after: done.otherAccount.after })}
          </Strip>
        )}
        {running && <Steps steps={coming} running />}
        {done && done.steps.length > 0 && <Steps steps={done.steps} />}
        {failed && <Strip severity="warning">{t("wizard.oldStays")}</Strip>}
        {done?.swapped && <Strip testid="rotated">{t("wizard.rotated", { name: system.name })}</Strip>}
      </div>
    </Dialog>
  );
}
