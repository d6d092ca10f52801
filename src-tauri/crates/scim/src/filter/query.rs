//! A filter as UAA's database answers it: attributes are columns, quoted values compare ignoring case, `%` and `_` are
//! wildcards, and a value of the wrong kind is refused instead of matching nothing.

use super::parse::hexadecimal;
use super::sql_time::timestamp;
use super::{AttrPath, CompareOp, Filter, Literal};
use crate::Timestamp;

/// What is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    Users,
    Groups,
}

/// A column of UAA's tables `users` and `groups`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    Id,
    Created,
    LastModified,
    Version,
    ZoneId,
    UserName,
    Email,
    GivenName,
    FamilyName,
    Active,
    PhoneNumber,
    Verified,
    Origin,
    ExternalId,
    LastLogon,
    PreviousLogon,
    DisplayName,
    Description,
}

/// A column's value in one row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    Text(&'a str),
    Number(i64),
    Time(Timestamp),
    Bool(bool),
    Null,
}

/// Something that a query can be asked of.
pub trait Row {
    fn cell(&self, column: Column) -> Cell<'_>;
}

/// Why UAA would refuse the filter with 400.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    #[error("{0} is no attribute that can be filtered by")]
    UnknownAttribute(String),
    #[error("{attr} cannot be held against {value}")]
    WrongKind { attr: String, value: String },
    #[error("the server knows no \"{0}\"")]
    Unsupported(&'static str),
}

/// A filter ready to be asked of many rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Query(Node);

#[derive(Debug, Clone, PartialEq)]
enum Node {
    Present(Column),
    Text(Column, CompareOp, String),
    Like(Column, Vec<Pattern>),
    Number(Column, CompareOp, i64),
    Time(Column, CompareOp, Timestamp),
    Bool(Column, CompareOp, bool),
    /// The database converts the value to something that no row holds.
    Nothing,
    And(Vec<Node>),
    Or(Vec<Node>),
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Pattern {
    Exactly(char),
    /// `_`
    One,
    /// `%`
    Many,
}

impl Filter {
    /// Resolves attributes to columns. Names ignore case, a schema's URN before them is not looked at.
    ///
    /// # Errors
    /// What UAA would refuse.
    pub fn compile(&self, table: Table) -> Result<Query, QueryError> {
        self.node(table).map(Query)
    }

    fn node(&self, table: Table) -> Result<Node, QueryError> {
        let all = |terms: &[Filter]| terms.iter().map(|term| term.node(table)).collect::<Result<Vec<_>, _>>();
        match self {
            Self::Present(attr) if says_nothing(table, attr) => Ok(Node::Present(Column::Id)),
            Self::Compare(attr, op, value) if says_nothing(table, attr) => match (attr.name.as_str(), op) {
                (_, CompareOp::Ne | CompareOp::Ew) => Err(QueryError::Unsupported(op.as_str())),
                (name, _) if name.to_ascii_lowercase().starts_with("passwd_") => {
                    Err(QueryError::WrongKind { attr: attr.to_string(), value: value.to_string() })
                }
                // UAA holds a password against an empty text
                (_, CompareOp::Gt | CompareOp::Ge) => Ok(Node::Present(Column::Id)),
                (_, CompareOp::Co | CompareOp::Sw) if attr.sub.is_none() => Ok(Node::Present(Column::Id)),
                _ => Ok(Node::Nothing),
            },
            Self::Present(attr) => Ok(Node::Present(column(table, attr)?)),
            Self::Compare(attr, op, value) => comparison(attr, column(table, attr)?, *op, value),
            Self::And(terms) => Ok(Node::And(all(terms)?)),
            Self::Or(terms) => Ok(Node::Or(all(terms)?)),
            Self::Not(_) => Err(QueryError::Unsupported("not")),
            Self::ValuePath(..) => Err(QueryError::Unsupported("[…]")),
        }
    }
}

impl Query {
    /// Whether the row would be in the answer.
    pub fn matches(&self, row: &impl Row) -> bool {
        self.0.matches(row)
    }

    /// `column = text` or an `or` of such: what an index can answer. The texts are in lower case.
    pub fn equal_texts(&self, column: Column) -> Option<Vec<&str>> {
        match &self.0 {
            Node::Or(terms) => terms.iter().map(|term| term.equal_text(column)).collect(),
            Node::And(terms) => terms.iter().find_map(|term| term.equal_text(column)).map(|text| vec![text]),
            term => term.equal_text(column).map(|text| vec![text]),
        }
    }

    /// The filter looks at that column.
    pub fn uses(&self, column: Column) -> bool {
        self.0.uses(column)
    }

    /// Every row matches: `id pr`, the filter that a list call without one has.
    pub fn is_everything(&self) -> bool {
        matches!(self.0, Node::Present(Column::Id | Column::Created | Column::LastModified | Column::Version))
    }
}

impl Node {
    fn uses(&self, wanted: Column) -> bool {
        match self {
            Self::Present(column)
            | Self::Text(column, ..)
            | Self::Like(column, _)
            | Self::Number(column, ..)
            | Self::Time(column, ..)
            | Self::Bool(column, ..) => *column == wanted,
            Self::Nothing => false,
            Self::And(terms) | Self::Or(terms) => terms.iter().any(|term| term.uses(wanted)),
        }
    }

    fn equal_text(&self, wanted: Column) -> Option<&str> {
        match self {
            Self::Text(column, CompareOp::Eq, text) if *column == wanted => Some(text),
            _ => None,
        }
    }

    fn matches(&self, row: &impl Row) -> bool {
        match self {
            Self::Present(column) => row.cell(*column) != Cell::Null,
            Self::Text(column, op, text) => match row.cell(*column) {
                Cell::Text(cell) if cell.is_ascii() && *op == CompareOp::Eq => {
                    cell.eq_ignore_ascii_case(text)
                }
                Cell::Text(cell) => holds(*op, cell.to_lowercase().as_str(), text.as_str()),
                _ => false,
            },
            Self::Like(column, pattern) => match row.cell(*column) {
                Cell::Text(cell) => like(&cell.to_lowercase(), pattern),
                _ => false,
            },
            Self::Number(column, op, number) => match row.cell(*column) {
                Cell::Number(cell) => holds(*op, cell, *number),
                _ => false,
            },
            Self::Time(column, op, time) => match row.cell(*column) {
                Cell::Time(cell) => holds(*op, cell, *time),
                _ => false,
            },
            Self::Bool(column, op, flag) => match row.cell(*column) {
                Cell::Bool(cell) => holds(*op, cell, *flag),
                _ => false,
            },
            Self::Nothing => false,
            Self::And(terms) => terms.iter().all(|term| term.matches(row)),
            Self::Or(terms) => terms.iter().any(|term| term.matches(row)),
        }
    }
}

fn holds<T: PartialOrd + Copy>(op: CompareOp, left: T, right: T) -> bool {
    match op {
        CompareOp::Eq => left == right,
        CompareOp::Ne => left != right,
        CompareOp::Gt => left > right,
        CompareOp::Ge => left >= right,
        CompareOp::Lt => left < right,
        CompareOp::Le => left <= right,
        // never compiled: `Node::Like` stands for them
        CompareOp::Co | CompareOp::Sw | CompareOp::Ew => false,
    }
}

/// SQL's `LIKE` without an escape.
fn like(text: &str, pattern: &[Pattern]) -> bool {
    let text: Vec<char> = text.chars().collect();
    let (mut t, mut p) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while t < text.len() {
        match pattern.get(p) {
            Some(Pattern::Many) => {
                retry = Some((t, p + 1));
                p += 1;
            }
            Some(Pattern::One) => (t, p) = (t + 1, p + 1),
            Some(Pattern::Exactly(c)) if *c == text[t] => (t, p) = (t + 1, p + 1),
            _ => {
                let Some((from, after)) = retry else { return false };
                retry = Some((from + 1, after));
                (t, p) = (from + 1, after);
            }
        }
    }
    pattern[p..].iter().all(|part| *part == Pattern::Many)
}

enum Kind {
    Text,
    Number,
    Time,
    Bool,
}

fn kind(column: Column) -> Kind {
    match column {
        Column::Created | Column::LastModified => Kind::Time,
        Column::Version | Column::LastLogon | Column::PreviousLogon => Kind::Number,
        Column::Active | Column::Verified => Kind::Bool,
        _ => Kind::Text,
    }
}

fn comparison(attr: &AttrPath, column: Column, op: CompareOp, value: &Literal) -> Result<Node, QueryError> {
    let wrong = || Err(QueryError::WrongKind { attr: attr.to_string(), value: value.to_string() });
    match op {
        CompareOp::Ne => return Err(QueryError::Unsupported("ne")),
        CompareOp::Ew => return Err(QueryError::Unsupported("ew")),
        CompareOp::Co | CompareOp::Sw => {
            return match value {
                // compared as what the database makes of them, which begins no text
                Literal::Number(_) | Literal::Bool(_) => Ok(Node::Nothing),
                Literal::Text(text) if timestamp(text).is_some() => Ok(Node::Nothing),
                Literal::Text(text) if matches!(kind(column), Kind::Text) => {
                    Ok(Node::Like(column, like_pattern(text, op)))
                }
                _ => wrong(),
            };
        }
        _ => {}
    }
    match (kind(column), value) {
        (Kind::Time, Literal::Text(text)) => match timestamp(text) {
            Some(time) => Ok(Node::Time(column, op, time)),
            None => wrong(),
        },
        (Kind::Text, Literal::Text(text)) => {
            // a moment is compared as the database writes it
            let text = timestamp(text)
                .map_or_else(|| text.to_lowercase(), |moment| moment.to_string().replace('T', " "));
            Ok(Node::Text(column, op, text))
        }
        (Kind::Text, Literal::Bool(flag)) => Ok(Node::Text(column, op, flag.to_string())),
        (Kind::Text, Literal::Number(number)) => match number_of(number) {
            Some(number) => Ok(Node::Text(column, op, sql_text(number))),
            None => wrong(),
        },
        (Kind::Number, Literal::Bool(flag)) => Ok(Node::Number(column, op, i64::from(*flag))),
        (Kind::Bool, Literal::Bool(flag)) => Ok(Node::Bool(column, op, *flag)),
        (Kind::Number | Kind::Bool, Literal::Number(number)) => {
            let Some(number) = number_of(number).filter(|number| number.is_finite()) else { return wrong() };
            // the database cuts the fraction off
            #[allow(clippy::cast_possible_truncation)]
            let whole = number.trunc() as i64;
            Ok(match kind(column) {
                Kind::Bool => Node::Bool(column, op, number != 0.0),
                _ => Node::Number(column, op, whole),
            })
        }
        _ => wrong(),
    }
}

fn number_of(text: &str) -> Option<f64> {
    hexadecimal(text).map(f64::from).or_else(|| text.parse().ok())
}

/// A number as UAA's database writes it into a text: `5.0e0`.
fn sql_text(number: f64) -> String {
    let text = format!("{number:e}");
    match text.split_once('e') {
        Some((mantissa, exponent)) if !mantissa.contains('.') => format!("{mantissa}.0e{exponent}"),
        _ => text,
    }
}

fn like_pattern(text: &str, op: CompareOp) -> Vec<Pattern> {
    let before = (op == CompareOp::Co).then_some(Pattern::Many);
    let inner = text.to_lowercase().chars().map(pattern).collect::<Vec<_>>();
    before.into_iter().chain(inner).chain([Pattern::Many]).collect()
}

/// UAA knows these names and has a column for each, which holds something in every row and means nothing to a caller.
fn says_nothing(table: Table, attr: &AttrPath) -> bool {
    let name = attr.to_string().to_ascii_lowercase();
    table == Table::Users
        && matches!(
            name.as_str(),
            "groups.display" | "password" | "passwd_lastmodified" | "passwd_change_required"
        )
}

fn pattern(c: char) -> Pattern {
    match c {
        '_' => Pattern::One,
        '%' => Pattern::Many,
        c => Pattern::Exactly(c),
    }
}

fn column(table: Table, attr: &AttrPath) -> Result<Column, QueryError> {
    let mut name = attr.name.clone();
    if let Some(sub) = &attr.sub {
        name = format!("{name}.{sub}");
    }
    let common = match name.to_ascii_lowercase().as_str() {
        "id" => Some(Column::Id),
        "created" | "meta.created" => Some(Column::Created),
        "lastmodified" | "meta.lastmodified" => Some(Column::LastModified),
        "version" | "meta.version" => Some(Column::Version),
        "identity_zone_id" => Some(Column::ZoneId),
        _ => None,
    };
    let own = match (table, name.to_ascii_lowercase().as_str()) {
        (Table::Users, "username") => Some(Column::UserName),
        (Table::Users, "email" | "emails.value") => Some(Column::Email),
        (Table::Users, "givenname") => Some(Column::GivenName),
        (Table::Users, "familyname") => Some(Column::FamilyName),
        (Table::Users, "active") => Some(Column::Active),
        (Table::Users, "phonenumber" | "phonenumbers.value") => Some(Column::PhoneNumber),
        (Table::Users, "verified") => Some(Column::Verified),
        (Table::Users, "origin") => Some(Column::Origin),
        (Table::Users, "last_logon_success_time") => Some(Column::LastLogon),
        (Table::Users, "previous_logon_success_time") => Some(Column::PreviousLogon),
        (Table::Users, "external_id") => Some(Column::ExternalId),
        (Table::Groups, "displayname") => Some(Column::DisplayName),
        (Table::Groups, "description") => Some(Column::Description),
        _ => None,
    };
    common.or(own).ok_or(QueryError::UnknownAttribute(name))
}
