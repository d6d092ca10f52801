//! The functions of mappings: made ready once, applied to each value.

mod apply;
mod arguments;
mod bytes;
mod casing;
mod catalog;
mod date;
mod maps;
mod operation;
mod password;
mod places;
mod regexes;
mod strings;

pub use apply::{Data, Env, Function, MAX_SIZE, Outside};
pub use catalog::{COMMON, FUNCTIONS, FunctionInfo, ParameterInfo, Takes, function};

use crate::dates::{DateError, PatternError};

/// Why a function cannot be made ready, or has no result.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum FunctionError {
    #[error("there is no function \"{0}\"")]
    Unknown(String),
    #[error("the parameter {0} is missing")]
    MissingParameter(&'static str),
    #[error("the parameter {name} takes {wanted}, not {given}")]
    ParameterType { name: &'static str, wanted: &'static str, given: String },
    #[error("the parameter {name}: {problem}")]
    ParameterValue { name: &'static str, problem: String },
    #[error("regular expression: {0}")]
    Regex(String),
    #[error("date pattern: {0}")]
    Pattern(#[from] PatternError),
    #[error("it works on {wanted}, not on {given}")]
    Input { wanted: &'static str, given: String },
    #[error("{0}")]
    Date(#[from] DateError),
    #[error("the indexes {begin} to {end} lie outside of a text of {length}")]
    Range { begin: i64, end: i64, length: usize },
    #[error("the regular expression has no group {0}")]
    NoGroup(usize),
    #[error("\"{text}\" is no {algorithm}")]
    NotEncoded { algorithm: &'static str, text: String },
    #[error("the result is larger than {} bytes", MAX_SIZE)]
    TooLarge,
}

#[cfg(test)]
mod tests;
