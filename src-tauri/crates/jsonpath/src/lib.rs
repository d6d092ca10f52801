//! The path and condition dialect of Jayway JsonPath: parse, read, write.
//!
//! Invariants
//! - Pure: no I/O, no clock, no randomness. Same input, same output, byte for byte.
//! - Parsers never fail: they return what they understood and the findings.

mod value;

pub use value::{Number, Object, Value, write_string};
