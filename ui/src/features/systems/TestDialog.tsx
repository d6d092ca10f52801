import { useEffect, useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { SystemNode } from "../../api/generated/SystemNode";
import type { TestStep } from "../../api/generated/TestStep";
import { Button } from "../../components/Button";
import { copyText } from "../../components/copyText";
import { Dialog } from "../../components/Dialog";
import { Strip } from "../../components/Strip";
import { useT } from "../../shell/i18n";
import { navigate, paths } from "../../shell/router";
import { report, Steps } from "./Steps";
import "./systems.css";

/** Asks the account what works, step by step. */
export function TestDialog({ system, onClose }: { system: SystemNode; onClose: () => void }) {
  const t = useT();
  const [run, setRun] = useState(0);
  const [steps, setSteps] = useState<TestStep[] | "running">("running");
  const [error, setError] = useState<AppError>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `run` asks for another test
  useEffect(() => {
    let gone = false;
    setSteps("running");
    setError(undefined);
    call("system_test", { id: system.id }).then(
      (done) => !gone && setSteps(done),
      (refused: AppError) => {
        if (gone) return;
        setSteps([]);
        setError(refused);
      },
    );
    return () => {
      gone = true;
    };
  }, [system.id, run]);
  const done = steps !== "running" && steps.length > 0 ? steps : undefined;
  const failed = error !== undefined || done?.some((s) => s.outcome === "failed");
  return (
    <Dialog
      title={t("systems.testTitle", { name: system.name })}
      onClose={onClose}
      testid="test-dialog"
      footer={
        <>
          <Button
            design="transparent"
            icon="copy"
            disabled={!done}
            onClick={() => done && void copyText(report(system.name, done))}
          >
            {t("systems.copyReport")}
          </Button>
          <span className="room" />
          <Button onClick={() => setRun(run + 1)} disabled={steps === "running"} testid="test-again">
            {t("systems.runAgain")}
          </Button>
          {failed && !system.demo ? (
            <Button
              design="emphasized"
              onClick={() => {
                onClose();
                void navigate(paths.page("edit-system", system.id));
              }}
            >
              {t("systems.edit")}
            </Button>
          ) : (
            <Button design="emphasized" onClick={onClose}>
              {t("common.close")}
            </Button>
          )}
        </>
      }
    >
      <div className="zdialog-body">
        {error && (
          <Strip severity="error">
            {error.message} {error.help} <small className="quiet">{error.code}</small>
          </Strip>
        )}
        <Steps steps={steps} />
        {done && !failed && <p>{t("systems.allPassed")}</p>}
      </div>
    </Dialog>
  );
}
