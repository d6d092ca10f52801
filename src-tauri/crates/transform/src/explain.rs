//! What every mapping did with an entity, and why.

use std::sync::Arc;

use zonedesk_jsonpath::{Compared, Draft, Fault, Node, Value, Written};

use crate::run::RunError;

/// Is told what each mapping did. Costs nothing where nobody looks.
pub trait Trace {
    const LOOKS: bool;
    fn mapping(&mut self, told: Explained);

    /// Of the entity type, before the first mapping.
    fn condition(&mut self, _told: Tested) {}

    /// How the date is written in this run, where anything asks for it.
    fn date(&mut self, _date: &str) {}
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

/// What one mapping did. A value that went through unchanged is held once.
#[derive(Debug, Clone)]
pub struct Explained {
    /// JSON pointer of the mapping.
    pub pointer: Arc<str>,
    pub outcome: Outcome,
    /// Its condition, where it has one that was asked.
    pub condition: Option<Tested>,
    /// Where in the input the value was read: normalised paths. Empty for values that are not from there.
    pub sources: Vec<String>,
    /// Where in the output it was written.
    pub targets: Vec<String>,
    /// The value as it was read.
    pub value: Option<Arc<Value>>,
    pub functions: Vec<FunctionRun>,
    /// The value as it was written.
    pub result: Option<Arc<Value>>,
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
    /// The condition does not hold.
    Condition,
    Missing,
    /// The value is null and the mapping optional.
    Null,
    /// The variable is not set.
    Unset(String),
    /// The target's elements are not there.
    NoElements,
}

/// A condition that was asked.
#[derive(Debug, Clone)]
pub struct Tested {
    /// With properties and variables in place.
    pub text: String,
    pub holds: bool,
    /// Those that were made; their places are those of `text`.
    pub comparisons: Vec<Compared>,
    /// Why it could not be evaluated.
    pub fault: Option<Fault>,
}

/// A function's part in it.
#[derive(Debug, Clone)]
pub struct FunctionRun {
    pub name: String,
    /// Whether its condition held, for any element.
    pub ran: bool,
    pub before: Option<Arc<Value>>,
    pub after: Option<Arc<Value>>,
}

/// What is noted while a mapping runs; nothing where nobody looks.
pub(crate) struct Notes(Option<Box<Explained>>);

impl Notes {
    pub fn new<T: Trace>(pointer: &Arc<str>) -> Self {
        Self(T::LOOKS.then(|| {
            Box::new(Explained {
                pointer: Arc::clone(pointer),
                outcome: Outcome::Ran,
                condition: None,
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

    pub fn condition(&mut self, tested: Tested) {
        if let Some(told) = &mut self.0 {
            told.condition = Some(tested);
        }
    }

    pub fn source(&mut self, place: String) {
        if let Some(told) = &mut self.0 {
            told.sources.push(place);
        }
    }

    pub fn value(&mut self, value: Option<&Draft<'_>>) {
        if let Some(told) = &mut self.0 {
            told.value = value.map(own);
        }
    }

    /// `after` is what the function made of the value before, which is known already.
    pub fn function(&mut self, name: &str, ran: bool, after: Option<Value>) {
        if let Some(told) = &mut self.0 {
            let before = told.latest().cloned();
            told.functions.push(FunctionRun {
                name: name.to_owned(),
                ran,
                before,
                after: after.map(Arc::new),
            });
        }
    }

    /// The value that is written: the latest one, or where that is missing a default.
    pub fn result(&mut self, value: &Draft<'_>) {
        if let Some(told) = &mut self.0 {
            told.result = told.latest().cloned().or_else(|| Some(own(value)));
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

impl Explained {
    /// The value as far as it came.
    fn latest(&self) -> Option<&Arc<Value>> {
        match self.functions.last() {
            Some(run) => run.after.as_ref(),
            None => self.value.as_ref(),
        }
    }
}

fn own(draft: &Draft<'_>) -> Arc<Value> {
    Arc::new(Node::from(draft).to_value())
}
