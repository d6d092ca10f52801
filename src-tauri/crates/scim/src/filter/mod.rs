//! Filters: RFC 7644 §3.4.2.2 and the subset that UAA takes.

mod build;
mod parse;
mod print;
mod query;
mod rows;
mod sql_time;

pub use parse::{FilterError, FilterProblem};
pub use query::{Cell, Column, Query, QueryError, Row, Table};

/// Which grammar a text is read by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// UAA: `eq co sw pr gt ge lt le`, `and`, `or`, parentheses; `'` stands for `"` where the text does not parse
    /// otherwise (UAA, `SimpleSearchQueryConverter`).
    Uaa,
    /// All of RFC 7644 §3.4.2.2.
    Rfc7644,
}

/// `name`, `name.familyName` or either with a schema's URN before it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AttrPath {
    pub urn: Option<String>,
    pub name: String,
    pub sub: Option<String>,
}

/// Operators that hold an attribute against a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CompareOp {
    Eq,
    Ne,
    Co,
    Sw,
    Ew,
    Gt,
    Ge,
    Lt,
    Le,
}

impl CompareOp {
    const ALL: [(Self, &'static str); 9] = [
        (Self::Eq, "eq"),
        (Self::Ne, "ne"),
        (Self::Co, "co"),
        (Self::Sw, "sw"),
        (Self::Ew, "ew"),
        (Self::Gt, "gt"),
        (Self::Ge, "ge"),
        (Self::Lt, "lt"),
        (Self::Le, "le"),
    ];

    /// As written in a filter.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(op, _)| *op == self).map_or("", |(_, text)| text)
    }

    fn from_word(word: &str, dialect: Dialect) -> Option<Self> {
        let (op, _) = Self::ALL.iter().find(|(_, text)| text.eq_ignore_ascii_case(word))?;
        (dialect == Dialect::Rfc7644 || !matches!(op, Self::Ne | Self::Ew)).then_some(*op)
    }
}

/// The right side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Literal {
    Text(String),
    /// As it was spelled; a JSON number.
    Number(String),
    Bool(bool),
    Null,
}

/// A filter. `And` and `Or` hold two terms or more and no term of their own kind (as read and as built).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Filter {
    Present(AttrPath),
    Compare(AttrPath, CompareOp, Literal),
    And(Vec<Filter>),
    Or(Vec<Filter>),
    Not(Box<Filter>),
    /// `emails[type eq "work"]`.
    ValuePath(AttrPath, Box<Filter>),
}
