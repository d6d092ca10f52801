import { type ReactNode, Suspense, useState } from "react";
import { call } from "../api/api";
import type { Backup } from "../api/generated/Backup";
import { lazyView } from "../shell/lazyView";

const RestoreDialog = lazyView(() => import("./RestoreDialog").then((m) => m.RestoreDialog), {
  ui5: true,
});

/** Has a backup chosen, and the dialog that then stands open. Rejects where the file is none. */
export function useRestore(): [choose: () => Promise<void>, dialog: ReactNode] {
  const [found, setFound] = useState<Backup>();
  const choose = async () => setFound(await call("backup_choose", {}));
  const dialog = found && (
    <Suspense>
      <RestoreDialog backup={found} onClose={() => setFound(undefined)} />
    </Suspense>
  );
  return [choose, dialog];
}
