import { useEffect } from "react";
import type { TestMend } from "../../../api/generated/TestMend";
import { Button } from "../../../components/Button";
import { Icon } from "../../../components/Icon";
import { Refused } from "../../../components/Refused";
import { useT } from "../../../shell/i18n";
import { navigate, paths } from "../../../shell/router";
import { Steps } from "../Steps";
import { useTestSteps } from "../useTestSteps";
import { change, completeByHand, type Entry, picked, useWizard } from "./store";
import { testEntries, testNew, verdict } from "./tests";

/** Step 3: what the accounts say. */
export function TestStep() {
  const t = useT();
  const wizard = useWizard();
  const chosen = picked(wizard);
  useEffect(() => void testNew(), []);
  const [only] = chosen;
  const running = chosen.some((entry) => entry.steps === "running");
  return (
    <>
      {chosen.length === 1 && only ? (
        <One entry={only} />
      ) : (
        <ul className="ztests" data-testid="tests">
          {chosen.map((entry, index) => (
            <li key={entry.found.handle}>
              <details>
                <summary>
                  <Sign entry={entry} /> <b>{entry.name}</b>{" "}
                  <span className="quiet" data-testid={`verdict-${index}`}>
                    {t(`wizard.verdict.${verdict(entry)}`)}
                  </span>
                </summary>
                <One entry={entry} />
              </details>
            </li>
          ))}
        </ul>
      )}
      <div className="acts">
        <Button disabled={running} onClick={() => void testEntries(chosen)} testid="wizard-test-again">
          {t("systems.runAgain")}
        </Button>
      </div>
    </>
  );
}

function One({ entry }: { entry: Entry }) {
  const t = useT();
  const { steps, error, found } = entry;
  const [coming, forget] = useTestSteps(found.handle);
  const running = steps === "running";
  // biome-ignore lint/correctness/useExhaustiveDependencies: what a former test said goes when one begins
  useEffect(() => {
    if (running) forget();
  }, [running]);
  const paste = () => change({ step: 1, way: "paste" });
  const byHand = () => completeByHand(found);
  const mend = (what: TestMend) => {
    if (what.kind === "pasteNewKey") paste();
    else if (what.kind === "editProperty") byHand();
    else void navigate(paths.page("settings", "network"));
  };
  const mends = steps !== undefined && steps !== "running" && steps.some((step) => step.mend);
  return (
    <>
      <Refused error={error} />
      {steps && <Steps steps={running ? coming : steps} running={running} onMend={mend} />}
      {verdict(entry) === "failed" && (
        <div className="acts">
          {!mends && (
            <Button onClick={paste} testid="wizard-paste-again">
              {t("wizard.pasteAgain")}
            </Button>
          )}
          <Button design="transparent" onClick={byHand} testid="wizard-mend">
            {t("wizard.complete")}
          </Button>
        </div>
      )}
    </>
  );
}

const signs = {
  none: ["less", "quiet"],
  running: ["refresh", "turning"],
  passed: ["sys-enter-2", "good"],
  failed: ["error", "bad"],
} as const;

function Sign({ entry }: { entry: Entry }) {
  const [icon, look] = signs[verdict(entry)];
  return (
    <span className={look}>
      <Icon name={icon} />
    </span>
  );
}
