//! JSON text as a person types it: read with spans whatever its state, laid out anew, edited in place.

mod edit;
mod layout;
mod lines;
mod parse;
mod strings;
mod tree;

pub use edit::{EditError, TextEdit, apply, insert_item, insert_member, move_item, remove, set};
pub use layout::pretty;
pub use lines::{Lines, Position};
pub(crate) use parse::read;
pub use parse::{MAX_DEPTH, parse};
pub use strings::{offset_in_literal, unescape};
pub use tree::{Json, Kind, Member, Span, pointer_token};
