//! What is kept: systems and their properties, snapshots of accounts, the journal of changes, settings (SQLite), and
//! secrets (the operating system's keychain, or an
//! encrypted file).
//!
//! Invariants: no HTTP, no clock (moments are passed in), no async: every call blocks, for microseconds in the common
//! case, for a keychain that asks its owner much longer, so that an async caller moves calls off its runtime. A secret
//! is in no file but the vault, which is encrypted, and in no error or log. A file that is damaged, of a newer version
//! or of another program is never written to. The journal only grows. Several processes may work on one folder at once:
//! readers never wait, a writer waits for another one's transaction. A snapshot is swapped whole; readers see the one
//! before or the one after.
//!
//! In the folder: `zonedesk.db`, the workspace proper, small and precious; `secrets.vault`, where the person chose it
//! over the keychain; `snapshots/`, one file for each account, large, and to be had again from the account; `runs/`, a
//! lock file for each change that is being applied; `pace/`, when accounts may be sent their next requests, whichever
//! process sends them.

mod backup;
mod change_sets;
mod configuration;
mod consumers;
mod default_role_collections;
mod demo_log;
mod error;
mod file;
mod fold;
mod hash;
mod journal;
mod rescue;
mod secrets;
mod settings;
mod slots;
mod snapshot;
mod systems;
mod transformations;
mod workspace;

pub use backup::{BackupInfo, inspect_backup, restore_into, restore_over};
pub use change_sets::{
    ChangeSet, ChangeSetPage, ChangeSource, DifferenceCounts, DifferenceFilter, DifferencePage, EntityState,
    Held, KeptDifference,
};
pub use configuration::{
    ConfigurationChange, ConfigurationEntry, ConfigurationPage, ConsumerAct, CredentialAct,
};
pub use consumers::{Consumer, SignIn};
pub use default_role_collections::{is_administrative, is_predefined};
pub use error::{Result, WorkspaceError};
pub use fold::fold;
pub use journal::{
    Attempt, Draft, End, Entry, EntryFilter, EntryHead, EntryPage, JournalCheck, LeftOut, Outcome,
    RequestRecord, Run, Sentence,
};
pub use rescue::{Rescued, RescuedTable, open_copy, start_new};
pub use secrets::{Movable, Moved, SecretError, SecretKey, SecretPlace, Secrets, VaultCost, VaultState};
pub use slots::take_slot;
pub use snapshot::{
    Author, Completeness, CreatedWeek, Difference, DifferenceAct, DifferenceKind, Direction, Grant, Granted,
    Member, MemberPage, MemberQuery, MemberSort, Met, Moment, NestedRef, Partial, PersonKey,
    RoleCollectionCounts, RoleCollectionPage, RoleCollectionQuery, RoleCollectionRow, RoleCollectionSort,
    RoleCollectionTest, Snapshot, SnapshotChange, SnapshotDelta, SnapshotLoad, UserCounts, UserFilter,
    UserPage, UserQuery, UserRow, UserSort, UserTest, Walk,
};
pub use systems::{
    Contact, Credential, CredentialOf, DeletedSystem, DemoAccount, Destination, DestinationEdit,
    ImportedDestination, ImportedSystem, Level, NameError, NewSystem, NotedCredential, SnapshotInfo, System,
    SystemEdit, SystemId, SystemIdError, SystemName,
};
pub use transformations::{
    NewTransformation, TransformationDraft, TransformationKind, TransformationVersion,
};
pub use workspace::{Workspace, default_dir};
