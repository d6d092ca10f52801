import { useEffect, useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { SystemNode } from "../../api/generated/SystemNode";
import type { TestMend } from "../../api/generated/TestMend";
import type { TestStep } from "../../api/generated/TestStep";
import { Button } from "../../components/Button";
import { CopyButton } from "../../components/CopyButton";
import { Dialog } from "../../components/Dialog";
import { Refused } from "../../components/Refused";
import { useT } from "../../shell/i18n";
import { navigate, paths } from "../../shell/router";
import { useSession } from "../../shell/session";
import { askSystemAct } from "../../shell/systemActs";
import { report } from "./report";
import { Steps } from "./Steps";
import { useTestSteps } from "./useTestSteps";
import "./systems.css";

/** Asks the account what works, step by step. */
export function TestDialog({ system, onClose }: { system: SystemNode; onClose: () => void }) {
  const t = useT();
  const { version } = useSession();
  const [run, setRun] = useState(0);
  const [done, setDone] = useState<TestStep[]>();
  const [error, setError] = useState<AppError>();
  const [coming, forget] = useTestSteps(system.id);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `run` asks for another test
  useEffect(() => {
    let gone = false;
    forget();
    setDone(undefined);
    setError(undefined);
    call("system_test", { id: system.id }).then(
      (steps) => !gone && setDone(steps),
      (refused: AppError) => {
        if (gone) return;
        setDone([]);
        setError(refused);
      },
    );
    return () => {
      gone = true;
    };
  }, [system.id, run]);
  const mend = (what: TestMend) => {
    onClose();
    if (what.kind === "pasteNewKey") askSystemAct({ kind: "rotate", system: system.id });
    else if (what.kind === "editProperty") void navigate(paths.system(system.id, "properties"));
    else void navigate(paths.page("settings", "network"));
  };
  const outcomes = new Set(done?.map((step) => step.outcome));
  return (
    <Dialog
      title={t("systems.testTitle", { name: system.name })}
      onClose={onClose}
      testid="test-dialog"
      footer={
        <>
          <CopyButton
            label={t("systems.copyReport")}
            text={async () => report(system, done ?? [], version, new Date())}
            disabled={!done?.length}
          />
          <span className="room" />
          <Button onClick={() => setRun(run + 1)} disabled={!done} testid="test-again">
            {t("systems.runAgain")}
          </Button>
          <Button design="emphasized" onClick={onClose}>
            {t("common.close")}
          </Button>
        </>
      }
    >
      <div className="zdialog-body apart">
        <Refused error={error} />
        {!error && <Steps steps={done ?? coming} running={!done} {...(!system.demo && { onMend: mend })} />}
        {outcomes.size > 0 && !outcomes.has("failed") && (
          <p>{t(outcomes.has("attention") ? "systems.passedWithNotes" : "systems.allPassed")}</p>
        )}
      </div>
    </Dialog>
  );
}
