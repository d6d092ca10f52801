//! Conditions: what stands in `[?(…)]`, and what decides whether a mapping runs.

mod compare;
mod evaluate;
mod literal;
pub(crate) mod parse;
mod sap;

use std::ops::Range;

pub use evaluate::{Compared, Observer};
pub(crate) use literal::relaxed_json;

use crate::decimal::Decimal;
use crate::finding::Parsed;
use crate::path::Path;
use crate::regex::Regex;
use crate::value::Value;

/// A compiled condition.
#[derive(Debug, Clone)]
pub struct Condition {
    pub root: Expression,
}

/// A condition that could not be read holds for nothing.
impl Default for Condition {
    fn default() -> Self {
        Self { root: Expression::Any(Vec::new()) }
    }
}

/// A part of a condition.
#[derive(Debug, Clone)]
pub enum Expression {
    /// `a || b`: holds where any does.
    Any(Vec<Expression>),
    /// `a && b`: holds where all do.
    All(Vec<Expression>),
    /// `!(a)`
    Not(Box<Expression>),
    /// `$.a`, `!$.a`
    Exists { path: Path, wanted: bool, span: Range<usize> },
    /// `a == b`; `sides` are where the two stand.
    Compare { left: Term, operator: Operator, right: Term, span: Range<usize>, sides: [Range<usize>; 2] },
    /// `isValidEmail($.emails[0].value)`
    Test { test: Test, span: Range<usize> },
}

/// A side of a comparison.
#[derive(Debug, Clone)]
pub enum Term {
    Path(Path),
    Null,
    Bool(bool),
    Number(Decimal),
    String(String),
    /// A list or an object; `None` when the text between the brackets is no JSON, which shows when it is used.
    Json(Option<Value>),
    Regex(Box<Regex>),
}

/// What stands between two terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operator {
    Equal,
    NotEqual,
    Identical,
    NotIdentical,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Matches,
    In,
    NotIn,
    Contains,
    AnyOf,
    NoneOf,
    SubsetOf,
    Size,
    Empty,
    Exists,
    Type,
    /// `all` and `matches`: their right side can't be written as text.
    Never(&'static str),
}

/// The functions that SAP adds to conditions
/// (SAP Cloud Identity Services, Manage Transformations, Transformation Expressions: conditions).
#[derive(Debug, Clone)]
pub enum Test {
    ValidEmail(Path),
    ApplicationSpecificGroup,
    RegularGroup,
    OptionalPrefix { path: Path, property: String },
    MandatoryPrefix { path: Path, property: String },
}

impl Condition {
    /// Reads a condition: what stands between `[?(` and `)]`.
    #[must_use]
    pub fn parse(text: &str) -> Parsed<Self> {
        parse::condition(text)
    }
}
