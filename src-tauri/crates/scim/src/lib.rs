//! The SCIM room: wire types of UAA's dialect, the filter grammar, PATCH bodies.
//!
//! Invariants: no I/O, no tokio, no clock, no randomness. Wire shapes (UAA's small `resources`, SCIM's big
//! `Resources`) stop here; above this crate there is one [`User`], one [`Group`], one [`Member`].
//! Reading is lenient (what is missing, `null` or of an odd kind is absent, what is unknown is kept); writing holds
//! only what UAA takes. Parsers of foreign text never panic.

mod error;
pub mod filter;
mod group;
mod list;
mod meta;
mod model;
mod patch;
mod shown;
mod stream;
mod timestamp;
mod user;
mod wire;

pub use error::{UaaError, code};
pub use list::ListPage;
pub use meta::CORE_SCHEMA;
pub use model::{Email, GrantType, Group, GroupGrant, Member, MemberType, Meta, Origin, User};
pub use patch::{GroupPatch, NeedsPut, user_patch};
pub use shown::{EmailsText, GrantText, GroupText, MemberText, ResourceText, UserText};
pub use timestamp::{Timestamp, TimestampError};
pub use wire::{Resource, WireError};
