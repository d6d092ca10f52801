//! From the engine's and the workspace's types to those of callers.

use zonedesk_transform::Severity as FindingSeverity;
use zonedesk_transform::text::{Lines, Span};

use crate::api::{
    Severity, TextEdit, TextFix, TextPlace, TextRange, TransformationDraft, TransformationFinding,
    TransformationKind, TransformationVersion,
};

impl From<TransformationKind> for zonedesk_workspace::TransformationKind {
    fn from(kind: TransformationKind) -> Self {
        match kind {
            TransformationKind::Read => Self::Read,
            TransformationKind::Write => Self::Write,
        }
    }
}

impl From<zonedesk_workspace::TransformationKind> for TransformationKind {
    fn from(kind: zonedesk_workspace::TransformationKind) -> Self {
        match kind {
            zonedesk_workspace::TransformationKind::Read => Self::Read,
            zonedesk_workspace::TransformationKind::Write => Self::Write,
        }
    }
}

impl From<FindingSeverity> for Severity {
    fn from(severity: FindingSeverity) -> Self {
        match severity {
            FindingSeverity::Error => Self::Error,
            FindingSeverity::Warning => Self::Warning,
            FindingSeverity::Note => Self::Information,
        }
    }
}

/// `current`: hash of the text in use.
pub fn version(version: &zonedesk_workspace::TransformationVersion, current: &str) -> TransformationVersion {
    TransformationVersion {
        number: version.number,
        at: version.at,
        who: version.who.clone(),
        description: version.description.clone(),
        in_use: version.hash == current,
    }
}

pub fn draft(draft: zonedesk_workspace::TransformationDraft) -> TransformationDraft {
    TransformationDraft { base: draft.base, at: draft.at, text: draft.text }
}

/// Places of one text.
pub struct Places<'t> {
    text: &'t str,
    lines: Lines,
}

impl<'t> Places<'t> {
    pub fn of(text: &'t str) -> Self {
        Self { text, lines: Lines::new(text) }
    }

    pub fn range(&self, span: Span) -> TextRange {
        let place = |offset| {
            let position = self.lines.position(self.text, offset);
            TextPlace { line: count(position.line), column: count(position.column_utf16) }
        };
        TextRange { from: place(span.start), to: place(span.end) }
    }

    pub fn finding(&self, finding: zonedesk_transform::Finding) -> TransformationFinding {
        let edit = |edit: zonedesk_transform::text::TextEdit| TextEdit {
            range: self.range(edit.span),
            text: edit.text,
        };
        TransformationFinding {
            code: finding.code.id().to_owned(),
            severity: finding.severity.into(),
            message: finding.message,
            range: self.range(finding.span),
            fix: finding
                .fix
                .map(|fix| TextFix { title: fix.title, edits: fix.edits.into_iter().map(edit).collect() }),
        }
    }
}

/// A count of what stands in a text of some megabytes.
pub fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
