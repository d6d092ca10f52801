//! One run: its state, and what each mapping does to what comes out.

use std::borrow::Cow;
use std::cell::RefCell;

use zonedesk_jsonpath::{Draft, Fuel, Kind, Node, Path, Reading, Scope as ReadScope, Value, WriteFault};

use super::{Ended, Reason, Request, RunError, Skip};
use crate::compile::{Action, CURRENT_DATE, Constant, FunctionStep, Program, Source, Step, TARGET_ID};
use crate::dates::DateTime;
use crate::explain::{Notes, Outcome, Trace, Why};
use crate::functions::{Data, Env, Outside};
use crate::model::Operation;

impl Program {
    /// Runs on an entity. The result refers to it, to the program and to the request. `fuel` bounds the steps that paths
    /// and conditions take in this run.
    ///
    /// # Errors
    /// [`RunError`] with the mapping that failed.
    pub fn run<'a, T: Trace>(
        &'a self,
        entity: Node<'a>,
        request: &'a Request,
        fuel: &'a Fuel,
        outside: &mut dyn Outside,
        trace: &mut T,
    ) -> Result<Ended<Draft<'a>>, RunError> {
        if self.ignore {
            return Ok(Ended::Skipped(Skip::Ignored));
        }
        if self.skip_operations.contains(&request.operation) {
            return Ok(Ended::Skipped(Skip::Operation));
        }
        let mut run = Run {
            program: self,
            request,
            entity,
            fuel,
            variables: Vec::new(),
            date: None,
            outside: RefCell::new(outside),
        };
        if self.uses_date {
            let date = run.write_date()?;
            trace.date(&date);
            run.date = Some(date);
        }
        if request.operation == Operation::Delete {
            if !self.steps.iter().any(|step| run.keeps(step)) {
                return Ok(Ended::Deleted);
            }
        } else if let Some(test) = &self.condition {
            let lookup = |name: &str| run.text_of_variable(name);
            let holds = if T::LOOKS {
                let tested = test.explain(run.scope(), &lookup);
                let holds = tested.holds;
                trace.condition(tested);
                holds
            } else {
                test.holds(run.scope(), &lookup, &mut ()).unwrap_or(false)
            };
            if !holds {
                return Ok(Ended::Skipped(Skip::Condition));
            }
        }
        let mut document = Draft::Object(Vec::with_capacity(self.steps.len().min(32)));
        for step in &self.steps {
            run.step(step, &mut document, trace)?;
        }
        Ok(Ended::Entity(document))
    }
}

/// The state of one run.
struct Run<'a, 'r> {
    program: &'a Program,
    request: &'a Request,
    entity: Node<'a>,
    fuel: &'a Fuel,
    /// Those set on the way, the last one first to be found.
    variables: Vec<(&'a str, Draft<'a>)>,
    date: Option<String>,
    outside: RefCell<&'r mut dyn Outside>,
}

/// What a source gave.
enum Given<'a> {
    Value(Draft<'a>),
    Missing,
    /// The variable is not set.
    Unset(&'a str),
}

impl<'a> Run<'a, '_> {
    fn scope(&self) -> ReadScope<'a> {
        ReadScope::of(self.entity, &self.program.properties, self.fuel)
    }

    fn write_date(&self) -> Result<String, RunError> {
        let now = DateTime::from_milliseconds(self.outside.borrow_mut().now());
        let fail = |error| RunError {
            pointer: self.program.pointer.clone(),
            path: None,
            reason: Box::new(Reason::Date(error)),
        };
        self.program.date_format.write(&now).map_err(fail)
    }

    fn variable(&self, name: &str) -> Option<Node<'_>> {
        let own = self.variables.iter().rev().find(|(n, _)| *n == name).map(|(_, value)| Node::from(value));
        own.or_else(|| self.request.variables.get(name).map(Node::from))
    }

    fn text_of_variable(&self, name: &str) -> Option<String> {
        match self.variable(name) {
            Some(node) => Some(text(node).into_owned()),
            None if name == CURRENT_DATE => self.date.clone(),
            None => None,
        }
    }

    /// Whether a deletion becomes an update by this mapping: in a proxy by that of the entity's id alone.
    fn keeps(&self, step: &Step) -> bool {
        step.mapping.runs_on(Operation::Delete)
            && (!self.request.proxy
                || matches!(&step.action, Action::Set(Source::Variable { name, .. }) if name == TARGET_ID))
    }

    fn step<T: Trace>(
        &mut self,
        step: &'a Step,
        document: &mut Draft<'a>,
        trace: &mut T,
    ) -> Result<(), RunError> {
        let mapping = &step.mapping;
        let has_target = step.target.is_some() || mapping.target_variable.is_some();
        if !T::LOOKS && !has_target {
            // it would only count as a correlation key, and nobody asks
            return Ok(());
        }
        if !T::LOOKS && self.copy(step, document) {
            return Ok(());
        }
        let mut told = Notes::new::<T>(&step.pointer);
        let result = self.act(step, document, &mut told);
        let outcome = match result {
            Ok(outcome) => outcome,
            Err(_) if !has_target => Outcome::Not(Why::Missing),
            Err(reason) => {
                let path = match &reason {
                    Reason::Write(_) => mapping.target_path.as_ref(),
                    _ => mapping.source_path.as_ref(),
                };
                let error = RunError {
                    pointer: mapping.pointer.clone(),
                    path: path.map(|text| text.value.clone()),
                    reason: Box::new(reason),
                };
                told.hand_over(Outcome::Failed(error.clone()), trace);
                return Err(error);
            }
        };
        told.hand_over(outcome, trace);
        Ok(())
    }

    /// What most mappings are: a value that is there, taken from one place to another as it is. Whether it was that; all
    /// else is for [`Run::act`], which does the same with more to decide.
    fn copy(&self, step: &'a Step, document: &mut Draft<'a>) -> bool {
        let mapping = &step.mapping;
        let (Action::Set(Source::Path(path)), Some(target)) = (&step.action, &step.target) else {
            return false;
        };
        if step.condition.is_some()
            || !step.functions.is_empty()
            || mapping.target_variable.is_some()
            || !step.mapping.runs_on(self.request.operation)
        {
            return false;
        }
        let Some(node) = path.read_plain(self.entity) else { return false };
        let to_open = match node.kind() {
            Kind::Null => mapping.optional,
            Kind::Array => !mapping.preserve_array_with_single_element,
            _ => false,
        };
        !to_open && target.set(document, Draft::Kept(node), self.scope(), None).is_ok()
    }

    fn act(&mut self, step: &'a Step, document: &mut Draft<'a>, told: &mut Notes) -> Result<Outcome, Reason> {
        if matches!(step.action, Action::Ignore) {
            return Ok(Outcome::Not(Why::Ignored));
        }
        if !step.mapping.runs_on(self.request.operation) {
            return Ok(Outcome::Not(Why::Scope));
        }
        if let Some(test) = &step.condition {
            let lookup = |name: &str| self.text_of_variable(name);
            let holds = if told.look() {
                let tested = test.explain(self.scope(), &lookup);
                let holds = tested.holds;
                told.condition(tested);
                holds
            } else {
                test.holds(self.scope(), &lookup, &mut ()).unwrap_or(false)
            };
            if !holds {
                return Ok(Outcome::Not(Why::Condition));
            }
        }
        match &step.action {
            Action::Ignore => Ok(Outcome::Not(Why::Ignored)),
            Action::Remove => {
                if let Some(target) = &step.target {
                    target.remove(document, self.scope(), told.written()).map_err(Reason::Write)?;
                }
                Ok(Outcome::Ran)
            }
            Action::Rename(name) => {
                let renamed = match &step.target {
                    Some(target) => {
                        target.rename(document, name, self.scope(), told.written()).map_err(Reason::Write)?
                    }
                    None => 0,
                };
                Ok(if renamed == 0 { Outcome::Not(Why::Missing) } else { Outcome::Ran })
            }
            Action::Set(source) => {
                let given = self.source(source, told)?;
                let constant = matches!(source, Source::Constant(_));
                self.set(step, given, constant, document, told)
            }
            Action::Map { sources, entries } => {
                let mut key = Vec::with_capacity(sources.len());
                for path in sources {
                    match self.read(path, told)? {
                        Some(value) if value.kind() != Kind::Null => {
                            key.push(text(Node::from(&value)).into_owned());
                        }
                        _ => break,
                    }
                }
                let given = match entries.get(&key) {
                    Some(value) => Given::Value(Draft::Kept(Node::from(value))),
                    None => Given::Missing,
                };
                self.set(step, given, false, document, told)
            }
        }
    }

    fn source(&self, source: &'a Source, told: &mut Notes) -> Result<Given<'a>, Reason> {
        Ok(match source {
            Source::Path(path) => self.read(path, told)?.map_or(Given::Missing, Given::Value),
            Source::Constant(constant) => Given::Value(self.constant(constant)),
            Source::None => Given::Missing,
            Source::Variable { name, path } => {
                let set =
                    self.variables.iter().rev().find(|(n, _)| n == name).map(|(_, value)| value.clone());
                let set =
                    set.or_else(|| self.request.variables.get(name).map(|v| Draft::Kept(Node::from(v))));
                let date =
                    || self.date.clone().filter(|_| name == CURRENT_DATE).map(|d| Draft::Value(d.into()));
                let Some(value) = set.or_else(date) else { return Ok(Given::Unset(name)) };
                let Some(path) = path else { return Ok(Given::Value(value)) };
                let scope = ReadScope { root: Node::from(&value), item: Node::from(&value), ..self.scope() };
                match path.read(scope).map_err(Reason::Read)? {
                    Some(inner) => Given::Value(Draft::Value(Node::from(&inner).to_value())),
                    None => Given::Missing,
                }
            }
        })
    }

    fn constant(&self, constant: &'a Constant) -> Draft<'a> {
        match constant.filled(&|name| self.text_of_variable(name)) {
            Some(value) => Draft::Value(value),
            None => Draft::Kept(Node::from(&constant.value)),
        }
    }

    /// The value at a path of the entity. An empty list of an indefinite path is missing.
    fn read(&self, path: &Path, told: &mut Notes) -> Result<Option<Draft<'a>>, Reason> {
        let scope = self.scope();
        let found = if told.look() {
            match path.locate(scope).map_err(Reason::Read)? {
                Reading::Missing => None,
                Reading::One(hit) => {
                    told.source(hit.place);
                    Some(hit.value)
                }
                Reading::Many(hits) => Some(Draft::Array(
                    hits.into_iter()
                        .map(|hit| {
                            told.source(hit.place);
                            hit.value
                        })
                        .collect(),
                )),
            }
        } else {
            path.read(scope).map_err(Reason::Read)?
        };
        Ok(found.filter(|value| path.is_definite() || !Node::from(value).is_empty()))
    }

    fn set(
        &mut self,
        step: &'a Step,
        given: Given<'a>,
        constant: bool,
        document: &mut Draft<'a>,
        told: &mut Notes,
    ) -> Result<Outcome, Reason> {
        let mapping = &step.mapping;
        let mut unset = None;
        let given = match given {
            Given::Value(value) => Some(value),
            Given::Missing => None,
            // so that the id which a create is given before it has one stays
            Given::Unset(name) if name == TARGET_ID => return Ok(Outcome::Not(Why::Unset(name.to_owned()))),
            Given::Unset(name) => {
                unset = Some(name);
                None
            }
        };
        let whole = constant || mapping.preserve_array_with_single_element;
        let given = if whole { given } else { given.map(only_element) };
        told.value(given.as_ref());
        let value = if step.functions.is_empty() { given } else { self.functions(step, given, told)? };
        let value = match value {
            Some(value) if mapping.optional && value.kind() == Kind::Null => {
                return Ok(Outcome::Not(Why::Null));
            }
            Some(value) => value,
            None => match &step.default {
                Some(default) if mapping.optional || matches!(step.action, Action::Map { .. }) => {
                    self.constant(default)
                }
                _ if mapping.optional => return Ok(Outcome::Not(Why::Missing)),
                _ => return Err(unset.map_or(Reason::Missing, |name| Reason::Unset(name.to_owned()))),
            },
        };
        told.result(&value);
        if let Some(name) = &mapping.target_variable {
            let value = value.clone();
            self.variables.push((&name.value, value));
        }
        let Some(target) = &step.target else { return Ok(Outcome::Ran) };
        match target.set(document, value, self.scope(), told.written()) {
            Err(WriteFault::NothingThere) if mapping.optional => Ok(Outcome::Not(Why::NoElements)),
            done => done.map(|()| Outcome::Ran).map_err(Reason::Write),
        }
    }

    fn functions(
        &self,
        step: &'a Step,
        given: Option<Draft<'a>>,
        told: &mut Notes,
    ) -> Result<Option<Draft<'a>>, Reason> {
        let lookup = |name: &str| self.text_of_variable(name);
        let read = |path: &str| {
            let path = Path::parse(path).runnable().ok()?;
            path.read(self.scope()).ok()?.map(|draft| Node::from(&draft).to_value())
        };
        let mut data = given.map(|draft| Data::Json(Node::from(&draft).to_value()));
        for FunctionStep { name, function, condition } in &step.functions {
            let mut ran = condition.is_none();
            let mut holds = |item: &Value| match condition {
                None => true,
                Some(test) => {
                    let scope = self.scope().with_item(Node::from(item));
                    let holds = test.holds(scope, &lookup, &mut ()).unwrap_or(false);
                    ran |= holds;
                    holds
                }
            };
            let mut outside = self.outside.borrow_mut();
            let mut env = Env {
                variable: &lookup,
                read: &read,
                date_format: &self.program.date_format,
                outside: &mut **outside,
            };
            data = function
                .apply(data, &mut holds, &mut env)
                .map_err(|error| Reason::Function { function: name.clone(), error })?;
            if told.look() {
                told.function(name, ran, data.clone().map(Data::into_value));
            }
        }
        Ok(data.map(|data| Draft::Value(data.into_value())))
    }
}

/// The text of a variable or a key: a string is itself, anything else its JSON.
fn text(node: Node<'_>) -> Cow<'_, str> {
    node.as_str().unwrap_or_else(|| Cow::Owned(node.to_value().to_string()))
}

/// Of a list of one its element.
fn only_element(value: Draft<'_>) -> Draft<'_> {
    if value.kind() != Kind::Array || Node::from(&value).len() != 1 {
        return value;
    }
    let mut list = value;
    list.open_array().pop().unwrap_or_default()
}
