import { call } from "../../../api/api";
import type { AppError } from "../../../api/generated/AppError";
import type { CredentialsRead } from "../../../api/generated/CredentialsRead";
import type { FoundCredential } from "../../../api/generated/FoundCredential";
import type { Level } from "../../../api/generated/Level";
import type { PasteProblem } from "../../../api/generated/PasteProblem";
import type { TestStep } from "../../../api/generated/TestStep";
import { recall, remember } from "../../../shell/memory";
import { store } from "../../../shell/store";

export type Step = 1 | 2 | 3;

/** A found credential on its way to a system. */
export interface Entry {
  found: FoundCredential;
  /** Ticked: it shall become one. */
  picked: boolean;
  name: string;
  level: Level;
  steps?: TestStep[] | "running" | undefined;
  /** Why it was not tested or not saved. */
  error?: AppError | undefined;
}

/** What is typed by hand. Secrets are no part of it: they live in the form that they are typed into. */
export interface Addresses {
  url: string;
  tokenUrl: string;
  clientId: string;
}

export interface Wizard {
  step: Step;
  /** How the credential comes in; `folder`: there is none. */
  way: "paste" | "hand" | "folder";
  entries: Entry[];
  /** Handle of the one of several that is completed by hand. */
  mending?: string | undefined;
  problems: PasteProblem[];
  addresses: Addresses;
  /** Of a folder, and of the one system before its credential is known. */
  name: string;
  level: Level;
  /** Of all that are added. Empty: at the top. */
  parent: string;
  origins: string[];
  tags: string[];
}

const empty: Wizard = {
  step: 1,
  way: "paste",
  entries: [],
  problems: [],
  addresses: { url: "", tokenUrl: "", clientId: "" },
  name: "",
  level: "subaccount",
  parent: "",
  origins: [],
  tags: [],
};

/** What survives a restart: what was decided, never a credential nor a handle to one. */
type Draft = Pick<Wizard, "way" | "addresses" | "name" | "level" | "parent" | "origins" | "tags">;

const KEY = "systems.wizard";

const current = store<Wizard>({ ...empty, ...recall<Partial<Draft>>(KEY, {}) });

function set(next: Wizard): void {
  const { addresses, name, level, parent, origins, tags } = next;
  const way = next.way === "folder" ? "paste" : next.way;
  remember(KEY, { way, addresses, name, level, parent, origins, tags } satisfies Draft);
  current.set(next);
}

/** The wizard as it stands, also while one is elsewhere. */
export const useWizard = current.use;

export const currentWizard = current.get;

export function change(part: Partial<Wizard>): void {
  set({ ...currentWizard(), ...part });
}

export function changeEntry(handle: string, part: Partial<Entry>): void {
  const wizard = currentWizard();
  const entries = wizard.entries.map((entry) => (entry.found.handle === handle ? { ...entry, ...part } : entry));
  set({ ...wizard, entries });
}

/** Those that shall become systems. */
export const picked = ({ entries }: Wizard): Entry[] => entries.filter((entry) => entry.picked);

/** Takes over what was found; one that waits already gives way, many are joined. */
export function take({ found, problems }: CredentialsRead): void {
  const wizard = currentWizard();
  const alone = found.length === 1 && wizard.entries.length <= 1;
  const gone = wizard.entries.filter(
    (entry) => (found.length > 0 && alone) || found.some((one) => isOfSame(one, entry.found)),
  );
  discard(gone.map((entry) => entry.found.handle));
  const kept = wizard.entries.filter((entry) => !gone.includes(entry));
  const entries = found.map((credential) => {
    const entry = entryOf(credential, kept.length + found.length === 1);
    // A new key for one that waits already has its place.
    const before = alone ? undefined : gone.find((one) => isOfSame(credential, one.found));
    return before ? { ...entry, name: before.name, level: before.level, picked: true } : entry;
  });
  set({ ...wizard, entries: [...kept, ...entries], problems, way: found.length > 0 ? "paste" : wizard.way });
}

const isOfSame = (one: FoundCredential, other: FoundCredential): boolean =>
  one.clientId !== "" && one.clientId === other.clientId && one.tokenUrl === other.tokenUrl;

/** Leads to where a found credential is completed. */
export function completeByHand({ handle, url, tokenUrl, clientId }: FoundCredential): void {
  change({ step: 1, way: "hand", mending: handle, addresses: { url, tokenUrl, clientId } });
}

/** The one that is completed by hand; none: a new one is entered. */
export const mended = ({ entries, mending }: Wizard): FoundCredential | undefined =>
  (entries.find((entry) => entry.found.handle === mending) ?? (entries.length === 1 ? entries[0] : undefined))?.found;

/** Leaves the form of [`completeByHand`]: of several one comes from their table. */
export function endByHand(): void {
  const { entries } = currentWizard();
  change({ way: "paste", mending: undefined, ...(entries.length > 1 && { step: 2 }) });
}

function entryOf(found: FoundCredential, alone: boolean): Entry {
  const wizard = currentWizard();
  return {
    found,
    // One that is there already, or lacks something, is taken only by who says so.
    picked: alone || (found.system === undefined && !found.problem),
    name: (alone && wizard.name) || found.proposedName,
    level: found.level ?? wizard.level,
  };
}

/** In place of what was found, after it was completed by hand. */
export function mend(handle: string | undefined, found: FoundCredential): void {
  const wizard = currentWizard();
  const same = wizard.entries.find((entry) => entry.found.handle === handle);
  const { steps: _steps, error: _error, ...kept } = same ?? entryOf(found, true);
  const whole = { ...kept, found, picked: true };
  const entries = same ? wizard.entries.map((entry) => (entry === same ? whole : entry)) : [whole];
  if (!same) discard(wizard.entries.map((entry) => entry.found.handle));
  set({ ...wizard, entries, problems: [] });
  endByHand();
}

/** Drops these credentials, here and in the backend. */
export function drop(handles: readonly string[]): void {
  const wizard = currentWizard();
  discard(handles);
  set({ ...wizard, entries: wizard.entries.filter((entry) => !handles.includes(entry.found.handle)) });
}

/** Begins anew. */
export function reset(): void {
  discard(currentWizard().entries.map((entry) => entry.found.handle));
  set(empty);
}

/** Has the backend forget these credentials. */
export function discard(handles: readonly string[]): void {
  // One that the backend does not drop now, it drops by itself.
  if (handles.length > 0) void call("credentials_discard", { handles: [...handles] }).catch(() => undefined);
}
