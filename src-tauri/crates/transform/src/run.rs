//! Running a program on an entity.

mod steps;

use std::collections::BTreeMap;

use zonedesk_jsonpath::{Draft, Fault, Fuel, Node, SyntaxError, Tape, Value, WriteFault};

use crate::compile::Program;
use crate::dates::DateError;
use crate::explain::Trace;
use crate::functions::{FunctionError, Outside};
use crate::model::Operation;

/// The largest entity, in bytes, that a run gives.
pub const MAX_OUTPUT: usize = 64 << 20;

/// What is asked of a run, beside the entity.
#[derive(Debug, Clone)]
pub struct Request {
    pub operation: Operation,
    /// The variables that are set before the first mapping: `entityBaseLocation`, and for a write transformation
    /// `entityIdTargetSystem`, unless the entity is created.
    pub variables: BTreeMap<String, Value>,
    /// In a proxy's write transformation, only the mapping for `entityIdTargetSystem` keeps an entity from being deleted.
    pub proxy: bool,
}

impl Request {
    #[must_use]
    pub fn new(operation: Operation) -> Self {
        Self { operation, variables: BTreeMap::new(), proxy: false }
    }
}

/// What a run came to.
#[derive(Debug, Clone, PartialEq)]
pub enum Ended<T> {
    /// The entity that came out.
    Entity(T),
    /// Nothing comes out of this entity, and that is as it should be.
    Skipped(Skip),
    /// The entity is to be deleted.
    Deleted,
}

/// Why nothing comes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Skip {
    /// The entity type is ignored.
    Ignored,
    /// Its condition does not hold.
    Condition,
    /// The operation is among those to be skipped.
    Operation,
}

/// Why an entity failed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{pointer}: {reason}{}", .path.as_ref().map(|p| format!(" ({p})")).unwrap_or_default())]
pub struct RunError {
    /// JSON pointer of the mapping; empty where the entity itself is no JSON.
    pub pointer: String,
    /// The path that was read or written.
    pub path: Option<String>,
    pub reason: Box<Reason>,
}

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Reason {
    #[error("the value is missing")]
    Missing,
    #[error("the variable {0} is not set")]
    Unset(String),
    #[error(transparent)]
    Read(Fault),
    #[error(transparent)]
    Write(WriteFault),
    #[error("{function}: {error}")]
    Function { function: String, error: FunctionError },
    #[error("the date can't be written: {0}")]
    Date(DateError),
    #[error("the entity is no JSON: {0}")]
    Input(#[from] SyntaxError),
    #[error("the result is larger than {MAX_OUTPUT} bytes")]
    TooLarge,
}

/// Runs a program on texts, one after the other, with the same memory.
#[derive(Debug)]
pub struct Runner<'p> {
    program: &'p Program,
    tape: Tape,
}

impl<'p> Runner<'p> {
    #[must_use]
    pub fn new(program: &'p Program) -> Self {
        Self { program, tape: Tape::new() }
    }

    /// Runs on the JSON of an entity and appends that of the result, on one line.
    ///
    /// # Errors
    /// [`RunError`]; `out` is then as it was.
    pub fn run(
        &mut self,
        entity: &[u8],
        request: &Request,
        outside: &mut dyn Outside,
        out: &mut Vec<u8>,
    ) -> Result<Ended<()>, RunError> {
        self.run_traced(entity, request, outside, &mut (), out)
    }

    /// Like [`Runner::run`], telling what every mapping did.
    ///
    /// # Errors
    /// As [`Runner::run`].
    pub fn run_traced<T: Trace>(
        &mut self,
        entity: &[u8],
        request: &Request,
        outside: &mut dyn Outside,
        trace: &mut T,
        out: &mut Vec<u8>,
    ) -> Result<Ended<()>, RunError> {
        let write = |draft: &Draft<'_>, out: &mut Vec<u8>, limit| draft.write_json_within(out, limit);
        self.run_written(entity, request, outside, trace, out, write)
    }

    /// Like [`Runner::run_traced`], with what comes out appended as `write` does it: not longer than its last argument
    /// says, and whether that was enough.
    ///
    /// # Errors
    /// As [`Runner::run`].
    pub fn run_written<T: Trace>(
        &mut self,
        entity: &[u8],
        request: &Request,
        outside: &mut dyn Outside,
        trace: &mut T,
        out: &mut Vec<u8>,
        write: impl FnOnce(&Draft<'_>, &mut Vec<u8>, usize) -> bool,
    ) -> Result<Ended<()>, RunError> {
        let here = |reason| RunError { pointer: String::new(), path: None, reason: Box::new(reason) };
        let document = self.tape.parse(entity).map_err(|e| here(e.into()))?;
        let fuel = Fuel::default();
        match self.program.run(Node::from(&document), request, &fuel, outside, trace)? {
            Ended::Entity(draft) => {
                let start = out.len();
                if !write(&draft, out, start + MAX_OUTPUT) {
                    out.truncate(start);
                    let pointer = self.program.pointer.clone();
                    return Err(RunError { pointer, path: None, reason: Box::new(Reason::TooLarge) });
                }
                Ok(Ended::Entity(()))
            }
            Ended::Skipped(skip) => Ok(Ended::Skipped(skip)),
            Ended::Deleted => Ok(Ended::Deleted),
        }
    }
}
