use std::fmt;
use std::ops::Range;

use super::{AttrPath, CompareOp, Dialect, Filter, Literal};

/// Where a text stops being a filter, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{problem} at position {}", at.start + 1)]
pub struct FilterError {
    /// Bytes of the text.
    pub at: Range<usize>,
    pub problem: FilterProblem,
}

/// What is wrong with a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FilterProblem {
    /// The text ends where more was expected.
    Ended,
    NotAnAttribute,
    NotAnOperator,
    /// Neither a text in quotes nor a number, `true`, `false` (nor `null` in RFC 7644).
    NotAValue,
    /// A text that is not closed or holds a bad escape.
    BadText,
    /// An opening parenthesis or bracket without its closing one.
    Unclosed,
    /// Something follows where the filter is complete.
    Trailing,
    /// More than `MAX_DEPTH` parentheses in one another.
    TooDeep,
}

impl fmt::Display for FilterProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ended => "the filter ends too early",
            Self::NotAnAttribute => "an attribute name is expected",
            Self::NotAnOperator => "an operator such as eq is expected",
            Self::NotAValue => "a value is expected: \"text\" in quotes, a number, true or false",
            Self::BadText => "this text is not closed or holds a bad escape",
            Self::Unclosed => "this is not closed",
            Self::Trailing => "and, or, or the end is expected",
            Self::TooDeep => "too many parentheses in one another",
        })
    }
}

/// Foreign text must not exhaust the stack.
const MAX_DEPTH: usize = 64;

pub(super) fn parse(text: &str, dialect: Dialect) -> Result<Filter, FilterError> {
    let parsed = Parser { text, at: 0, depth: 0, dialect }.filter();
    if parsed.is_err() && dialect == Dialect::Uaa && text.contains('\'') {
        let quoted = text.replace('\'', "\"");
        return Parser { text: &quoted, at: 0, depth: 0, dialect }.filter();
    }
    parsed
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    dialect: Dialect,
}

impl<'t> Parser<'t> {
    fn filter(mut self) -> Result<Filter, FilterError> {
        let filter = self.or()?;
        match self.peek() {
            None => Ok(filter),
            Some(_) => Err(self.problem(self.at..self.text.len(), FilterProblem::Trailing)),
        }
    }

    fn or(&mut self) -> Result<Filter, FilterError> {
        let first = self.and()?;
        let mut more = Vec::new();
        while self.eat_word("or") {
            more.push(self.and()?);
        }
        Ok(Filter::or(first, more))
    }

    fn and(&mut self) -> Result<Filter, FilterError> {
        let first = self.term()?;
        let mut more = Vec::new();
        while self.eat_word("and") {
            more.push(self.term()?);
        }
        Ok(Filter::and(first, more))
    }

    fn term(&mut self) -> Result<Filter, FilterError> {
        if self.peek() == Some('(') {
            return self.enclosed(')');
        }
        let (word, at) = self.word();
        if word.is_empty() {
            return Err(self.expected(at, FilterProblem::NotAnAttribute));
        }
        let rfc = self.dialect == Dialect::Rfc7644;
        if rfc && word.eq_ignore_ascii_case("not") && self.peek() == Some('(') {
            return Ok(Filter::Not(Box::new(self.enclosed(')')?)));
        }
        let attr: AttrPath =
            word.parse().map_err(|_| self.problem(at.clone(), FilterProblem::NotAnAttribute))?;
        if rfc && self.text[self.at..].starts_with('[') {
            let inner = self.enclosed(']')?;
            return Ok(Filter::ValuePath(attr, Box::new(self.and_of_value(inner)?)));
        }
        self.test(attr)
    }

    /// `emails[type eq "work"].value eq "x"`, and without `.value`, as consumers write them: the values that meet both.
    fn and_of_value(&mut self, inner: Filter) -> Result<Filter, FilterError> {
        let before = self.at;
        let named = self.text[self.at..].starts_with('.');
        self.at += usize::from(named);
        let (word, at) = self.word();
        if named {
            let attr = word.parse().map_err(|_| self.problem(at, FilterProblem::NotAnAttribute))?;
            return Ok(Filter::and(inner, vec![self.test(attr)?]));
        }
        self.at = before;
        if word.eq_ignore_ascii_case("pr") || CompareOp::from_word(word, self.dialect).is_some() {
            return Ok(Filter::and(inner, vec![self.test(AttrPath::new("value"))?]));
        }
        Ok(inner)
    }

    /// The operator behind an attribute, and its value.
    fn test(&mut self, attr: AttrPath) -> Result<Filter, FilterError> {
        let (word, at) = self.word();
        if word.eq_ignore_ascii_case("pr") {
            return Ok(Filter::Present(attr));
        }
        let Some(op) = CompareOp::from_word(word, self.dialect) else {
            return Err(self.expected(at, FilterProblem::NotAnOperator));
        };
        Ok(Filter::Compare(attr, op, self.literal()?))
    }

    /// A filter in parentheses or brackets, the opening one next.
    fn enclosed(&mut self, close: char) -> Result<Filter, FilterError> {
        let open = self.at;
        self.at += 1;
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.problem(open..self.at, FilterProblem::TooDeep));
        }
        let inner = self.or()?;
        if self.peek() != Some(close) {
            return Err(match self.peek() {
                None => self.problem(open..open + 1, FilterProblem::Unclosed),
                Some(_) => self.problem(self.at..self.at + 1, FilterProblem::Trailing),
            });
        }
        self.at += 1;
        self.depth -= 1;
        Ok(inner)
    }

    fn literal(&mut self) -> Result<Literal, FilterError> {
        if self.peek() == Some('"') {
            return self.quoted();
        }
        let (word, at) = self.word();
        let literal = match word {
            _ if word.eq_ignore_ascii_case("true") => Some(Literal::Bool(true)),
            _ if word.eq_ignore_ascii_case("false") => Some(Literal::Bool(false)),
            "null" if self.dialect == Dialect::Rfc7644 => Some(Literal::Null),
            _ => self.is_number(word).then(|| Literal::Number(word.to_owned())),
        };
        literal.ok_or_else(|| self.expected(at, FilterProblem::NotAValue))
    }

    /// A JSON text.
    fn quoted(&mut self) -> Result<Literal, FilterError> {
        let start = self.at;
        let rest = &self.text[start + 1..];
        let mut escaped = false;
        let end = rest.bytes().position(|byte| {
            let closes = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            closes
        });
        let text = end.and_then(|end| {
            self.at = start + end + 2;
            serde_json::from_str(&self.text[start..self.at]).ok()
        });
        text.map(Literal::Text).ok_or_else(|| {
            let end = if end.is_some() { self.at } else { self.text.len() };
            self.problem(start..end, FilterProblem::BadText)
        })
    }

    /// RFC 7644: a number of JSON. UAA: `+1`, `01`, `.5` and `0x1` too.
    fn is_number(&self, word: &str) -> bool {
        match self.dialect {
            Dialect::Rfc7644 => {
                word.starts_with(|c: char| c == '-' || c.is_ascii_digit())
                    && serde_json::from_str::<serde_json::Number>(word).is_ok()
            }
            Dialect::Uaa => {
                hexadecimal(word).is_some()
                    || word.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte))
                        && word.parse::<f64>().is_ok()
            }
        }
    }

    /// UAA separates by the blank alone.
    fn is_space(&self, c: char) -> bool {
        c == ' ' || (self.dialect == Dialect::Rfc7644 && c.is_whitespace())
    }

    fn peek(&mut self) -> Option<char> {
        let rest = &self.text[self.at..];
        let trimmed = rest.trim_start_matches(|c| self.is_space(c));
        self.at += rest.len() - trimmed.len();
        trimmed.chars().next()
    }

    /// Up to the next white space, parenthesis, bracket or quote; empty where one of them is next.
    fn word(&mut self) -> (&'t str, Range<usize>) {
        self.peek();
        let rest = &self.text[self.at..];
        let end = rest.find(|c: char| self.is_space(c) || "()[]\"".contains(c)).unwrap_or(rest.len());
        let at = self.at..self.at + end;
        self.at = at.end;
        (&rest[..end], at)
    }

    fn eat_word(&mut self, word: &str) -> bool {
        let before = self.at;
        let found = self.word().0.eq_ignore_ascii_case(word);
        if !found {
            self.at = before;
        }
        found
    }

    fn expected(&self, at: Range<usize>, problem: FilterProblem) -> FilterError {
        if at.start == self.text.len() {
            return self.problem(at, FilterProblem::Ended);
        }
        let at = if at.is_empty() {
            let next = self.text[at.start..].chars().next().map_or(0, char::len_utf8);
            at.start..at.start + next
        } else {
            at
        };
        self.problem(at, problem)
    }

    fn problem(&self, at: Range<usize>, problem: FilterProblem) -> FilterError {
        debug_assert!(self.text.get(at.clone()).is_some());
        FilterError { at, problem }
    }
}

/// `0x1f`, which UAA's parser reads.
pub(super) fn hexadecimal(word: &str) -> Option<u32> {
    let digits = word.strip_prefix("0x").or_else(|| word.strip_prefix("0X"))?;
    u32::from_str_radix(digits, 16).ok()
}
