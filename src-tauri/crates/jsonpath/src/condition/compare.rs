//! Jayway's comparison rules.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashMap;

use super::Operator;
use crate::decimal::Decimal;
use crate::document::Kind;
use crate::node::Node;
use crate::path::{Fault, Fuel};
use crate::regex::Regex;

/// One side of a comparison, as Jayway sorts values for comparing.
#[derive(Debug, Clone)]
pub(super) enum Side<'x> {
    Missing,
    Null,
    Bool(bool),
    Number(Decimal),
    Text(Cow<'x, str>),
    /// A list or an object of the document.
    Json(Node<'x>),
    /// A list or an object written in the condition.
    Literal(Node<'x>),
    Regex(&'x Regex),
}

const TOO_LARGE: Fault = Fault::Failed("a number is too large to be compared");

impl<'x> Side<'x> {
    pub(super) fn of(node: Node<'x>) -> Result<Self, Fault> {
        Ok(match node.kind() {
            Kind::Null => Self::Null,
            Kind::Bool => Self::Bool(node.as_bool() == Some(true)),
            Kind::Number => {
                Self::Number(Decimal::from_json(node.as_number().unwrap_or_default()).ok_or(TOO_LARGE)?)
            }
            Kind::String => Self::Text(node.as_str().unwrap_or_default()),
            Kind::Array | Kind::Object => Self::Json(node),
        })
    }

    /// The list or object that this is.
    fn json(&self) -> Option<Node<'x>> {
        match self {
            Self::Json(node) | Self::Literal(node) => Some(*node),
            _ => None,
        }
    }

    fn list(&self) -> Option<Node<'x>> {
        self.json().filter(|node| node.kind() == Kind::Array)
    }

    fn is_same_kind(&self, other: &Self) -> bool {
        matches!(
            (self, other),
            (Self::Null, Self::Null)
                | (Self::Bool(_), Self::Bool(_))
                | (Self::Number(_), Self::Number(_))
                | (Self::Text(_), Self::Text(_))
                | (Self::Json(_) | Self::Literal(_), Self::Json(_) | Self::Literal(_))
        )
    }
}

pub(super) fn compare(
    left: &Side<'_>,
    operator: Operator,
    right: &Side<'_>,
    fuel: &Fuel,
) -> Result<bool, Fault> {
    Ok(match operator {
        Operator::Equal => equal(left, right, fuel)?,
        Operator::NotEqual => !equal(left, right, fuel)?,
        Operator::Identical => left.is_same_kind(right) && equal(left, right, fuel)?,
        Operator::NotIdentical => !(left.is_same_kind(right) && equal(left, right, fuel)?),
        Operator::Less => order(left, right).is_some_and(Ordering::is_lt),
        Operator::LessOrEqual => order(left, right).is_some_and(Ordering::is_le),
        Operator::Greater => order(left, right).is_some_and(Ordering::is_gt),
        Operator::GreaterOrEqual => order(left, right).is_some_and(Ordering::is_ge),
        Operator::Matches => matches(left, right)?,
        Operator::In => is_in(left, right, "in", fuel)?,
        Operator::NotIn => !is_in(left, right, "nin", fuel)?,
        Operator::Contains => contains(left, right, fuel)?,
        Operator::AnyOf => match lists(left, right, "anyof")? {
            Some((left, right)) => any_of(&left, &right, fuel)?,
            None => false,
        },
        Operator::NoneOf => match lists(left, right, "noneof")? {
            Some((left, right)) => !any_of(&left, &right, fuel)?,
            None => false,
        },
        Operator::SubsetOf => match lists(left, right, "subsetof")? {
            Some((left, right)) => {
                for element in &left {
                    if !any_of(std::slice::from_ref(element), &right, fuel)? {
                        return Ok(false);
                    }
                }
                true
            }
            None => false,
        },
        Operator::Size => size(left, right),
        Operator::Empty => empty(left, right)?,
        Operator::Exists => match (left, right) {
            (Side::Bool(left), Side::Bool(right)) => left == right,
            _ => return Err(Fault::Incomparable { operator: "exists", what: "anything but booleans" }),
        },
        Operator::Type => is_type(left, right),
        Operator::Never(operator) => {
            return Err(Fault::Incomparable { operator, what: "what can be written as text" });
        }
    })
}

fn equal(left: &Side<'_>, right: &Side<'_>, fuel: &Fuel) -> Result<bool, Fault> {
    Ok(match (left, right) {
        (Side::Number(left), Side::Number(right)) => left.compare(right).is_eq(),
        (Side::Number(left), Side::Text(right)) => {
            Decimal::parse(right).is_some_and(|right| left.compare(&right).is_eq())
        }
        (Side::Text(left), Side::Text(right)) => left == right,
        (Side::Text(left), Side::Number(right)) => *left == right.to_string(),
        (Side::Bool(left), Side::Bool(right)) => left == right,
        (Side::Null, Side::Null) => true,
        // a literal on the left equals nothing: Jayway compares its text with a list
        (Side::Json(left), Side::Json(right) | Side::Literal(right)) => same(*left, *right, fuel)?,
        _ => false,
    })
}

/// Equality inside lists and objects: there `1` is not `1.0`.
fn same(left: Node<'_>, right: Node<'_>, fuel: &Fuel) -> Result<bool, Fault> {
    fuel.burn(1)?;
    if left.kind() != right.kind() {
        return Ok(false);
    }
    Ok(match left.kind() {
        Kind::Null => true,
        Kind::Bool => left.as_bool() == right.as_bool(),
        Kind::String => left.as_str() == right.as_str(),
        Kind::Number => {
            let (left, right) = (left.as_number().unwrap_or_default(), right.as_number().unwrap_or_default());
            boxed(left) == boxed(right)
        }
        Kind::Array => {
            if left.len() != right.len() {
                return Ok(false);
            }
            for ((_, left), (_, right)) in left.children().zip(right.children()) {
                if !same(left, right, fuel)? {
                    return Ok(false);
                }
            }
            true
        }
        Kind::Object => {
            if left.len() != right.len() {
                return Ok(false);
            }
            let others: HashMap<Cow<'_, str>, Node<'_>> =
                right.children().map(|(name, node)| (name.name(), node)).collect();
            for (name, left) in left.children() {
                match others.get(&name.name()) {
                    Some(right) if same(left, *right, fuel)? => {}
                    _ => return Ok(false),
                }
            }
            true
        }
    })
}

/// A number as json-smart boxes it: integers by value, doubles by bits, long decimals by spelling.
#[derive(PartialEq)]
enum Boxed {
    Integer(Decimal),
    Double(u64),
    Decimal(Decimal),
}

fn boxed(text: &str) -> Option<Boxed> {
    if !text.contains(['.', 'e', 'E']) {
        return Decimal::parse(text).map(Boxed::Integer);
    }
    if text.len() > 18 {
        return Decimal::parse(text).map(Boxed::Decimal);
    }
    text.parse::<f64>().ok().map(|n| Boxed::Double(n.to_bits()))
}

fn order(left: &Side<'_>, right: &Side<'_>) -> Option<Ordering> {
    match (left, right) {
        (Side::Number(left), Side::Number(right)) => Some(left.compare(right)),
        (Side::Text(left), Side::Text(right)) => Some(left.encode_utf16().cmp(right.encode_utf16())),
        _ => None,
    }
}

fn matches(left: &Side<'_>, right: &Side<'_>) -> Result<bool, Fault> {
    let (regex, side) = match (left, right) {
        (Side::Regex(_), Side::Regex(_)) => return Ok(false),
        (Side::Regex(regex), side) | (side, Side::Regex(regex)) => (regex, side),
        _ => return Ok(false),
    };
    let full = |side: &Side<'_>| regex.matches(&input(side)).map_err(|_| Fault::RegexLimit);
    let Some(list) = side.list() else { return full(side) };
    for (_, element) in list.children() {
        if full(&Side::of(element)?)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The text that a regular expression is tried on.
fn input<'x>(side: &'x Side<'_>) -> Cow<'x, str> {
    match side {
        Side::Text(text) => Cow::Borrowed(text),
        Side::Number(number) => Cow::Owned(number.to_string()),
        Side::Bool(true) => Cow::Borrowed("true"),
        Side::Bool(false) => Cow::Borrowed("false"),
        _ => Cow::Borrowed(""),
    }
}

fn elements<'x>(list: Node<'x>) -> Result<Vec<Side<'x>>, Fault> {
    list.children().map(|(_, element)| Side::of(element)).collect()
}

fn is_in(left: &Side<'_>, right: &Side<'_>, operator: &'static str, fuel: &Fuel) -> Result<bool, Fault> {
    let Some(json) = right.json() else {
        return Err(Fault::Incomparable { operator, what: "with something that is no list" });
    };
    if json.kind() == Kind::Object {
        return Ok(false);
    }
    any_of(std::slice::from_ref(left), &elements(json)?, fuel)
}

fn contains(left: &Side<'_>, right: &Side<'_>, fuel: &Fuel) -> Result<bool, Fault> {
    match (left, right) {
        (Side::Text(left), Side::Text(right)) => Ok(left.contains(&**right)),
        (left, right) => match left.list() {
            Some(list) => any_of(std::slice::from_ref(right), &elements(list)?, fuel),
            None => Ok(false),
        },
    }
}

/// Whether an element of the left list equals one of the right.
fn any_of(left: &[Side<'_>], right: &[Side<'_>], fuel: &Fuel) -> Result<bool, Fault> {
    for left in left {
        fuel.burn(right.len())?;
        for right in right {
            if equal(left, right, fuel)? {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

type Lists<'x> = Option<(Vec<Side<'x>>, Vec<Side<'x>>)>;

/// Both sides as lists. `None` where one is an object, which is plainly false; an error where one is neither. The right
/// side is looked at first.
fn lists<'x>(left: &Side<'x>, right: &Side<'x>, operator: &'static str) -> Result<Lists<'x>, Fault> {
    let mut found = Vec::with_capacity(2);
    for side in [right, left] {
        let Some(json) = side.json() else {
            return Err(Fault::Incomparable { operator, what: "with something that is no list" });
        };
        if json.kind() == Kind::Object {
            return Ok(None);
        }
        found.push(elements(json)?);
    }
    Ok(found.pop().zip(found.pop()))
}

fn size(left: &Side<'_>, right: &Side<'_>) -> bool {
    let Side::Number(wanted) = right else { return false };
    let wanted = i64::from(wanted.int_value());
    match left {
        Side::Text(text) => text.encode_utf16().count() as i64 == wanted,
        Side::Json(node) | Side::Literal(node) => {
            let size = if node.kind() == Kind::Array { node.len() as i64 } else { -1 };
            size == wanted
        }
        _ => false,
    }
}

/// Missing, null and objects as SAP's documentation has it; Jayway knows only texts and lists.
fn empty(left: &Side<'_>, right: &Side<'_>) -> Result<bool, Fault> {
    let Side::Bool(wanted) = right else {
        return match left {
            Side::Text(_) | Side::Json(_) | Side::Literal(_) => {
                Err(Fault::Incomparable { operator: "empty", what: "with anything but true and false" })
            }
            _ => Ok(false),
        };
    };
    Ok(match left {
        Side::Missing | Side::Null => *wanted,
        Side::Text(text) => text.is_empty() == *wanted,
        Side::Json(node) | Side::Literal(node) => node.is_empty() == *wanted,
        Side::Bool(_) | Side::Number(_) | Side::Regex(_) => false,
    })
}

fn is_type(left: &Side<'_>, right: &Side<'_>) -> bool {
    let kind = match left {
        Side::Null => "null",
        Side::Bool(_) => "boolean",
        Side::Number(_) => "number",
        Side::Text(_) => "string",
        Side::Json(node) | Side::Literal(node) => {
            if node.kind() == Kind::Array {
                "array"
            } else {
                "object"
            }
        }
        Side::Missing | Side::Regex(_) => return false,
    };
    matches!(right, Side::Text(wanted) if wanted == kind)
}
