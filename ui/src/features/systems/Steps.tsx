import type { TestMend } from "../../api/generated/TestMend";
import type { TestStep } from "../../api/generated/TestStep";
import type { TestStepKind } from "../../api/generated/TestStepKind";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { useT } from "../../shell/i18n";

/** In the order tried. */
const kinds: TestStepKind[] = ["dns", "tls", "token", "scopes", "zone", "users", "roleCollections", "speed"];

const looks = {
  passed: ["sys-enter-2", "good"],
  attention: ["alert", "critical"],
  failed: ["error", "bad"],
  notTried: ["less", "quiet"],
} as const;

interface StepsProps {
  /** What is known of a test. */
  steps: readonly TestStep[];
  /** More is to come. */
  running?: boolean;
  /** Does what a step's button says. Without it there are none. */
  onMend?: (mend: TestMend) => void;
}

/** A connection test, step by step; the one that failed says why and what helps. */
export function Steps({ steps, running = false, onMend }: StepsProps) {
  const t = useT();
  const left = running ? kinds.filter((kind) => !steps.some((step) => step.step === kind)) : [];
  return (
    <div role="status" aria-busy={running}>
      <ol className="zsteps" data-testid="test-steps">
        {steps.map((step) => (
          <Step key={step.step} step={step} {...(onMend && { onMend })} />
        ))}
        {left.map((kind, index) => (
          <li key={kind} className={index === 0 ? "turning" : "quiet"}>
            <Icon
              name={index === 0 ? "refresh" : "less"}
              label={t(index === 0 ? "systems.testing" : "systems.waiting")}
            />
            <div>{t(`systems.step.${kind}`)}</div>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Step({ step, onMend }: { step: TestStep; onMend?: (mend: TestMend) => void }) {
  const t = useT();
  const [icon, look] = looks[step.outcome];
  const { error, mend } = step;
  return (
    <li className={look} data-testid={`step-${step.step}`}>
      <Icon name={icon} label={t(`systems.outcome.${step.outcome}`)} />
      <div>
        <b>{t(`systems.step.${step.step}`)}</b>{" "}
        {step.outcome !== "notTried" && step.milliseconds > 0 && (
          <span className="quiet">{t("systems.ms", { ms: step.milliseconds })}</span>
        )}
        {error ? (
          <dl>
            <dt>{t("systems.cause")}</dt>
            <dd>
              {error.message} <small className="quiet">{error.code}</small>
            </dd>
            {error.help && (
              <>
                <dt>{t("systems.mend")}</dt>
                <dd>{error.help}</dd>
              </>
            )}
          </dl>
        ) : (
          <div className="said">{step.message}</div>
        )}
        {mend && onMend && (
          <Button onClick={() => onMend(mend)} testid="test-mend">
            {mend.kind === "editProperty"
              ? t("systems.mends.editProperty", { property: mend.property })
              : t(`systems.mends.${mend.kind}`)}
          </Button>
        )}
      </div>
    </li>
  );
}
