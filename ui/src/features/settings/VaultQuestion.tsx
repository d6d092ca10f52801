import { Suspense, useEffect } from "react";
import { call, vaultLocked } from "../../api/api";
import { onJobEnd } from "../../shell/jobs";
import { lazyView } from "../../shell/lazyView";
import { useSession } from "../../shell/session";
import { answerVault, askForVault, useVaultAsked } from "../../shell/vault";

const PassphraseForm = lazyView(() => import("../../components/secrets/PassphraseForm").then((m) => m.PassphraseForm), {
  ui5: true,
});

/** Asks for the passphrase when something needs a secret while the vault is locked, and lets that go on. */
export function VaultQuestion() {
  const asked = useVaultAsked();
  const { vault } = useSession();
  // A refresh is a job: it had begun before it needed the secret.
  useEffect(
    () =>
      onJobEnd((job) => {
        if (job.error?.code !== vaultLocked || job.kind !== "refresh") return;
        void askForVault().then((open) => {
          if (open) void call("refresh", { system: job.system });
        });
      }),
    [],
  );
  if (!asked) return null;
  return (
    <Suspense>
      <PassphraseForm vault={vault} onDone={() => answerVault(true)} onClose={() => answerVault(false)} />
    </Suspense>
  );
}
