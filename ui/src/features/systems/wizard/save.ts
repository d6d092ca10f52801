import { call } from "../../../api/api";
import type { SystemNode } from "../../../api/generated/SystemNode";
import { change, currentWizard, picked, type Wizard } from "./store";

/**
 * Makes systems of what is ticked and has them read. What became one leaves the wizard; what did not stays with the
 * reason.
 */
export async function save(wizard: Wizard): Promise<SystemNode[]> {
  const chosen = picked(wizard);
  const answers = await call("systems_add_found", {
    systems: chosen.map(({ found, name, level }) => ({
      handle: found.handle,
      name: name.trim(),
      description: "",
      level,
      ...(wizard.parent && level !== "globalAccount" && { parent: wizard.parent }),
      origins: wizard.origins,
      tags: wizard.tags,
      properties: {},
    })),
  });
  const saved = new Set(answers.filter((answer) => answer.system).map((answer) => answer.handle));
  const entries = currentWizard()
    .entries.filter((entry) => !saved.has(entry.found.handle))
    .map((entry) => {
      const error = answers.find((answer) => answer.handle === entry.found.handle)?.error;
      return error ? { ...entry, error } : entry;
    });
  // A name is mended where names are.
  const toName = entries.some((entry) => entry.picked && entry.error?.where === "name");
  change({ entries, ...(toName && { step: 2 }) });
  const systems = answers.flatMap((answer) => answer.system ?? []);
  for (const { id } of systems) void call("refresh", { system: id }).catch(() => undefined);
  return systems;
}

/** Adds a node without an account, to put systems below. */
export function saveFolder({ name, level, parent, tags }: Wizard): Promise<SystemNode> {
  return call("system_add", {
    system: {
      name: name.trim(),
      description: "",
      level,
      url: "",
      tokenUrl: "",
      clientId: "",
      tags,
      ...(parent && level !== "globalAccount" && { parent }),
    },
  });
}
