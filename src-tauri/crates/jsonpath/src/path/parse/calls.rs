//! A name behind a dot, which with parentheses is a function and has arguments.

use super::{Parser, rooted};
use crate::condition::relaxed_json;
use crate::document::Name;
use crate::finding::{Finding, Problem};
use crate::path::{Argument, Call, Function, Step};

impl Parser<'_> {
    /// `name`, `name()`, `name("x", $.y)`
    pub(super) fn name_or_call(&mut self) -> Result<(), Problem> {
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
    pub(super) fn warn_about_calls(&mut self) {
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
