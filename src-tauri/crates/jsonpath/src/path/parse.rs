//! The path grammar, which is what Jayway's reader accepts.

mod brackets;
mod calls;

use std::ops::Range;

use super::{Path, Step};
use crate::cursor::Cursor;
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
}
