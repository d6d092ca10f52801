//! Transformation documents: load, check, compile, run, explain, compare.
//!
//! Invariants
//! - Pure: no I/O, no clock, no randomness. Time, randomness and the resolution of ids are passed in.
//! - Loading and checking never fail: they return what they understood and the findings.
//! - The text is the document: saving is writing it; every change of it is an edit that leaves the rest as it was.
//! - Text becomes bounded output: depth, regex steps and the size of values have limits.

mod check;
mod codes;
pub mod compare;
mod compile;
mod copies;
pub mod dates;
mod defaults;
mod edit;
mod explain;
mod finding;
pub mod functions;
mod load;
mod model;
mod names;
mod properties;
mod run;
mod steps;
mod suggest;
mod template;
pub mod text;
pub mod words;

pub use check::{Circumstances, Direction, PREDEFINED, check, guess};
pub use codes::Code;
pub use compile::{CompileError, CompileProblem, DATE_FORMAT_PROPERTY, Program, TARGET_ID};
pub use copies::{Copied, CopiedMember, Copier, Copies, Opened};
pub use defaults::{DEFAULT_READ, DEFAULT_WRITE};
pub use edit::{Act, ActError, edits};
pub use explain::{Explained, FunctionRun, Heard, Outcome, Tested, Trace, Why};
pub use finding::{Finding, Fix, Severity};
pub use load::{ENTITY_KEYS, MAPPING_KEYS};
pub use model::{
    Entity, FunctionCall, Given, Mapping, MappingType, Operation, Parameter, Scope, Text, Transformation,
    ValueMapping,
};
pub use properties::{Expanded, Properties, UNSET, Use, expand, expand_value};
pub use run::{Ended, MAX_OUTPUT, Reason, Request, RunError, Runner, Skip};
pub use template::{Lookup, Template, fill_value};
// What an entity that comes out is made of.
pub use zonedesk_jsonpath::{Draft, Kind as JsonKind, Name, Node, Outline, OutlinedList, Tape, write_string};
