//! What the checker has to say, each kind with a code that never changes its meaning.

use serde::Serialize;

use crate::codes::Code;
use crate::text::{Json, Lines, Position, Span, TextEdit};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// The document cannot run as it is written.
    Error,
    /// It runs, and likely not as meant.
    Warning,
    /// Worth knowing.
    Note,
}

/// One finding, with all that a window or a terminal needs to show it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    #[serde(serialize_with = "code_as_text")]
    pub code: Code,
    pub severity: Severity,
    /// Where in the document (RFC 6901).
    pub pointer: String,
    /// The text it is about, in bytes.
    pub span: Span,
    #[serde(flatten)]
    pub start: Position,
    pub end: Position,
    pub message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
}

impl Finding {
    /// Whether the text cannot be read as JSON because of it.
    #[must_use]
    pub fn is_syntax_error(&self) -> bool {
        self.severity == Severity::Error && self.code.is_syntax()
    }
}

/// A change of the text that mends a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// What it does, as a button says it: `Write "$.name"`.
    pub title: String,
    /// Apart from one another; offsets are those of the text that was checked.
    pub edits: Vec<TextEdit>,
}

impl Fix {
    #[must_use]
    pub fn new(title: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        Self { title: title.into(), edits: vec![TextEdit { span, text: text.into() }] }
    }
}

fn code_as_text<S: serde::Serializer>(code: &Code, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(code.id())
}

/// A finding before it knows its line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    pub code: Code,
    /// Unset: found from the span.
    pub pointer: Option<String>,
    pub span: Span,
    pub message: String,
    pub fix: Option<Fix>,
}

impl Found {
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { code, pointer: None, span, message: message.into(), fix: None }
    }

    pub fn at(mut self, pointer: impl Into<String>) -> Self {
        self.pointer = Some(pointer.into());
        self
    }

    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }
}

/// Findings in the order of the text, with lines and pointers.
pub(crate) fn place(found: Vec<Found>, text: &str, root: &Json) -> Vec<Finding> {
    if found.is_empty() {
        return Vec::new();
    }
    let lines = Lines::new(text);
    let mut findings: Vec<Finding> = found
        .into_iter()
        .map(|f| Finding {
            code: f.code,
            severity: f.code.severity(),
            pointer: f.pointer.unwrap_or_else(|| root.pointer_at(f.span.start)),
            start: lines.position(text, f.span.start),
            end: lines.position(text, f.span.end),
            span: f.span,
            message: f.message,
            fix: f.fix,
        })
        .collect();
    findings.sort_by_key(|f| (f.span.start, f.severity, f.code));
    findings
}
