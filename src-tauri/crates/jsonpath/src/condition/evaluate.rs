//! Whether a condition holds.

use std::ops::Range;

use super::compare::{Side, compare};
use super::{Condition, Expression, Term};
use crate::draft::Draft;
use crate::path::{Fault, Path, Scope};
use crate::value::Value;

/// A comparison that was made, for those who want to know why a condition does not hold.
#[derive(Debug, Clone)]
pub struct Compared {
    /// Where it stands in the condition's text.
    pub span: Range<usize>,
    /// Where the two sides stand; none for a path or a test alone.
    pub sides: Option<[Range<usize>; 2]>,
    /// The sides as they were found; `None` for what is missing. A bare path has no right side.
    pub left: Option<Value>,
    pub right: Option<Value>,
    pub outcome: Result<bool, Fault>,
}

/// Is told of every comparison. Conditions inside paths are not reported.
pub trait Observer {
    /// Nothing is put together for an observer that does not look.
    const LOOKS: bool;
    fn compared(&mut self, compared: Compared);
}

/// Does not look.
impl Observer for () {
    const LOOKS: bool = false;
    fn compared(&mut self, _: Compared) {}
}

impl Observer for Vec<Compared> {
    const LOOKS: bool = true;
    fn compared(&mut self, compared: Compared) {
        self.push(compared);
    }
}

impl Condition {
    /// Whether the condition holds. Where it can't be evaluated it does not, whatever stands around the part that can't.
    #[must_use]
    pub fn test(&self, scope: Scope<'_>) -> bool {
        self.holds(scope).unwrap_or(false)
    }

    /// Like [`Condition::test`], telling why it can't be evaluated.
    ///
    /// # Errors
    /// [`Fault`], which stands for "false".
    pub fn holds(&self, scope: Scope<'_>) -> Result<bool, Fault> {
        self.root.holds(scope, &mut ())
    }

    /// Like [`Condition::holds`], reporting every comparison made on the way.
    ///
    /// # Errors
    /// As [`Condition::holds`].
    pub fn explain<O: Observer>(&self, scope: Scope<'_>, observer: &mut O) -> Result<bool, Fault> {
        self.root.holds(scope, observer)
    }
}

impl Expression {
    fn holds<O: Observer>(&self, scope: Scope<'_>, observer: &mut O) -> Result<bool, Fault> {
        match self {
            Self::Any(parts) => {
                for part in parts {
                    if part.holds(scope, observer)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Self::All(parts) => {
                for part in parts {
                    if !part.holds(scope, observer)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Self::Not(inner) => inner.holds(scope, observer).map(|holds| !holds),
            Self::Exists { path, wanted, span } => {
                let outcome = path.exists(scope).map(|exists| exists == *wanted);
                if O::LOOKS {
                    observer.compared(alone(Some(path), scope, span, &outcome));
                }
                outcome
            }
            Self::Compare { left, operator, right, span, sides } => {
                let (left_read, right_read) = (found(left, scope), found(right, scope));
                let outcome = side(left, &left_read).and_then(|left| {
                    let right = side(right, &right_read)?;
                    compare(&left, *operator, &right, scope.fuel)
                });
                if O::LOOKS {
                    observer.compared(Compared {
                        span: span.clone(),
                        sides: Some(sides.clone()),
                        left: report(left, &left_read),
                        right: report(right, &right_read),
                        outcome: outcome.clone(),
                    });
                }
                outcome
            }
            Self::Test { test, span } => {
                let outcome = test.holds(scope);
                if O::LOOKS {
                    observer.compared(alone(test.path(), scope, span, &outcome));
                }
                outcome
            }
        }
    }
}

/// A test of one path, told.
fn alone(
    path: Option<&Path>,
    scope: Scope<'_>,
    span: &Range<usize>,
    outcome: &Result<bool, Fault>,
) -> Compared {
    let left = path.and_then(|path| path.operand(scope).ok().flatten()).map(|draft| owned(&draft));
    Compared { span: span.clone(), sides: None, left, right: None, outcome: outcome.clone() }
}

fn owned(draft: &Draft<'_>) -> Value {
    crate::node::Node::from(draft).to_value()
}

type Found<'a> = Result<Option<Draft<'a>>, Fault>;

/// What a path leads to; nothing for a literal.
fn found<'a>(term: &Term, scope: Scope<'a>) -> Found<'a> {
    match term {
        Term::Path(path) => path.operand(scope),
        _ => Ok(None),
    }
}

/// A term as a side of a comparison.
fn side<'x>(term: &'x Term, found: &'x Found<'x>) -> Result<Side<'x>, Fault> {
    Ok(match term {
        Term::Path(_) => match found {
            Ok(Some(draft)) => return Side::of(draft.into()),
            Ok(None) => Side::Missing,
            Err(fault) => return Err(fault.clone()),
        },
        Term::Null => Side::Null,
        Term::Bool(b) => Side::Bool(*b),
        Term::Number(n) => Side::Number(n.clone()),
        Term::String(s) => Side::Text(s.into()),
        Term::Json(Some(value)) => Side::Literal(value.into()),
        Term::Json(None) => return Err(Fault::Failed("the text in the brackets is no JSON")),
        Term::Regex(regex) => Side::Regex(regex),
    })
}

/// A term's value for the observer.
fn report(term: &Term, found: &Found<'_>) -> Option<Value> {
    Some(match term {
        Term::Path(_) => return found.as_ref().ok()?.as_ref().map(owned),
        Term::Null => Value::Null,
        Term::Bool(b) => Value::Bool(*b),
        Term::Number(n) => Value::String(n.to_string()),
        Term::String(s) => Value::String(s.clone()),
        Term::Json(value) => value.clone()?,
        Term::Regex(regex) => Value::String(format!("/{}/", regex.as_str())),
    })
}

#[cfg(test)]
mod tests {
    use crate::{Condition, Fuel, Node, Scope, Tape};

    #[test]
    fn what_cannot_be_evaluated_is_false_whatever_stands_around_it() {
        let mut tape = Tape::new();
        let document = tape.parse_str(r#"{"a":1}"#).unwrap();
        for (condition, holds) in [
            ("$.a in 'x'", false),
            ("!($.a in 'x')", false),
            ("!(!($.a in 'x'))", false),
            ("$.a in 'x' || $.a == 1", false),
            ("!($.a == 2 && $.a in 'x')", true),
            ("$.a == 1 || $.a in 'x'", true),
        ] {
            let fuel = Fuel::default();
            let parsed = Condition::parse(condition).runnable().unwrap();
            assert_eq!(parsed.test(Scope::of(Node::from(&document), &(), &fuel)), holds, "{condition}");
        }
    }
}
