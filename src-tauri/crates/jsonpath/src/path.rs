//! Paths: where in a document something is read, or written.

mod functions;
pub(crate) mod parse;
mod place;
mod read;
mod reader;
mod scope;

use std::ops::Range;

pub(crate) use place::Place;
pub use read::{Hit, Reading};
pub use scope::{Fault, Fuel, Properties, Scope};

use crate::condition::Condition;
use crate::document::Name;
use crate::finding::Parsed;
use crate::value::Value;

/// A compiled path.
#[derive(Debug, Clone, Default)]
pub struct Path {
    /// Starts with `@`: read from the current element.
    pub relative: bool,
    pub steps: Vec<Step>,
    /// Where each step stands in the text.
    pub spans: Vec<Range<usize>>,
    definite: bool,
    /// How many steps at the beginning lead to one place at most.
    firm: usize,
    /// Only names and indexes counted from the front.
    plain: bool,
}

/// One step of a path.
#[derive(Debug, Clone)]
pub enum Step {
    /// `.name`, `['name']`
    Name(Name),
    /// `['a','b']`
    Names(Vec<Name>),
    /// `[0]`, `[-1]`
    Index(i32),
    /// `[0,2]`
    Indexes(Vec<i32>),
    /// `[1:3]`, `[2:]`, `[:2]`; at least one bound
    Slice { from: Option<i32>, to: Option<i32> },
    /// `*`, `[*]`
    All,
    /// `..`
    Deep,
    /// `[?(…)]`
    Filter(Box<Condition>),
    /// `length()`, `index(1)`
    Call(Call),
}

/// A function behind a path.
#[derive(Debug, Clone)]
pub struct Call {
    pub name: String,
    /// `None` when there is none of that name.
    pub function: Option<Function>,
    pub arguments: Vec<Argument>,
}

/// The functions that can stand behind a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// `length()` and `size()`
    Length,
    Min,
    Max,
    Avg,
    Sum,
    Stddev,
    Keys,
    First,
    Last,
    Index,
    Concat,
    Append,
}

/// An argument of a function.
#[derive(Debug, Clone)]
pub enum Argument {
    /// Text that no JSON value can be read from fails when it is used.
    Json(Option<Value>),
    Path(Path),
}

impl Path {
    /// Reads a path, with or without its `$`.
    #[must_use]
    pub fn parse(text: &str) -> Parsed<Self> {
        parse::parse(text)
    }

    /// Whether the path leads to one place at most.
    #[must_use]
    pub fn is_definite(&self) -> bool {
        self.definite
    }

    /// Whether a function stands in the path: what it gives has no place in the document.
    #[must_use]
    pub fn has_call(&self) -> bool {
        self.steps.iter().any(|s| matches!(s, Step::Call(_)))
    }

    /// Whether the step at an index leads to one place at most.
    fn is_definite_step(&self, index: usize) -> bool {
        match &self.steps[index] {
            Step::Name(_) | Step::Index(_) | Step::Call(_) => true,
            Step::Names(_) => index + 1 == self.steps.len(),
            Step::Indexes(_) | Step::Slice { .. } | Step::All | Step::Deep | Step::Filter(_) => false,
        }
    }

    /// Works out what is known about the path as a whole.
    fn finish(mut self) -> Self {
        let turned = self.turn_scan_into_argument();
        self.measure();
        self.definite = self.firm == self.steps.len();
        if turned {
            // what stands behind the function still counts as standing behind the scan
            self.firm = 0;
        }
        self
    }

    fn measure(&mut self) {
        self.firm = (0..self.steps.len()).take_while(|&i| self.is_definite_step(i)).count();
        self.plain = self.steps.iter().all(|s| matches!(s, Step::Name(_) | Step::Index(0..)));
    }

    /// A function at the end of a path that starts with `..` is called once, with all matches as its argument in the
    /// place of those it was written with: `$..a.sum()` is `$.sum($..a)`.
    fn turn_scan_into_argument(&mut self) -> bool {
        if !matches!((self.steps.first(), self.steps.last()), (Some(Step::Deep), Some(Step::Call(_)))) {
            return false;
        }
        let Some(first) = self.steps.iter().position(|s| matches!(s, Step::Call(_))) else { return false };
        let behind = self.steps.split_off(first);
        let matches = Self {
            steps: std::mem::replace(&mut self.steps, behind),
            spans: self.spans.drain(..first).collect(),
            ..Self::default()
        };
        if let Some(Step::Call(call)) = self.steps.first_mut() {
            call.arguments = vec![Argument::Path(matches.finish())];
        }
        true
    }
}
