//! The path and condition dialect of Jayway JsonPath: parse, read, write.
//!
//! Invariants
//! - Pure: no I/O, no clock, no randomness. Same input, same output, byte for byte.
//! - Parsers never fail: they return what they understood and the findings.

mod document;
mod draft;
mod node;
mod value;

pub use document::{Document, Kind, MAX_DEPTH, Name, SyntaxError, Tape};
pub use draft::Draft;
pub use node::{ChildName, Children, Node};
pub use value::{Number, Object, Value, write_string};
