//! What every mapping did with an entity, and why.

use std::sync::Arc;

use zonedesk_jsonpath::{Compared, Draft, Fault, Node, Object, Value, Written};

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

/// All that a run tells of itself.
#[derive(Debug, Default)]
pub struct Heard {
    /// In the order of the document.
    pub mappings: Vec<Explained>,
    /// Of the entity type, where it has one that was asked.
    pub condition: Option<Tested>,
    /// How the date is written in this run, where anything asked for it.
    pub date: Option<String>,
}

impl Trace for Heard {
    const LOOKS: bool = true;

    fn mapping(&mut self, told: Explained) {
        self.mappings.push(told);
    }

    fn condition(&mut self, told: Tested) {
        self.condition = Some(told);
    }

    fn date(&mut self, date: &str) {
        self.date = Some(date.to_owned());
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

/// What stands in place of a value that is not to be seen.
const HIDDEN: &str = "••••••••";

impl Explained {
    /// For those who keep it: cuts each value behind about `most` bytes of its JSON, and hides the members whose names
    /// `is_secret` knows, at any depth; all values where a path or function of the mapping has such a name. Gives about
    /// how many bytes are left.
    pub fn shorten(&mut self, most: usize, is_secret: &dyn Fn(&str) -> bool) -> usize {
        let names = self.sources.iter().chain(&self.targets).map(String::as_str);
        if names.chain(self.functions.iter().map(|run| run.name.as_str())).any(is_secret) {
            self.hide();
        }
        let mut kept = 0;
        let mut shorten = |value: &mut Value| {
            let mut left = most;
            *value = shortened(value, &mut left, is_secret);
            kept += most - left;
        };
        for place in self.values() {
            let mut value = (**place).clone();
            shorten(&mut value);
            *place = Arc::new(value);
        }
        if let Some(tested) = &mut self.condition {
            tested.values().for_each(shorten);
        }
        kept
    }

    /// Hides every value.
    pub fn hide(&mut self) {
        for place in self.values() {
            *place = Arc::new(Value::from(HIDDEN));
        }
        if let Some(tested) = &mut self.condition {
            tested.hide();
        }
    }

    fn values(&mut self) -> impl Iterator<Item = &mut Arc<Value>> {
        let functions = self.functions.iter_mut().flat_map(|run| run.before.iter_mut().chain(&mut run.after));
        self.value.iter_mut().chain(&mut self.result).chain(functions)
    }

    /// The value as far as it came.
    fn latest(&self) -> Option<&Arc<Value>> {
        match self.functions.last() {
            Some(run) => run.after.as_ref(),
            None => self.value.as_ref(),
        }
    }
}

impl Tested {
    /// As [`Explained::shorten`]; all values where the condition itself has a secret's name in it.
    pub fn shorten(&mut self, most: usize, is_secret: &dyn Fn(&str) -> bool) {
        if is_secret(&self.text) {
            self.hide();
        }
        self.values().for_each(|value| *value = shortened(value, &mut { most }, is_secret));
    }

    fn hide(&mut self) {
        self.values().for_each(|value| *value = Value::from(HIDDEN));
    }

    fn values(&mut self) -> impl Iterator<Item = &mut Value> {
        self.comparisons.iter_mut().flat_map(|made| made.left.iter_mut().chain(&mut made.right))
    }
}

/// The beginning of a value, of about `left` bytes.
fn shortened(value: &Value, left: &mut usize, is_secret: &dyn Fn(&str) -> bool) -> Value {
    let (size, kept) = match value {
        Value::Null | Value::Bool(_) => (4, value.clone()),
        Value::Number(number) => (number.as_str().len(), value.clone()),
        Value::String(text) => {
            let kept = &text[..text.floor_char_boundary(*left)];
            (kept.len() + 2, Value::from(kept))
        }
        Value::Array(items) => {
            let mut kept = Vec::new();
            for item in items {
                if *left == 0 {
                    break;
                }
                kept.push(shortened(item, left, is_secret));
            }
            (1, Value::Array(kept))
        }
        Value::Object(members) => {
            let mut kept = Object::new();
            for (name, value) in members.iter() {
                if *left == 0 {
                    break;
                }
                *left = left.saturating_sub(name.len() + 4);
                let hidden = is_secret(name) && !value.is_null();
                let value = if hidden { Value::from(HIDDEN) } else { shortened(value, left, is_secret) };
                kept.insert(name, value);
            }
            (1, Value::Object(kept))
        }
    };
    *left = left.saturating_sub(size);
    kept
}

fn own(draft: &Draft<'_>) -> Arc<Value> {
    Arc::new(Node::from(draft).to_value())
}

#[cfg(test)]
mod tests {
    use zonedesk_jsonpath::Tape;

    use super::*;

    fn value(text: &str) -> Value {
        Node::from(&Tape::new().parse(text.as_bytes()).unwrap()).to_value()
    }

    #[test]
    fn what_is_kept_is_short_and_without_secrets() {
        let is_secret = |name: &str| name.to_lowercase().contains("password");
        for (given, sources, most, kept) in [
            (r#"{"userName":"jo","n":1}"#, "$['x']", 100, r#"{"userName":"jo","n":1}"#),
            (
                r#"{"Password":"s3","x":[{"oldPassword":null}]}"#,
                "$['x']",
                100,
                r#"{"Password":"••••••••","x":[{"oldPassword":null}]}"#,
            ),
            (r#""s3""#, "$['password']", 100, r#""••••••••""#),
            (r#"["aaaaa","bbbbb","ccccc"]"#, "$['x']", 10, r#"["aaaaa","bbb"]"#),
            (r#"{"a":"aaaaaaaa","b":"bbb"}"#, "$['x']", 9, r#"{"a":"aaaa"}"#),
            ("\"ööööö\"", "$['x']", 5, "\"öö\""),
        ] {
            let mut told = Explained {
                pointer: "/user/mappings/0".into(),
                outcome: Outcome::Ran,
                condition: None,
                sources: vec![sources.to_owned()],
                targets: Vec::new(),
                value: Some(Arc::new(value(given))),
                functions: Vec::new(),
                result: None,
            };
            told.shorten(most, &is_secret);
            assert_eq!(told.value.unwrap().to_string(), kept, "{given}");
        }
    }
}
