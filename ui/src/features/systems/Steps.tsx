import type { TestStep } from "../../api/generated/TestStep";
import { Icon } from "../../components/Icon";
import { useT } from "../../shell/i18n";

const looks = {
  passed: ["sys-enter-2", "good"],
  failed: ["error", "bad"],
  notTried: ["less", "quiet"],
} as const;

/** A connection test, step by step; the one that failed says why and what helps. */
export function Steps({ steps }: { steps: TestStep[] | "running" }) {
  const t = useT();
  if (steps === "running") {
    return (
      <p role="status" className="quiet">
        {t("systems.testing")}
      </p>
    );
  }
  return (
    <ol className="zsteps" role="status" data-testid="test-steps">
      {steps.map((step) => {
        const [icon, look] = looks[step.outcome];
        return (
          <li key={step.step} className={look}>
            <Icon name={icon} label={t(`systems.outcome.${step.outcome}`)} />
            <div>
              <b>{t(`systems.step.${step.step}`)}</b>{" "}
              {step.outcome !== "notTried" && step.milliseconds > 0 && (
                <span className="quiet">{t("systems.ms", { ms: step.milliseconds })}</span>
              )}
              {step.error ? (
                <dl>
                  <dt>{t("systems.cause")}</dt>
                  <dd>
                    {step.error.message} <small className="quiet">{step.error.code}</small>
                  </dd>
                  {step.error.help && (
                    <>
                      <dt>{t("systems.mend")}</dt>
                      <dd>{step.error.help}</dd>
                    </>
                  )}
                </dl>
              ) : (
                <div className="said">{step.message}</div>
              )}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

/** The test as text for a ticket. It holds no secrets: no answer of the backend does. */
export function report(name: string, steps: TestStep[]): string {
  const lines = steps.map((s) => {
    const said = s.error ? `${s.error.message} ${s.error.help ?? ""} (${s.error.code})` : s.message;
    return `${s.step}: ${s.outcome}, ${s.milliseconds} ms. ${said}`;
  });
  return [name, ...lines].join("\n");
}
