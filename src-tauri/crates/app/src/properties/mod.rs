//! Properties of systems and destinations: what is known of them, what is wrong with them, reading and changing them.
//!
//! What can be wrong is decided by two pure functions: `check::value` for a property by itself, `cross::check` for all
//! of them together.

pub(crate) mod check;
pub(crate) mod cross;
pub(crate) mod destination_file;
mod findings;
pub(crate) mod known;
pub(crate) mod lines;
mod read;
mod save;
pub(crate) mod state;
#[cfg(test)]
mod tests;
pub mod texts;

pub use read::{known_properties, properties, properties_as_text, properties_of_text};
pub(crate) use save::refusal;
pub use save::{properties_check, properties_save};
