//! The condition grammar, which is what Jayway's reader accepts, and SAP's functions.
//!
//! ```text
//! or         := and { '||' and }
//! and        := unit { '&&' unit }
//! unit       := '!' unit | '(' or ')' | comparison | function
//! comparison := term [ operator term ]
//! ```

mod functions;
mod sides;

use std::ops::Range;

use sides::Side;

use super::{Condition, Expression, Operator, Term};
use crate::cursor::Cursor;
use crate::finding::{Finding, Parsed, Problem};
use crate::path::parse::MAX_NESTING;

pub(super) fn condition(text: &str) -> Parsed<Condition> {
    // In the brackets, because a condition may close the first one and open the last: `$.a) || ($.b`
    const OPEN: &str = "(";
    let wrapped = format!("{OPEN}{text})]");
    let mut parsed = filter(&wrapped, 0, wrapped.len() - 1, 0);
    let inside = |span: &mut Range<usize>| {
        let back = |at: usize| at.saturating_sub(OPEN.len()).min(text.len());
        *span = back(span.start)..back(span.end);
    };
    for finding in &mut parsed.findings {
        inside(&mut finding.span);
    }
    parsed.tree.root.for_each_span(&inside);
    parsed
}

/// Reads the condition between the parentheses `start..end` of a longer text; spans count from the start of that.
pub(crate) fn filter(text: &str, start: usize, end: usize, depth: usize) -> Parsed<Condition> {
    let mut parser = Parser { cursor: Cursor::within(text, start, end), findings: Vec::new(), depth };
    match parser.all() {
        Ok(root) => Parsed { tree: Condition { root }, findings: parser.findings },
        Err(problem) => {
            let at = parser.cursor.at().clamp(start, end);
            parser.findings.push(Finding { problem, span: at..end });
            Parsed { tree: Condition::default(), findings: parser.findings }
        }
    }
}

struct Parser<'t> {
    cursor: Cursor<'t>,
    findings: Vec<Finding>,
    depth: usize,
}

impl Parser<'_> {
    fn all(&mut self) -> Result<Expression, Problem> {
        let expression = self.or()?;
        self.cursor.skip_blanks();
        if self.cursor.in_bounds() {
            return Err(Problem::Syntax("expected '&&', '||' or the end"));
        }
        Ok(expression)
    }

    fn or(&mut self) -> Result<Expression, Problem> {
        let first = self.and()?;
        if !self.cursor.eat("||") {
            return Ok(first);
        }
        let mut parts = vec![first, self.and()?];
        while self.cursor.eat("||") {
            parts.push(self.and()?);
        }
        Ok(Expression::Any(parts))
    }

    fn and(&mut self) -> Result<Expression, Problem> {
        let first = self.unit()?;
        if !self.cursor.eat("&&") {
            return Ok(first);
        }
        let mut parts = vec![first, self.unit()?];
        while self.cursor.eat("&&") {
            parts.push(self.unit()?);
        }
        Ok(Expression::All(parts))
    }

    fn unit(&mut self) -> Result<Expression, Problem> {
        self.depth += 1;
        if self.depth > MAX_NESTING {
            return Err(Problem::TooDeep);
        }
        let unit = self.shallow_unit();
        self.depth -= 1;
        unit
    }

    fn shallow_unit(&mut self) -> Result<Expression, Problem> {
        self.cursor.skip_blanks();
        let start = self.cursor.at();
        if self.cursor.current()? == b'!' {
            self.cursor.step();
            self.cursor.skip_blanks();
            if !matches!(self.cursor.current()?, b'$' | b'@') {
                return Ok(Expression::Not(Box::new(self.unit()?)));
            }
            self.cursor.set(start);
        }
        if self.cursor.current()? == b'(' {
            self.cursor.step();
            let inner = self.or()?;
            self.cursor.skip_blanks();
            if self.cursor.current()? != b')' {
                return Err(Problem::Syntax("expected ')'"));
            }
            self.cursor.step();
            return Ok(inner);
        }
        if let Some(test) = self.test()? {
            return Ok(Expression::Test { test, span: start..self.cursor.at() });
        }
        self.comparison()
    }

    fn comparison(&mut self) -> Result<Expression, Problem> {
        let left = self.side()?;
        let behind_left = self.cursor.at();
        match self.behind(&left) {
            Ok(Some(comparison)) => Ok(comparison),
            Ok(None) => {
                self.cursor.set(behind_left);
                self.alone(left)
            }
            // like Jayway, which tries the bare path before it gives up; with what is left over it always does
            Err(problem) => Err(problem),
        }
    }

    /// The operator and the right side; `None` where no operator stands.
    fn behind(&mut self, left: &Side) -> Result<Option<Expression>, Problem> {
        let Some(operator) = self.operator()? else { return Ok(None) };
        let right = self.side()?;
        let span = left.span.start..right.span.end;
        let mut warn = |problem| self.findings.push(Finding { problem, span: span.clone() });
        if left.negated || right.negated {
            warn(Problem::NotIgnored);
        }
        match operator {
            Operator::Exists => warn(Problem::Exists),
            Operator::Never(name) => warn(Problem::NeverTrue(name)),
            Operator::Equal | Operator::NotEqual | Operator::Identical | Operator::NotIdentical
                if matches!(left.term, Term::Json(_)) =>
            {
                warn(Problem::LiteralOnTheLeft);
            }
            _ => {}
        }
        let sides = [left.span.clone(), right.span];
        let (left, right) = (left.term.clone(), right.term);
        Ok(Some(Expression::Compare { left, operator, right, span, sides }))
    }

    /// A path without an operator.
    fn alone(&mut self, side: Side) -> Result<Expression, Problem> {
        let Term::Path(path) = side.term else {
            return Err(Problem::Syntax("a literal alone is no condition"));
        };
        if !path.is_definite() {
            self.findings.push(Finding { problem: Problem::IndefiniteAlone, span: side.span.clone() });
        }
        Ok(Expression::Exists { path, wanted: !side.negated, span: side.span })
    }

    fn operator(&mut self) -> Result<Option<Operator>, Problem> {
        self.cursor.skip_blanks();
        let start = self.cursor.at();
        let symbol = is_symbol(self.cursor.current()?);
        while self.cursor.in_bounds() {
            let b = self.cursor.current()?;
            if if symbol { !is_symbol(b) } else { b == b' ' } {
                break;
            }
            self.cursor.step();
        }
        let text = self.cursor.slice(start, self.cursor.at())?;
        Ok(Operator::named(text))
    }
}

fn is_symbol(b: u8) -> bool {
    matches!(b, b'<' | b'>' | b'=' | b'~' | b'!')
}

impl Operator {
    fn named(text: &str) -> Option<Self> {
        Some(match text.to_uppercase().as_str() {
            "==" => Self::Equal,
            "!=" => Self::NotEqual,
            "===" => Self::Identical,
            "!==" => Self::NotIdentical,
            "<" => Self::Less,
            "<=" => Self::LessOrEqual,
            ">" => Self::Greater,
            ">=" => Self::GreaterOrEqual,
            "=~" => Self::Matches,
            "IN" => Self::In,
            "NIN" => Self::NotIn,
            "CONTAINS" => Self::Contains,
            "ANYOF" => Self::AnyOf,
            "NONEOF" => Self::NoneOf,
            "SUBSETOF" => Self::SubsetOf,
            "SIZE" => Self::Size,
            "EMPTY" => Self::Empty,
            "EXISTS" => Self::Exists,
            "TYPE" => Self::Type,
            "ALL" => Self::Never("all"),
            "MATCHES" => Self::Never("matches"),
            _ => return None,
        })
    }
}

impl Expression {
    /// Gives every span in the expression to `change`. Spans inside paths count from the path.
    fn for_each_span(&mut self, change: &impl Fn(&mut Range<usize>)) {
        match self {
            Self::Any(parts) | Self::All(parts) => {
                for part in parts {
                    part.for_each_span(change);
                }
            }
            Self::Not(inner) => inner.for_each_span(change),
            Self::Exists { span, .. } | Self::Test { span, .. } => change(span),
            Self::Compare { span, sides, .. } => {
                change(span);
                sides.iter_mut().for_each(change);
            }
        }
    }
}
