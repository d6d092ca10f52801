//! The sides of a comparison: paths and literals.

use std::ops::Range;

use super::{Parser, is_symbol};
use crate::condition::{Term, relaxed_json};
use crate::cursor::unescape;
use crate::decimal::Decimal;
use crate::finding::{Finding, Problem};
use crate::path::parse::nested;
use crate::path::{Path, Step};
use crate::regex::{Flags, Regex};

/// A term, and whether `!` stood before it.
pub(super) struct Side {
    pub(super) term: Term,
    pub(super) negated: bool,
    pub(super) span: Range<usize>,
}

impl Parser<'_> {
    pub(super) fn side(&mut self) -> Result<Side, Problem> {
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
        let path = self.nested_path(text, start).inspect_err(|_| self.cursor.set(start))?;
        let holds_operator = |name: &str| name.contains("&&") || name.contains("||");
        if path.steps.iter().any(|step| matches!(step, Step::Name(name) if holds_operator(name.as_str()))) {
            self.findings.push(Finding { problem: Problem::OperatorInPath, span: start..end });
        }
        Ok(Term::Path(path))
    }

    /// The path that `text` is, with its findings; `start` is where it stands.
    pub(super) fn nested_path(&mut self, text: &str, start: usize) -> Result<Path, Problem> {
        let parsed = nested(text, self.depth + 1);
        let broken = parsed.findings.iter().any(|finding| finding.problem.is_fatal());
        self.findings.extend(parsed.findings.into_iter().map(|Finding { problem, span }| Finding {
            problem,
            span: span.start + start..span.end + start,
        }));
        if broken { Err(Problem::Syntax("the path can't be read")) } else { Ok(parsed.tree) }
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
}
