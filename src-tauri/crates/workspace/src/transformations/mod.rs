//! The two transformations of each system, with every version that they ever had and what is being written.
//!
//! Versions are numbered without gaps from 1, the initial one; the highest is in use. None is ever changed or deleted,
//! not even with its system. A system that nobody looked at has none yet: its initial version is made when it is first
//! asked for, from the text that the caller hands in, so that many systems cost nothing.

mod draft;
mod kind;
mod read;
mod save;

use zonedesk_scim::Timestamp;

pub(crate) use save::add;

pub use draft::TransformationDraft;
pub use kind::TransformationKind;

/// A text that becomes a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTransformation {
    /// Kept byte for byte, whatever it is.
    pub text: String,
    pub description: String,
    pub at: Timestamp,
    pub who: String,
}

/// A version without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransformationVersion {
    /// From 1.
    pub number: u32,
    pub at: Timestamp,
    pub who: String,
    pub description: String,
    /// SHA-256 of the text, in hexadecimal: equal where the texts are.
    pub hash: String,
}
