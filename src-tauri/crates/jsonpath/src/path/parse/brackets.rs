//! What stands in the brackets of a path: names, numbers, slices, filters.

use std::ops::Range;

use super::Parser;
use crate::condition::parse::filter;
use crate::cursor::unescape;
use crate::document::Name;
use crate::finding::{Finding, Problem};
use crate::path::Step;

impl Parser<'_> {
    pub(super) fn bracket(&mut self) -> Result<(), Problem> {
        const EXPECTED: Problem = Problem::Syntax("expected a quote, a number, '*' or '?' behind '['");
        let start = self.cursor.at();
        let (at, first) = self.cursor.significant_behind(start).ok_or(EXPECTED)?;
        match first {
            b'\'' | b'"' => self.names(first),
            b'0'..=b'9' | b'-' | b':' => self.numbers(),
            b'*' => {
                let close =
                    self.cursor.next_is(at, b']').ok_or(Problem::Syntax("expected ']' behind '*'"))?;
                self.cursor.set(close + 1);
                self.push(Step::All, start);
                Ok(())
            }
            b'?' => self.filter(at),
            _ => Err(EXPECTED),
        }
    }

    /// `['a']`, `['a', 'b']`
    fn names(&mut self, quote: u8) -> Result<(), Problem> {
        const EMPTY: Problem = Problem::Syntax("a name is missing before or behind a comma");
        let start = self.cursor.at();
        let mut names = Vec::new();
        let mut at = start + 1;
        let mut name_start = at;
        let mut last_quote = None;
        let (mut in_name, mut behind_comma) = (false, false);
        while self.cursor.is_in(at) {
            match self.cursor.byte(at)? {
                b'\\' => at += 1,
                b']' if !in_name => {
                    if behind_comma {
                        return Err(EMPTY);
                    }
                    break;
                }
                b if b == quote && in_name => {
                    if !matches!(self.cursor.significant_behind(at), Some((_, b']' | b','))) {
                        return Err(Problem::Syntax("expected ',' or ']' behind a name"));
                    }
                    names.push(Name::new(&unescape(self.cursor.slice(name_start, at)?)?));
                    in_name = false;
                    last_quote = Some(at);
                }
                b if b == quote => {
                    name_start = at + 1;
                    in_name = true;
                    behind_comma = false;
                }
                b',' if !in_name => {
                    if behind_comma {
                        return Err(EMPTY);
                    }
                    behind_comma = true;
                }
                _ => {}
            }
            at += 1;
        }
        const OPEN: Problem = Problem::Syntax("a name is not closed");
        if in_name {
            return Err(OPEN);
        }
        let close = last_quote.and_then(|at| self.cursor.next_is(at, b']')).ok_or(OPEN)?;
        self.cursor.set(close + 1);
        let step = match names.len() {
            0 => return Err(EMPTY),
            1 => Step::Name(names.remove(0)),
            _ => Step::Names(names),
        };
        self.push(step, start);
        Ok(())
    }

    /// `[1]`, `[0,2]`, `[1:3]`
    fn numbers(&mut self) -> Result<(), Problem> {
        const NOT_A_NUMBER: Problem = Problem::Syntax("expected a whole number");
        let start = self.cursor.at();
        let close = (start..self.cursor.end())
            .find(|&i| self.cursor.byte(i) == Ok(b']'))
            .ok_or(Problem::Syntax("']' is missing"))?;
        let text = self.cursor.slice(start + 1, close)?.trim_matches(|c| c <= ' ');
        let number = |text: &str| match text.strip_prefix('+') {
            Some(_) => Err(NOT_A_NUMBER),
            None => text.parse::<i32>().map_err(|_| NOT_A_NUMBER),
        };
        let step = if text.contains(':') {
            self.slice(text, start + 1..close, number)?
        } else {
            let indexes = text
                .split(',')
                .map(|part| number(part.trim_matches(' ')))
                .collect::<Result<Vec<i32>, Problem>>()?;
            match indexes[..] {
                [index] => Step::Index(index),
                _ => Step::Indexes(indexes),
            }
        };
        self.cursor.set(close + 1);
        self.push(step, start);
        Ok(())
    }

    fn slice(
        &mut self,
        text: &str,
        span: Range<usize>,
        number: impl Fn(&str) -> Result<i32, Problem>,
    ) -> Result<Step, Problem> {
        let mut parts = text.split(':');
        let mut bound = || match parts.next() {
            None | Some("") => Ok(None),
            Some(part) => number(part).map(Some),
        };
        let (from, to) = (bound()?, bound()?);
        if from.is_none() && to.is_none() {
            return Err(Problem::Syntax("a slice needs a bound"));
        }
        if !text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'-' | b':')) {
            return Err(Problem::Syntax("expected a whole number"));
        }
        if parts.next().is_some_and(|step| !step.is_empty()) {
            self.findings.push(Finding { problem: Problem::SliceStep, span: span.clone() });
        }
        if let (Some(from), Some(to)) = (from, to)
            && (from < 0 || to < 0)
        {
            self.findings.push(Finding { problem: Problem::SliceBounds, span });
        }
        Ok(Step::Slice { from, to })
    }

    /// `[?(…)]`
    fn filter(&mut self, question_mark: usize) -> Result<(), Problem> {
        let start = self.cursor.at();
        let open =
            self.cursor.next_is(question_mark, b'(').ok_or(Problem::Syntax("expected '(' behind '?'"))?;
        let close = self.cursor.closing(open, b'(', b')', true)?;
        let end = self.cursor.next_is(close, b']').ok_or(Problem::Syntax("expected ']' behind ')'"))?;
        let parsed = filter(self.cursor.text(), open, close + 1, self.depth + 1);
        let broken = parsed.findings.iter().any(|f| f.problem.is_fatal());
        self.findings.extend(parsed.findings);
        self.cursor.set(end + 1);
        self.push(Step::Filter(Box::new(parsed.tree)), start);
        if broken { Err(Problem::Syntax("the condition can't be read")) } else { Ok(()) }
    }
}
