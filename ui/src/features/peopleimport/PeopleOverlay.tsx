import { Suspense } from "react";
import { lazyView } from "../../shell/lazyView";
import { endPeople, usePeopleAsked } from "../../shell/peopleImport";

const ImportWizard = lazyView(() => import("./ImportWizard").then((m) => m.ImportWizard), { ui5: true });

/** The wizard, wherever it was asked for. */
export function PeopleOverlay() {
  const asked = usePeopleAsked();
  if (!asked) return null;
  return (
    <Suspense>
      <ImportWizard asked={asked} onClose={endPeople} />
    </Suspense>
  );
}
