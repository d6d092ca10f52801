import { call } from "../../api/api";
import type { CredentialsRead } from "../../api/generated/CredentialsRead";
import { askExchange } from "../../shell/exchange";
import { importFiles, keyTexts } from "../../shell/files";
import { navigate, paths } from "../../shell/router";
import { change, discard, take } from "./wizard/store";

/** Takes files to where they are read; what they hold decides: keys go to the wizard, exported systems to the import. */
export async function takeFiles(files: readonly File[]): Promise<void> {
  const read = await call("credentials_read", { texts: await keyTexts(files) });
  // An exported system may name a client, but holds no key that can be used.
  if (read.found.every((found) => found.problem)) {
    const plan = await call("import_plan", { files: await importFiles(files) });
    if (plan.items.some((item) => item.kind === "system")) {
      discard(read.found.map((found) => found.handle));
      askExchange({ kind: "import", plan });
      return;
    }
    void call("import_discard", { plan: plan.id });
  }
  await toWizard(read);
}

/** Takes a pasted text, which looks like a key, to the wizard. */
export const takeText = async (text: string): Promise<void> =>
  toWizard(await call("credentials_read", { texts: [{ text }] }));

async function toWizard(read: CredentialsRead): Promise<void> {
  change({ way: "paste", step: 1 });
  take(read);
  await navigate(paths.page("add-system"));
}
