import { Suspense } from "react";
import type { SystemNode } from "../../api/generated/SystemNode";
import { useReading } from "../../shell/data";
import { lazyView } from "../../shell/lazyView";
import { endSystemAct, useSystemAct } from "../../shell/systemActs";

interface DialogProps {
  system: SystemNode;
  systems: readonly SystemNode[];
  onClose: () => void;
}

const TestDialog = lazyView<DialogProps>(() => import("./TestDialog").then((m) => m.TestDialog), { ui5: true });
const RotateDialog = lazyView<DialogProps>(() => import("./RotateDialog").then((m) => m.RotateDialog), { ui5: true });
const DeleteDialog = lazyView<DialogProps>(() => import("./DeleteDialog").then((m) => m.DeleteDialog), { ui5: true });

const DuplicateDialog = lazyView<DialogProps>(() => import("./DuplicateDialog").then((m) => m.DuplicateDialog), {
  ui5: true,
});
const EditDialog = lazyView<DialogProps>(() => import("./EditDialog").then((m) => m.EditDialog), { ui5: true });

const dialogs = {
  test: TestDialog,
  rotate: RotateDialog,
  duplicate: DuplicateDialog,
  edit: EditDialog,
  delete: DeleteDialog,
};

/** The dialogs over a system, wherever they were asked for. */
export function SystemDialogs() {
  const act = useSystemAct();
  const { data } = useReading("landscape", {}, { enabled: act !== undefined });
  const system = data?.systems.find((s) => s.id === act?.system);
  if (!act || !system) return null;
  const Dialog = dialogs[act.kind];
  return (
    <Suspense>
      <Dialog key={`${act.kind} ${act.system}`} system={system} systems={data?.systems ?? []} onClose={endSystemAct} />
    </Suspense>
  );
}
