import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { ActivityDetail } from "./generated/ActivityDetail";
import type { ActivityEntry } from "./generated/ActivityEntry";
import type { ActivityPage } from "./generated/ActivityPage";
import type { ActivityQuery } from "./generated/ActivityQuery";
import type { AddedSystem } from "./generated/AddedSystem";
import type { AppError } from "./generated/AppError";
import type { Approval } from "./generated/Approval";
import type { Attempt } from "./generated/Attempt";
import type { Backup } from "./generated/Backup";
import type { Change } from "./generated/Change";
import type { Consumer } from "./generated/Consumer";
import type { ConsumerEdit } from "./generated/ConsumerEdit";
import type { ConsumerSecret } from "./generated/ConsumerSecret";
import type { CredentialsRead } from "./generated/CredentialsRead";
import type { DeletedSystem } from "./generated/DeletedSystem";
import type { DeletionPlan } from "./generated/DeletionPlan";
import type { Destination } from "./generated/Destination";
import type { DifferencePage } from "./generated/DifferencePage";
import type { DifferenceQuery } from "./generated/DifferenceQuery";
import type { EffectOne } from "./generated/EffectOne";
import type { EffectPage } from "./generated/EffectPage";
import type { EffectQuery } from "./generated/EffectQuery";
import type { EffectStart } from "./generated/EffectStart";
import type { Event } from "./generated/Event";
import type { FolderOverview } from "./generated/FolderOverview";
import type { FoundCredential } from "./generated/FoundCredential";
import type { FoundSystem } from "./generated/FoundSystem";
import type { HistoryPage } from "./generated/HistoryPage";
import type { HistoryQuery } from "./generated/HistoryQuery";
import type { IdmCsv } from "./generated/IdmCsv";
import type { IdmCsvQuery } from "./generated/IdmCsvQuery";
import type { ImportApproval } from "./generated/ImportApproval";
import type { ImportedDestination } from "./generated/ImportedDestination";
import type { ImportFile } from "./generated/ImportFile";
import type { ImportPlan } from "./generated/ImportPlan";
import type { ImportResult } from "./generated/ImportResult";
import type { Job } from "./generated/Job";
import type { JobAttempt } from "./generated/JobAttempt";
import type { JournalCheck } from "./generated/JournalCheck";
import type { JsonExport } from "./generated/JsonExport";
import type { JsonExportQuery } from "./generated/JsonExportQuery";
import type { KnownProperty } from "./generated/KnownProperty";
import type { Landscape } from "./generated/Landscape";
import type { LandscapeComparison } from "./generated/LandscapeComparison";
import type { Language } from "./generated/Language";
import type { ListExport } from "./generated/ListExport";
import type { MappingAct } from "./generated/MappingAct";
import type { MappingTable } from "./generated/MappingTable";
import type { MemberPage } from "./generated/MemberPage";
import type { MemberQuery } from "./generated/MemberQuery";
import type { NewConsumer } from "./generated/NewConsumer";
import type { NewSystem } from "./generated/NewSystem";
import type { NewVersion } from "./generated/NewVersion";
import type { Overview } from "./generated/Overview";
import type { PaletteResult } from "./generated/PaletteResult";
import type { PastedText } from "./generated/PastedText";
import type { PastUser } from "./generated/PastUser";
import type { PeopleEdit } from "./generated/PeopleEdit";
import type { PeopleImport } from "./generated/PeopleImport";
import type { PeoplePage } from "./generated/PeoplePage";
import type { PeoplePurpose } from "./generated/PeoplePurpose";
import type { PeopleQuery } from "./generated/PeopleQuery";
import type { PeopleResult } from "./generated/PeopleResult";
import type { PeopleSettings } from "./generated/PeopleSettings";
import type { PeopleText } from "./generated/PeopleText";
import type { Plan } from "./generated/Plan";
import type { PlanRequest } from "./generated/PlanRequest";
import type { Properties } from "./generated/Properties";
import type { PropertiesCheck } from "./generated/PropertiesCheck";
import type { PropertiesEdit } from "./generated/PropertiesEdit";
import type { PropertiesText } from "./generated/PropertiesText";
import type { ProxyCallDetail } from "./generated/ProxyCallDetail";
import type { ProxyCallPage } from "./generated/ProxyCallPage";
import type { ProxyCallQuery } from "./generated/ProxyCallQuery";
import type { ProxyCounts } from "./generated/ProxyCounts";
import type { ProxySettings } from "./generated/ProxySettings";
import type { ProxyState } from "./generated/ProxyState";
import type { RoleCollectionDetail } from "./generated/RoleCollectionDetail";
import type { RoleCollectionPage } from "./generated/RoleCollectionPage";
import type { RoleCollectionQuery } from "./generated/RoleCollectionQuery";
import type { Rotation } from "./generated/Rotation";
import type { RotationConsent } from "./generated/RotationConsent";
import type { SamplePage } from "./generated/SamplePage";
import type { SamplePath } from "./generated/SamplePath";
import type { SampleQuery } from "./generated/SampleQuery";
import type { SecretsMovable } from "./generated/SecretsMovable";
import type { SecretsMoved } from "./generated/SecretsMoved";
import type { SecretsStatus } from "./generated/SecretsStatus";
import type { SecretsTarget } from "./generated/SecretsTarget";
import type { Settings } from "./generated/Settings";
import type { Start } from "./generated/Start";
import type { SystemEdit } from "./generated/SystemEdit";
import type { SystemNode } from "./generated/SystemNode";
import type { TestStep } from "./generated/TestStep";
import type { TextEdit } from "./generated/TextEdit";
import type { Transformation } from "./generated/Transformation";
import type { TransformationCheck } from "./generated/TransformationCheck";
import type { TransformationComparison } from "./generated/TransformationComparison";
import type { TransformationDraft } from "./generated/TransformationDraft";
import type { TransformationFile } from "./generated/TransformationFile";
import type { TransformationKind } from "./generated/TransformationKind";
import type { TransformationSide } from "./generated/TransformationSide";
import type { TransformationVersion } from "./generated/TransformationVersion";
import type { Tried } from "./generated/Tried";
import type { TypedCredential } from "./generated/TypedCredential";
import type { UserDetail } from "./generated/UserDetail";
import type { UserPage } from "./generated/UserPage";
import type { UserQuery } from "./generated/UserQuery";
import type { WorkspaceSize } from "./generated/WorkspaceSize";

type None = Record<string, never>;

/** Every command of the shell by its Rust name: arguments and answer. The one place that knows `invoke`. */
export interface Commands {
  start: [None, Start];
  workspace_open_copy: [None, Start];
  workspace_start_new: [None, Start];
  secrets_this_run: [None, Start];
  settings_save: [{ settings: Settings }, Settings];
  /** Makes the vault where there is none. */
  vault_unlock: [{ passphrase: string }, SecretsStatus];
  vault_lock: [None, SecretsStatus];
  vault_passphrase: [{ passphrase: string }, SecretsStatus];
  secrets_movable: [{ to: SecretsTarget }, SecretsMovable];
  secrets_move: [{ to: SecretsTarget }, SecretsMoved];
  /** Asks where to; nothing where the person chose no place. */
  backup: [{ name: string }, Backup | undefined];
  /** Asks which; nothing where the person chose none. */
  backup_choose: [None, Backup | undefined];
  /** Brings back what `backup_choose` found. */
  restore: [None, Start];
  workspace_size: [None, WorkspaceSize];
  page_lost: [None, boolean];
  open_log_folder: [None, null];

  landscape: [None, Landscape];
  demo_open: [None, Landscape];
  demo_close: [None, Landscape];
  system_add: [{ system: NewSystem }, SystemNode];
  system_update: [{ id: string; edit: SystemEdit }, SystemNode];
  /** Beside it, with a free name where none is given; credentials only where they are wanted. */
  system_duplicate: [{ id: string; name?: string; credentials: boolean }, SystemNode];
  system_delete_plan: [{ id: string }, DeletionPlan];
  /** `confirm`: the name, where the plan asks for it. */
  system_delete: [{ id: string; confirm: string }, null];
  systems_deleted: [None, DeletedSystem[]];
  system_restore: [{ id: string }, SystemNode];
  /** Tests stored credentials. */
  system_test: [{ id: string }, TestStep[]];
  /** Reads and holds what was pasted or dropped; its secrets do not come back. */
  credentials_read: [{ texts: PastedText[] }, CredentialsRead];
  credential_by_hand: [{ credential: TypedCredential }, FoundCredential];
  credentials_discard: [{ handles: string[] }, null];
  credential_test: [{ handle: string; name: string }, TestStep[]];
  /** Each whole or not at all. */
  systems_add_found: [{ systems: FoundSystem[] }, AddedSystem[]];
  /** The old credential stays until the new one has passed, or the person insists. */
  system_rotate: [{ id: string; handle: string; consent: RotationConsent }, Rotation];
  refresh: [{ system: string }, Job];
  /** All of the account, not only what changed. */
  refresh_whole: [{ system: string }, Job];
  /** What differed from one reading of an account to the next. */
  differences: [{ query: DifferenceQuery }, DifferencePage];
  /** A user at a moment, as the readings of the account tell. */
  user_at: [{ system: string; user: string; at: string }, PastUser];
  overview: [{ system: string }, Overview];
  folder_overview: [{ system: string }, FolderOverview];

  users_page: [{ query: UserQuery }, UserPage];
  user: [{ system: string; id: string }, UserDetail];
  people_resolve: [{ people: PeopleText }, PeopleResult];
  role_collections_page: [{ query: RoleCollectionQuery }, RoleCollectionPage];
  role_collection: [{ system: string; id: string }, RoleCollectionDetail];
  members_page: [{ query: MemberQuery }, MemberPage];

  /** Asks which file, reads it and holds it against the snapshot; null where the person chose none. */
  people_choose: [{ system: string; purpose: PeoplePurpose }, PeopleImport | null];
  /** Reads it in another way; what was mended stays, but with another sheet. */
  people_again: [{ import: string; settings: PeopleSettings }, PeopleImport];
  people_rows: [{ query: PeopleQuery }, PeoplePage];
  people_edit: [{ edit: PeopleEdit }, PeopleImport];
  /** What is to be planned for it. */
  people_change: [{ import: string }, Change];
  people_discard: [{ import: string }, null];
  /** A line for each row; `entry`: of the journal, where it was carried out. Saved as `save_text` saves. */
  people_result: [{ import: string; entry?: number; name: string }, string | null];

  plan: [{ change: Change }, Plan];
  /** Computes the plan again from what the account holds now. */
  plan_reload: [{ plan: string }, Plan];
  plan_request: [{ plan: string; number: number }, PlanRequest];
  plan_discard: [{ plan: string }, null];
  apply: [{ approval: Approval }, Job];

  jobs: [None, Job[]];
  job_attempts: [{ id: string }, JobAttempt[]];
  job_cancel: [{ id: string }, null];
  activity_page: [{ query: ActivityQuery }, ActivityPage];
  activity_detail: [{ entry: number }, ActivityDetail];
  /** A line for each item, with what became of it. */
  activity_csv: [{ entry: number }, string];
  journal_verify: [None, JournalCheck];
  /** Changes whose process died, and with which nobody has gone on yet. */
  interrupted: [None, ActivityEntry[]];
  interrupted_settle: [{ entry: number }, null];
  palette: [{ text: string }, PaletteResult];

  known_properties: [None, KnownProperty[]];
  /** `owner`: the id of a system or destination, here and below. */
  properties: [{ owner: string }, Properties];
  /** The plain ones as `Key=Value` lines, as an edit would leave them. */
  properties_as_text: [{ owner: string; edit: PropertiesEdit }, string];
  properties_of_text: [{ text: string }, PropertiesText];
  /** What would be wrong after an edit. Changes nothing. */
  properties_check: [{ owner: string; edit: PropertiesEdit }, PropertiesCheck];
  properties_save: [{ owner: string; edit: PropertiesEdit }, Properties];
  destinations: [None, Destination[]];
  destination_create: [{ name: string; description: string }, Destination];
  destination_update: [{ id: string; name: string; description: string }, Destination];
  destination_delete: [{ id: string }, null];
  /** `name` wins over the one that the file says, `fileName` is the last resort. */
  destination_import: [{ text: string; name?: string; fileName?: string }, ImportedDestination];

  transformation: [{ system: string; kind: TransformationKind }, Transformation];
  transformation_versions: [{ system: string; kind: TransformationKind }, TransformationVersion[]];
  transformation_text: [{ system: string; kind: TransformationKind; side: TransformationSide }, string];
  transformation_check: [{ system: string; kind: TransformationKind; text: string }, TransformationCheck];
  transformation_language: [{ system: string }, Language];
  transformation_mappings: [{ system: string; kind: TransformationKind; text: string }, MappingTable];
  /** Edits of the text that make all acts, each on what the one before left. */
  transformation_edit: [{ text: string; acts: MappingAct[] }, TextEdit[]];
  transformation_compare: [
    { system: string; kind: TransformationKind; before: TransformationSide; after: TransformationSide },
    TransformationComparison,
  ];
  /** The text of `before` with the changes of these ids as `after` has them. */
  transformation_merge: [
    {
      system: string;
      kind: TransformationKind;
      before: TransformationSide;
      after: TransformationSide;
      taken: string[];
    },
    string,
  ];
  /** What a file holds that was dropped or chosen. */
  transformation_file: [{ name: string; text: string }, TransformationFile];
  /** Every system's transformation in use against one; `system`: whose side that is. */
  transformation_landscape: [
    { kind: TransformationKind; against: TransformationSide; system?: string },
    LandscapeComparison,
  ];
  /** Entities of the snapshot to try a text on. */
  transformation_samples: [{ query: SampleQuery }, SamplePage];
  /** Paths that are really there in up to 200 entities that such a transformation is given. */
  transformation_paths: [{ system: string; kind: TransformationKind; entity: string }, SamplePath[]];
  /** Runs one entity through a text. Keeps nothing. */
  transformation_try: [{ attempt: Attempt; text: string }, Tried];
  /** Runs all entities of the snapshot through both sides: a job. */
  transformation_effect_start: [{ effect: EffectStart }, Job];
  /** While the job runs, of what was done so far. */
  transformation_effect: [{ query: EffectQuery }, EffectPage];
  transformation_effect_one: [{ job: string; entity: string; id: string }, EffectOne];
  transformation_save: [{ version: NewVersion; text: string }, TransformationVersion];
  transformation_apply: [{ version: NewVersion; number: number }, TransformationVersion];
  transformation_reset: [{ version: NewVersion }, TransformationVersion];
  transformation_default: [{ version: NewVersion }, TransformationVersion];
  draft_save: [{ system: string; kind: TransformationKind; base: number; text: string }, TransformationDraft];
  draft_discard: [{ system: string; kind: TransformationKind }, null];
  system_history: [{ query: HistoryQuery }, HistoryPage];
  system_history_csv: [{ query: HistoryQuery }, string];

  /**
   * Asks the person where the text is to be saved and saves it there. Gives the path; null when the person chose none.
   * `name` is what the dialog proposes.
   */
  save_text: [{ name: string; text: string }, string | null];
  /** A list from the snapshot as a file, saved as `save_text` saves. */
  list_export: [{ name: string; export: ListExport }, string | null];
  /** The file for SAP Identity Management; keeps and sends nothing. */
  idm_csv: [{ query: IdmCsvQuery }, IdmCsv];
  export_json: [{ query: JsonExportQuery }, JsonExport];
  /** What files would make; writes nothing. A newer plan takes its place. */
  import_plan: [{ files: ImportFile[] }, ImportPlan];
  /** Forgets a plan with the credentials that its files held. */
  import_discard: [{ plan: string }, null];
  /** All that was ticked, or nothing. */
  import_apply: [{ approval: ImportApproval }, ImportResult];

  proxy_settings: [None, ProxySettings];
  proxy_settings_save: [{ settings: ProxySettings }, ProxySettings];
  consumers: [{ system: string }, Consumer[]];
  /** The answer holds the secret, this once. */
  consumer_add: [{ system: string; consumer: NewConsumer }, ConsumerSecret];
  consumer_update: [{ system: string; id: string; edit: ConsumerEdit }, ConsumerSecret];
  consumer_delete: [{ system: string; id: string }, null];

  proxy_state: [None, ProxyState];
  proxy_switch: [{ system: string; on: boolean }, ProxyState];
  /** Once more, where it could not be started. */
  proxy_restart: [None, ProxyState];
  /** Bodies of the system's calls are kept for so long; without minutes no longer. */
  proxy_trace: [{ system: string; minutes?: number }, ProxyState];
  /** Of the live log. */
  proxy_calls: [{ query: ProxyCallQuery }, ProxyCallPage];
  /** Of a system, or of all. */
  proxy_counts: [{ system?: string; since: string }, ProxyCounts];
  /** Null: it is no longer kept. */
  proxy_call: [{ number: number }, ProxyCallDetail | null];
}

/** The code of a call that needed a secret while the vault of secrets was locked. */
export const vaultLocked = "ZD5004";

let unlock: () => Promise<boolean> = () => Promise.resolve(false);

/** Who opens the vault when a call needs it. Resolves with whether it is open. */
export function onVaultLocked(open: () => Promise<boolean>): void {
  unlock = open;
}

/**
 * Asks the backend. A refused call rejects with an `AppError`. One that was refused for a locked vault is asked once
 * more when the person has opened it.
 */
export async function call<C extends keyof Commands>(command: C, args: Commands[C][0]): Promise<Commands[C][1]> {
  try {
    return received(await invoke<Commands[C][1]>(command, args));
  } catch (refused) {
    const error = received(refused);
    if ((error as AppError)?.code !== vaultLocked || !(await unlock())) throw error;
    return received(await invoke<Commands[C][1]>(command, args));
  }
}

const handlers = new Set<(event: Event) => void>();
let stream: Promise<unknown> | undefined;

/** Follows the one event stream, which is asked for once. Gives the function that ends the following. */
export async function onEvent(handle: (event: Event) => void): Promise<() => void> {
  handlers.add(handle);
  stream ??= listen<Event>("zonedesk://event", ({ payload }) => {
    const event = received(payload);
    for (const handler of handlers) handler(event);
  });
  await stream;
  return () => void handlers.delete(handle);
}

let say = (sentence: string): string => sentence;

/** Who says a sentence of the backend, which is English, in the person's language. */
export function onSentence(translate: typeof say): void {
  say = translate;
}

/** Members that hold a sentence of the backend. No text that a person wrote is under these names. */
const sentences = new Set([
  "message",
  "help",
  "why",
  "note",
  "error",
  "fault",
  "failure",
  "foreign",
  "broken",
  "label",
]);

/**
 * What came from the backend, made ready in place: it writes `null` for what there is none of, which is absent here, as
 * the generated types say; and its sentences are English. Those of a `Text` are found by code, when they are shown.
 */
export function received<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  const fields = value as Record<string, unknown>;
  for (const [name, field] of Object.entries(fields)) {
    if (field === null) delete fields[name];
    else if (typeof field !== "string") received(field);
    else if (sentences.has(name) && !("params" in fields)) fields[name] = say(field);
  }
  return value;
}
