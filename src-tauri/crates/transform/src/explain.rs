//! What every mapping did with an entity, and why.

use zonedesk_jsonpath::{Compared, Draft, Fault, Node, Value, Written};

use crate::run::RunError;

/// Is told what each mapping did. Costs nothing where nobody looks.
pub trait Trace {
    const LOOKS: bool;
    fn mapping(&mut self, told: Explained);
}

/// Does not look.
impl Trace for () {
    const LOOKS: bool = false;
    fn mapping(&mut self, _: Explained) {}
}

impl Trace for Vec<Explained> {
    const LOOKS: bool = true;
    fn mapping(&mut self, told: Explained) {
        self.push(told);
    }
}

/// What one mapping did.
#[derive(Debug, Clone)]
pub struct Explained {
    /// JSON pointer of the mapping.
    pub pointer: String,
    pub outcome: Outcome,
    /// Where in the input the value was read: normalised paths. Empty for values that are not from there.
    pub sources: Vec<String>,
    /// Where in the output it was written.
    pub targets: Vec<String>,
    /// The value as it was read.
    pub value: Option<Value>,
    pub functions: Vec<FunctionRun>,
    /// The value as it was written.
    pub result: Option<Value>,
}

#[derive(Debug, Clone)]
pub enum Outcome {
    Ran,
    Not(Why),
    Failed(RunError),
}

/// Why a mapping did not run to its end.
#[derive(Debug, Clone)]
pub enum Why {
    Ignored,
    /// The mapping is for another operation.
    Scope,
    /// The condition does not hold: the comparisons that were made, and what could not be evaluated.
    Condition {
        comparisons: Vec<Compared>,
        fault: Option<Fault>,
    },
    Missing,
    /// The value is null and the mapping optional.
    Null,
    /// The variable is not set.
    Unset(String),
    /// The target's elements are not there.
    NoElements,
}

/// A function's part in it.
#[derive(Debug, Clone)]
pub struct FunctionRun {
    pub name: String,
    /// Whether its condition held, for any element.
    pub ran: bool,
    pub before: Option<Value>,
    pub after: Option<Value>,
}

/// What is noted while a mapping runs; nothing where nobody looks.
pub(crate) struct Notes(Option<Box<Explained>>);

impl Notes {
    pub fn new<T: Trace>(pointer: &str) -> Self {
        Self(T::LOOKS.then(|| {
            Box::new(Explained {
                pointer: pointer.to_owned(),
                outcome: Outcome::Ran,
                sources: Vec::new(),
                targets: Vec::new(),
                value: None,
                functions: Vec::new(),
                result: None,
            })
        }))
    }

    pub fn look(&self) -> bool {
        self.0.is_some()
    }

    pub fn source(&mut self, place: String) {
        if let Some(told) = &mut self.0 {
            told.sources.push(place);
        }
    }

    pub fn value(&mut self, value: Option<&Draft<'_>>) {
        if let Some(told) = &mut self.0 {
            told.value = value.map(|draft| Node::from(draft).to_value());
        }
    }

    pub fn function(&mut self, run: FunctionRun) {
        if let Some(told) = &mut self.0 {
            told.functions.push(run);
        }
    }

    pub fn result(&mut self, value: &Draft<'_>) {
        if let Some(told) = &mut self.0 {
            told.result = Some(Node::from(value).to_value());
        }
    }

    pub fn written(&mut self) -> Written<'_> {
        self.0.as_mut().map(|told| &mut told.targets)
    }

    pub fn hand_over<T: Trace>(self, outcome: Outcome, trace: &mut T) {
        if let Some(mut told) = self.0 {
            told.outcome = outcome;
            trace.mapping(*told);
        }
    }
}
