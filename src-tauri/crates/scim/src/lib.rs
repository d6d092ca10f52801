//! The SCIM room: wire types of UAA's dialect, the filter grammar, PATCH bodies.
//!
//! Invariants: no I/O, no tokio, no clock, no randomness. Wire shapes (UAA's small `resources`, SCIM's big
//! `Resources`) stop here; above this crate there is one [`User`], one [`Group`], one [`Member`].
//! Parsers of foreign text never panic.

mod model;
mod timestamp;

pub use model::{Email, Group, GroupGrant, GrantType, Member, MemberType, Meta, Origin, User};
pub use timestamp::{Timestamp, TimestampError};
