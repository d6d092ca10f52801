//! The path grammar, which is what Jayway's reader accepts.

use std::ops::Range;

use super::{Argument, Call, Function, Path, Step};
use crate::condition::{parse::filter, relaxed_json};
use crate::cursor::{Cursor, unescape};
use crate::document::Name;
use crate::finding::{Finding, Parsed, Problem};

/// Filters in filters and paths in arguments go this deep.
pub(crate) const MAX_NESTING: usize = 64;

pub(super) fn parse(text: &str) -> Parsed<Path> {
    nested(text, 0)
}

/// Parses a path that stands inside `depth` others.
pub(crate) fn nested(text: &str, depth: usize) -> Parsed<Path> {
    if matches!(text.as_bytes().first(), Some(b'$' | b'@')) {
        return rooted(text, depth);
    }
    const ROOT: &str = "$.";
    let mut parsed = rooted(&format!("{ROOT}{text}"), depth);
    let back = |span: &mut Range<usize>| {
        *span = span.start.saturating_sub(ROOT.len())..span.end.saturating_sub(ROOT.len());
    };
    parsed.tree.spans.iter_mut().for_each(back);
    for finding in &mut parsed.findings {
        back(&mut finding.span);
    }
    if text.is_empty() {
        parsed.findings.push(Finding { problem: Problem::Syntax("the path is empty"), span: 0..0 });
    } else {
        parsed.findings.push(Finding { problem: Problem::NoRoot, span: 0..text.len() });
    }
    parsed
}

fn rooted(text: &str, depth: usize) -> Parsed<Path> {
    let mut parser = Parser {
        cursor: Cursor::trimmed(text),
        path: Path { relative: text.starts_with('@'), ..Path::default() },
        findings: Vec::new(),
        depth,
    };
    if let Err(problem) = parser.path() {
        let at = parser.cursor.at().min(text.len());
        parser.findings.push(Finding { problem, span: at..text.len() });
    }
    parser.warn_about_calls();
    Parsed { tree: parser.path.finish(), findings: parser.findings }
}

struct Parser<'t> {
    cursor: Cursor<'t>,
    path: Path,
    findings: Vec<Finding>,
    depth: usize,
}

impl Parser<'_> {
    fn path(&mut self) -> Result<(), Problem> {
        if self.depth > MAX_NESTING {
            return Err(Problem::TooDeep);
        }
        if self.cursor.text()[..self.cursor.end()].ends_with('.') {
            return Err(Problem::Syntax("a path can't end with '.'"));
        }
        self.cursor.step();
        if !self.cursor.in_bounds() {
            return Ok(());
        }
        if !matches!(self.cursor.current()?, b'.' | b'[') {
            return Err(Problem::Syntax("expected '.' or '['"));
        }
        loop {
            self.step()?;
            match self.cursor.end() - self.cursor.at().min(self.cursor.end()) {
                0 => return Ok(()),
                1 => return Err(Problem::LeftOver),
                _ => {}
            }
        }
    }

    fn push(&mut self, step: Step, start: usize) {
        self.path.steps.push(step);
        self.path.spans.push(start..self.cursor.at());
    }

    fn step(&mut self) -> Result<(), Problem> {
        match self.cursor.current()? {
            b'.' => {
                self.dots()?;
                self.behind_dots()
            }
            _ => self.behind_dots(),
        }
    }

    /// Reads `.` or `..`, of which the first means nothing.
    fn dots(&mut self) -> Result<(), Problem> {
        let start = self.cursor.at();
        self.cursor.step();
        if self.cursor.in_bounds() && self.cursor.current()? == b'.' {
            self.cursor.step();
            self.push(Step::Deep, start);
        }
        if self.cursor.current()? == b'.' {
            return Err(Problem::Syntax("too many dots"));
        }
        Ok(())
    }

    fn behind_dots(&mut self) -> Result<(), Problem> {
        let start = self.cursor.at();
        match self.cursor.current()? {
            b'[' => self.bracket(),
            b'*' => {
                self.cursor.step();
                self.push(Step::All, start);
                Ok(())
            }
            b' ' => Err(Problem::Syntax("a blank can't stand here")),
            _ => self.name_or_call(),
        }
    }

    fn bracket(&mut self) -> Result<(), Problem> {
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

    /// `name`, `name()`, `name("x", $.y)`
    fn name_or_call(&mut self) -> Result<(), Problem> {
        let start = self.cursor.at();
        let mut at = start;
        while self.cursor.is_in(at) {
            match self.cursor.byte(at)? {
                b' ' => return Err(Problem::Syntax("a name with a blank must stand in brackets: ['…']")),
                b'.' | b'[' | b'(' => break,
                _ => at += 1,
            }
        }
        let name = self.cursor.slice(start, at)?;
        if !self.cursor.is_in(at) || self.cursor.byte(at)? != b'(' {
            self.cursor.set(at);
            self.push(Step::Name(Name::new(name)), start);
            return Ok(());
        }
        self.check_parentheses(at)?;
        let mut arguments = Vec::new();
        if self.cursor.byte(at + 1)? == b')' {
            self.cursor.set(at + 2);
        } else {
            self.cursor.set(at + 1);
            arguments = self.arguments()?;
        }
        let bare = arguments.is_empty() && self.cursor.at() == at + 2;
        let function = Function::named(name);
        if function.is_none() {
            let problem = Problem::UnknownFunction(name.to_owned());
            self.findings.push(Finding { problem, span: start..self.cursor.at() });
        }
        self.push(Step::Call(Call { name: name.to_owned(), function, arguments }), start);
        // Jayway goes on at the ')' of `name()` and reads it as a name
        if bare && self.cursor.in_bounds() {
            let end = self.cursor.end();
            self.findings.push(Finding { problem: Problem::BehindFunction, span: self.cursor.at()..end });
            self.cursor.set(self.cursor.at() - 1);
            self.name_or_call()?;
        }
        Ok(())
    }

    fn check_parentheses(&self, open: usize) -> Result<(), Problem> {
        let mut depth = 0;
        for at in open..self.cursor.end() {
            match self.cursor.byte(at)? {
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Ok(());
            }
        }
        Err(Problem::Syntax("the arguments are not closed"))
    }

    /// The arguments behind `(`. They are cut by counting brackets and double quotes; what starts like neither a
    /// JSON value nor a path is passed over.
    fn arguments(&mut self) -> Result<Vec<Argument>, Problem> {
        const UNBALANCED: Problem = Problem::Syntax("a bracket in the arguments is not closed");
        let mut arguments = Vec::new();
        let mut text: Vec<u8> = Vec::new();
        let mut is_path = None;
        let (mut parens, mut brackets, mut braces, mut quotes) = (1_i32, 0_i32, 0_i32, 0_i32);
        let mut before = 0;
        let mut done = false;
        while self.cursor.in_bounds() && !done {
            let c = self.cursor.current()?;
            self.cursor.step();
            if is_path.is_none() {
                match c {
                    b' ' | b'\t' | b'\n' | b'\r' => continue,
                    b'{' | b'0'..=b'9' | b'"' | b'-' => is_path = Some(false),
                    b'$' | b'@' => is_path = Some(true),
                    _ => {}
                }
            }
            match c {
                b'"' if before != b'\\' && quotes > 0 => quotes -= 1,
                b'"' => quotes += 1,
                b'(' => parens += 1,
                b'{' => braces += 1,
                b'[' => brackets += 1,
                b'}' if braces == 0 => return Err(UNBALANCED),
                b'}' => braces -= 1,
                b']' if brackets == 0 => return Err(UNBALANCED),
                b']' => brackets -= 1,
                b')' | b',' => {
                    if c == b')' {
                        parens -= 1;
                        if parens < 0 || before == b'(' {
                            text.push(c);
                        }
                    }
                    let closed = quotes == 0 && braces == 0 && brackets == 0;
                    if closed && ((parens == 0 && c == b')') || parens == 1) {
                        done = parens == 0;
                        if let Some(path) = is_path.take() {
                            arguments.push(self.argument(&text, path)?);
                            text.clear();
                        }
                    }
                }
                _ => {}
            }
            if is_path.is_some() && !(c == b',' && braces == 0 && brackets == 0 && parens == 1) {
                text.push(c);
            }
            before = c;
        }
        if braces != 0 || parens != 0 || brackets != 0 {
            return Err(UNBALANCED);
        }
        Ok(arguments)
    }

    fn argument(&self, text: &[u8], path: bool) -> Result<Argument, Problem> {
        if !path {
            let text = std::str::from_utf8(text).ok();
            return Ok(Argument::Json(text.and_then(relaxed_json)));
        }
        let text = std::str::from_utf8(text).map_err(|_| Problem::Syntax("an argument is cut in two"))?;
        let parsed = rooted(text, self.depth + 1);
        parsed.runnable().map(Argument::Path).map_err(|finding| finding.problem)
    }

    /// Behind `..` most functions see something else than the reader of the path expects.
    fn warn_about_calls(&mut self) {
        if !matches!(self.path.steps.first(), Some(Step::Deep)) {
            return;
        }
        let Some((Step::Call(call), span)) = self.path.steps.last().zip(self.path.spans.last()) else {
            return;
        };
        let name = match call.function {
            Some(Function::Keys) => "keys",
            Some(Function::First) => "first",
            Some(Function::Last) => "last",
            Some(Function::Index) => "index",
            Some(Function::Append) => "append",
            _ => return,
        };
        self.findings.push(Finding { problem: Problem::FunctionFallsBack(name), span: span.clone() });
    }
}

impl Function {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "length" | "size" => Self::Length,
            "min" => Self::Min,
            "max" => Self::Max,
            "avg" => Self::Avg,
            "sum" => Self::Sum,
            "stddev" => Self::Stddev,
            "keys" => Self::Keys,
            "first" => Self::First,
            "last" => Self::Last,
            "index" => Self::Index,
            "concat" => Self::Concat,
            "append" => Self::Append,
            _ => return None,
        })
    }
}
