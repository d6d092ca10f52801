import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import type { AppError } from "../../../api/generated/AppError";
import type { SystemNode } from "../../../api/generated/SystemNode";
import { Button } from "../../../components/Button";
import { Refused } from "../../../components/Refused";
import { Strip } from "../../../components/Strip";
import { client } from "../../../shell/data";
import { useT } from "../../../shell/i18n";
import { useKeys } from "../../../shell/keyboard/useKeys";
import { back, Link, navigate, paths } from "../../../shell/router";
import { useSession } from "../../../shell/session";
import { CredentialsStep } from "./CredentialsStep";
import { badName, namesOf } from "./names";
import { PlaceStep } from "./PlaceStep";
import { Stepper } from "./Stepper";
import { save, saveFolder } from "./save";
import { change, currentWizard, picked, reset, type Step, useWizard, type Wizard } from "./store";
import { TestStep } from "./TestStep";
import "../systems.css";
import "./wizard.css";

interface Props {
  systems: readonly SystemNode[];
  /** Id of what a new system shall stand below, where one came from there. */
  parent: string;
}

/** A system is added in three steps: its credential, its place, a test. What was entered stays while one is elsewhere. */
export function AddSystem({ systems, parent }: Props) {
  const t = useT();
  const title = useId();
  const wizard = useWizard();
  const { secrets } = useSession();
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError>();
  const [added, setAdded] = useState<readonly SystemNode[]>([]);
  const page = useRef<HTMLElement>(null);

  useEffect(() => {
    if (parent) change({ parent });
  }, [parent]);
  // A step that lost what it stands on: its credentials were dropped, or are of another run.
  const folder = wizard.way === "folder";
  const step: Step = folder ? 2 : wizard.entries.length === 0 ? 1 : wizard.step;
  useFocusOnStep(step, wizard.entries.length, page);

  const ready = isReady(wizard);
  const placed = ready && isPlaced(wizard, systems);
  const reach: Step = !ready ? 1 : !placed ? 2 : 3;
  const goTo = (next: Step) => {
    setTried(false);
    setError(undefined);
    change({ step: next, ...(next === 1 && folder && { way: "paste" }) });
  };
  const next = () => {
    if (step === 1 && ready) goTo(2);
    else if (step === 2 && placed && !folder) goTo(3);
    else setTried(true);
  };

  const store = async (open: boolean) => {
    setTried(true);
    setError(undefined);
    if (!placed || busy) return;
    setBusy(true);
    try {
      const saved = folder ? [await saveFolder(wizard)] : await save(currentWizard());
      await client.invalidateQueries({ queryKey: ["landscape"] });
      const left = picked(currentWizard()).length > 0 && !folder;
      if (!left) {
        reset();
        setTried(false);
      }
      const [first] = saved;
      if (open && first && !left) await navigate(paths.system(first.id, "overview"), { replace: true });
      else setAdded(saved);
    } catch (refused) {
      setError(refused as AppError);
    } finally {
      setBusy(false);
    }
  };
  useKeys({ save: () => void (step === 3 || folder ? store(true) : next()) });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.repeat || event.defaultPrevented || step !== 2) return;
    if (!(event.target as Element).matches("[data-testid=system-name]")) return;
    event.preventDefault();
    if (folder) void store(true);
    else next();
  };

  const discard = () => {
    reset();
    back();
  };
  const count = folder ? 1 : picked(wizard).length;
  return (
    <section ref={page} className="zsystem zwizard" aria-labelledby={title} data-testid="system-wizard">
      <header>
        <h1 id={title}>{t("systems.addTitle")}</h1>
        {!folder && <Stepper step={step} reach={reach} onStep={goTo} />}
      </header>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the field inside takes the key */}
      <div className="body" onKeyDown={onKeyDown}>
        {added.length > 0 && (
          <Strip testid="added">
            {t("wizard.added", { count: added.length })}{" "}
            {added.map((system) => (
              <Link key={system.id} to={paths.system(system.id, "overview")}>
                {system.name}
              </Link>
            ))}
          </Strip>
        )}
        <Refused error={error} testid="wizard-error" />
        {secrets === "unavailable" && !folder && <Strip severity="warning">{t("secrets.hint.unavailable")}</Strip>}
        {step === 1 && <CredentialsStep systems={systems} />}
        {step === 2 && <PlaceStep systems={systems} tried={tried} />}
        {step === 3 && <TestStep />}
      </div>
      <footer>
        <Button design="transparent" onClick={discard} testid="wizard-discard">
          {t("systems.discard")}
        </Button>
        <span className="room" />
        {step > 1 && (
          <Button onClick={() => goTo(step === 3 ? 2 : 1)} testid="wizard-back">
            {t("wizard.back")}
          </Button>
        )}
        {step === 3 || folder ? (
          <>
            <Button onClick={() => void store(false)} disabled={busy} testid="wizard-save">
              {t("systems.save")}
            </Button>
            <Button
              design="emphasized"
              onClick={() => void store(true)}
              disabled={busy}
              tooltip={t("wizard.saveKeys")}
              testid="system-save"
            >
              {count > 1 ? t("wizard.saveSeveral", { count }) : t("systems.saveOpen")}
            </Button>
          </>
        ) : (
          <Button
            design="emphasized"
            onClick={next}
            disabled={step === 1 && !ready}
            tooltip={step === 1 && !ready ? t("wizard.nextNeeds") : undefined}
            testid="wizard-next"
          >
            {t("wizard.next")}
          </Button>
        )}
      </footer>
    </section>
  );
}

/** Something is ticked, and all that is ticked can be used. */
function isReady(wizard: Wizard): boolean {
  const chosen = picked(wizard);
  if (wizard.way === "folder") return true;
  return (
    wizard.way === "paste" &&
    (wizard.entries.length > 1 || chosen.every((entry) => !entry.found.problem)) &&
    wizard.entries.length > 0
  );
}

function isPlaced(wizard: Wizard, systems: readonly SystemNode[]): boolean {
  if (wizard.way === "folder") return badName(wizard.name, namesOf(systems)) === undefined;
  const chosen = picked(wizard);
  const used = namesOf([...systems, ...chosen]);
  return (
    chosen.length > 0 && chosen.every(({ found, name }) => !found.problem && badName(name, used, true) === undefined)
  );
}

/** What one does next: paste, go on with what was found, name it, save it. */
const NEXT: Record<Step, string> = {
  1: ".body textarea, .body input:not([hidden]), .body ui5-input",
  2: "[data-testid=system-name], [data-testid=name-0]",
  3: "[data-testid=system-save]",
};

/** What one most likely does next has the focus when one arrives in a step, and when a key was found. */
function useFocusOnStep(step: Step, found: number, page: React.RefObject<HTMLElement | null>): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: on arrival only
  useEffect(() => {
    const goesOn =
      step === 1 && found > 0 ? page.current?.querySelector<HTMLElement>("[data-testid=wizard-next]") : null;
    (goesOn ?? page.current?.querySelector<HTMLElement>(NEXT[step]))?.focus();
  }, [step, found]);
}
