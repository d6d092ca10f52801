//! The condition grammar, which is what Jayway's reader accepts, and SAP's functions.
//!
//! ```text
//! or         := and { '||' and }
//! and        := unit { '&&' unit }
//! unit       := '!' unit | '(' or ')' | comparison | function
//! comparison := term [ operator term ]
//! ```

use std::ops::Range;

use super::literal::relaxed_json;
use super::{Condition, Expression, Operator, Term, Test};
use crate::cursor::{Cursor, unescape};
use crate::decimal::Decimal;
use crate::finding::{Finding, Parsed, Problem};
use crate::path::Path;
use crate::path::parse::{MAX_NESTING, nested};
use crate::regex::{Flags, Regex};

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

/// A term, and whether `!` stood before it.
struct Side {
    term: Term,
    negated: bool,
    span: Range<usize>,
}

impl<'t> Parser<'t> {
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

    fn side(&mut self) -> Result<Side, Problem> {
        self.cursor.skip_blanks();
        let start = self.cursor.at();
        let negated = self.cursor.current()? == b'!';
        if negated {
            self.cursor.step();
            self.cursor.skip_blanks();
        }
        let term = match self.cursor.current()? {
            b'$' | b'@' => self.path()?,
            _ if negated => return Err(Problem::Syntax("expected a path behind '!'")),
            quote @ (b'\'' | b'"') => self.string(quote)?,
            b't' | b'f' => self.boolean()?,
            b'n' => self.null()?,
            b'[' => self.json(b'[', b']')?,
            b'{' => self.json(b'{', b'}')?,
            b'/' => self.regex()?,
            _ => self.number()?,
        };
        Ok(Side { term, negated, span: start..self.cursor.at() })
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

    /// A path ends at a blank, at a symbol, or at a bracket that it did not open.
    fn path(&mut self) -> Result<Term, Problem> {
        let start = self.cursor.at();
        self.cursor.step();
        while self.cursor.in_bounds() {
            if self.cursor.current()? == b'[' {
                let close = self.cursor.closing(self.cursor.at(), b'[', b']', false)?;
                self.cursor.set(close + 1);
            }
            let b = self.cursor.current()?;
            if !self.cursor.in_bounds()
                || is_symbol(b)
                || b == b' '
                || (b == b')' && !self.closes_call(start))
            {
                break;
            }
            self.cursor.step();
        }
        let end = self.cursor.at();
        let text = self.cursor.slice(start, end)?;
        let parsed = nested(text, self.depth + 1);
        let mut broken = false;
        for finding in parsed.findings {
            broken |= finding.problem.is_fatal();
            let span = finding.span.start + start..finding.span.end + start;
            self.findings.push(Finding { problem: finding.problem, span });
        }
        if broken {
            self.cursor.set(start);
            return Err(Problem::Syntax("the path can't be read"));
        }
        if text.contains("&&") || text.contains("||") {
            let outside = parsed.tree.steps.iter().any(
                |step| matches!(step, crate::path::Step::Name(n) if n.as_str().contains("&&") || n.as_str().contains("||")),
            );
            if outside {
                self.findings.push(Finding { problem: Problem::OperatorInPath, span: start..end });
            }
        }
        Ok(Term::Path(parsed.tree))
    }

    /// Whether the `)` here is that of a `name()` in the path that starts at `start`.
    fn closes_call(&self, start: usize) -> bool {
        let Some((open, b'(')) = self.cursor.significant_before(self.cursor.at()) else { return false };
        self.cursor.text().as_bytes()[..open].iter().enumerate().any(|(i, &b)| i > start && b == b'.')
    }

    fn string(&mut self, quote: u8) -> Result<Term, Problem> {
        let start = self.cursor.at();
        let end =
            self.cursor.unescaped_behind(start, quote).ok_or(Problem::Syntax("a quote is not closed"))?;
        let text = unescape(self.cursor.slice(start + 1, end)?)?;
        self.cursor.set(end + 1);
        Ok(Term::String(text))
    }

    fn boolean(&mut self) -> Result<Term, Problem> {
        for (word, value) in [("true", true), ("false", false)] {
            if self.cursor.eat(word) {
                return Ok(Term::Bool(value));
            }
        }
        Err(Problem::Syntax("expected a value"))
    }

    fn null(&mut self) -> Result<Term, Problem> {
        if self.cursor.eat("null") { Ok(Term::Null) } else { Err(Problem::Syntax("expected a value")) }
    }

    fn json(&mut self, open: u8, close: u8) -> Result<Term, Problem> {
        let start = self.cursor.at();
        let end = self.cursor.closing(start, open, close, false)?;
        self.cursor.set(end + 1);
        Ok(Term::Json(relaxed_json(self.cursor.slice(start, end + 1)?)))
    }

    fn regex(&mut self) -> Result<Term, Problem> {
        let start = self.cursor.at();
        let end = self
            .cursor
            .unescaped_behind(start, b'/')
            .ok_or(Problem::Syntax("a regular expression is not closed"))?;
        let mut flags = Flags::default();
        let mut at = end + 1;
        while self.cursor.is_in(at) && flags.set(self.cursor.byte(at)?) {
            at += 1;
        }
        let text = self.cursor.slice(start + 1, end)?;
        self.cursor.set(at);
        Regex::with_flags(text, flags)
            .map(|regex| Term::Regex(Box::new(regex)))
            .map_err(|e| Problem::Regex(e.to_string()))
    }

    fn number(&mut self) -> Result<Term, Problem> {
        let start = self.cursor.at();
        while self.cursor.in_bounds()
            && matches!(self.cursor.current()?, b'0'..=b'9' | b'-' | b'.' | b'e' | b'E')
        {
            self.cursor.step();
        }
        let text = self.cursor.slice(start, self.cursor.at())?;
        Decimal::parse(text).map(Term::Number).ok_or(Problem::Syntax("expected a value"))
    }

    /// One of SAP's functions, if one stands here.
    fn test(&mut self) -> Result<Option<Test>, Problem> {
        let start = self.cursor.at();
        let rest = self.cursor.slice(start, self.cursor.end())?;
        let name = &rest[..rest.bytes().take_while(u8::is_ascii_alphabetic).count()];
        if !name.starts_with("is") || self.cursor.byte(start + name.len()) != Ok(b'(') {
            return Ok(None);
        }
        self.cursor.set(start + name.len() + 1);
        let test = match name {
            "isValidEmail" => Test::ValidEmail(self.test_path()?),
            "isApplicationSpecificGroup" => Test::ApplicationSpecificGroup,
            "isRegularGroup" => Test::RegularGroup,
            "isAttributeWithOptionalPrefix" => {
                let (path, property) = (self.test_path()?, self.test_property()?);
                Test::OptionalPrefix { path, property }
            }
            "isAttributeWithMandatoryPrefix" => {
                let (path, property) = (self.test_path()?, self.test_property()?);
                Test::MandatoryPrefix { path, property }
            }
            _ => return Err(Problem::Syntax("there is no such function")),
        };
        if !self.cursor.eat(")") {
            return Err(Problem::Syntax("expected ')' behind the arguments"));
        }
        Ok(Some(test))
    }

    /// An argument up to a comma or a parenthesis outside brackets and quotes.
    fn test_argument(&mut self) -> Result<(&'t str, usize), Problem> {
        self.cursor.skip_blanks();
        let start = self.cursor.at();
        let mut at = start;
        let mut depth = 0;
        while self.cursor.is_in(at) {
            match self.cursor.byte(at)? {
                b'[' => at = self.cursor.closing(at, b'[', b']', false)?,
                b'(' => depth += 1,
                b')' if depth > 0 => depth -= 1,
                b',' | b')' if depth == 0 => break,
                _ => {}
            }
            at += 1;
        }
        self.cursor.set(at);
        Ok((self.cursor.slice(start, at)?.trim_end_matches(' '), start))
    }

    fn test_path(&mut self) -> Result<Path, Problem> {
        let depth = self.depth + 1;
        let (text, start) = self.test_argument()?;
        if !matches!(text.as_bytes().first(), Some(b'$' | b'@')) {
            return Err(Problem::Syntax("expected a path"));
        }
        let parsed = nested(text, depth);
        let broken = parsed.findings.iter().any(|f| f.problem.is_fatal());
        self.findings.extend(
            parsed
                .findings
                .into_iter()
                .map(|f| Finding { problem: f.problem, span: f.span.start + start..f.span.end + start }),
        );
        if broken { Err(Problem::Syntax("the path can't be read")) } else { Ok(parsed.tree) }
    }

    fn test_property(&mut self) -> Result<String, Problem> {
        if !self.cursor.eat(",") {
            return Err(Problem::Syntax("expected ',' and the name of a property"));
        }
        let (text, _) = self.test_argument()?;
        let quoted = |quote: char| text.strip_prefix(quote).and_then(|t| t.strip_suffix(quote));
        let name = quoted('\'').or(quoted('"')).unwrap_or(text);
        if name.is_empty() {
            return Err(Problem::Syntax("expected the name of a property"));
        }
        Ok(name.to_owned())
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
