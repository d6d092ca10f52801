import { Icon } from "../../../components/Icon";
import { useT } from "../../../shell/i18n";
import type { Step } from "./store";

const steps: readonly Step[] = [1, 2, 3];

/** Where one is in the wizard. Steps that were passed, and the next when it may be gone to, are buttons. */
export function Stepper({ step, reach, onStep }: { step: Step; reach: Step; onStep: (step: Step) => void }) {
  const t = useT();
  return (
    <nav className="zstepper" aria-label={t("wizard.steps")}>
      <ol>
        {steps.map((number) => (
          <li key={number} className={number < step ? "done" : undefined}>
            <button
              type="button"
              aria-current={number === step ? "step" : undefined}
              disabled={number > reach}
              onClick={() => onStep(number)}
              data-testid={`wizard-step-${number}`}
            >
              <span className="number">{number < step ? <Icon name="accept" size={12} /> : number}</span>
              {t(`wizard.step${number}`)}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
