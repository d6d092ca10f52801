//! The path and condition dialect of Jayway JsonPath: parse, read, write.
//!
//! Invariants
//! - Pure: no I/O, no clock, no randomness. Same input, same output, byte for byte.
//! - Parsers never fail: they return what they understood and the findings.
//! - What is not looked at is neither copied nor unescaped: values are spans of the text they were read from.
//! - Every evaluation ends: depth, steps and backtracking are bounded.

mod condition;
mod cursor;
mod decimal;
mod document;
mod draft;
mod finding;
mod node;
mod path;
pub mod regex;
mod target;
mod value;

pub use condition::{Compared, Condition, Expression, Observer, Operator, Term, Test};
pub use document::{Document, Kind, MAX_DEPTH, Member, Name, Outline, OutlinedList, SyntaxError, Tape};
pub use draft::Draft;
pub use finding::{Finding, Parsed, Problem, Severity};
pub use node::{ChildName, Children, Node};
pub use path::{Argument, Call, Fault, Fuel, Function, Hit, Path, Properties, Reading, Scope, Step};
pub use target::{MAX_INDEX, Target, TargetProblem, Use, WriteFault, Written};
pub use value::{Number, Object, Value, write_string};
