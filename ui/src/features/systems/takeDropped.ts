import { call } from "../../api/api";
import type { CredentialsRead } from "../../api/generated/CredentialsRead";
import type { ImportPlan } from "../../api/generated/ImportPlan";
import { askExchange } from "../../shell/exchange";
import { importFiles, keyTexts } from "../../shell/files";
import { navigate, paths } from "../../shell/router";
import { change, take } from "./wizard/store";

/** Takes files to where they are read; what they are decides: keys go to the wizard, exported systems to the import. */
export async function takeFiles(files: readonly File[]): Promise<void> {
  const plan = await importPlan(files);
  // An exported system may name a client and hold its secret, and is no key all the same.
  const exported = new Set(plan.items.filter((item) => item.kind === "system").map((item) => item.file));
  const others = files.filter((file) => !exported.has(file.name));
  if (others.length > 0) {
    void call("import_discard", { plan: plan.id });
    await toWizard(await call("credentials_read", { texts: await keyTexts(others) }));
  }
  if (exported.size === 0) return;
  const systems = files.filter((file) => exported.has(file.name));
  askExchange({ kind: "import", plan: others.length > 0 ? await importPlan(systems) : plan });
}

const importPlan = async (files: readonly File[]): Promise<ImportPlan> =>
  call("import_plan", { files: await importFiles(files) });

/** Takes a pasted text, which looks like a key, to the wizard. */
export const takeText = async (text: string): Promise<void> =>
  toWizard(await call("credentials_read", { texts: [{ text }] }));

async function toWizard(read: CredentialsRead): Promise<void> {
  change({ way: "paste", step: 1 });
  take(read);
  await navigate(paths.page("add-system"));
}
