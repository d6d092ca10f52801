//! The journal of changes: append-only, each entry with the hash of the one before.
//!
//! The chain shows what was edited, left out or cut off in the file by hand or by a fault. It does not stop somebody
//! who owns the file and computes the whole chain anew; no file on a person's own computer can.

mod append;
mod entry;
mod read;
mod run;
mod verify;

pub use entry::{Attempt, Draft, End, Entry, EntryHead, LeftOut, Outcome, RequestRecord, Sentence};
pub use read::{EntryFilter, EntryPage};
pub use run::Run;
pub use verify::JournalCheck;
