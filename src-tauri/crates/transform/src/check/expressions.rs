//! Paths and conditions: the findings of their parsers, at their place in the document.

use zonedesk_jsonpath::{Condition, Path, Problem, Severity, Step, Target, Use};

use super::Checker;
use crate::codes::Code;
use crate::finding::{Fix, Found};
use crate::model::{Mapping, MappingType, Text};
use crate::properties::Expanded;
use crate::template::variables;
use crate::text::{Span, TextEdit};

impl Checker<'_> {
    /// The path, unless it cannot be read.
    pub(super) fn path(&mut self, text: &Text) -> Option<Path> {
        let expanded = self.expand(text);
        let parsed = Path::parse(&expanded.text);
        for finding in &parsed.findings {
            self.problem(text, &expanded, finding, false);
        }
        parsed.runnable().ok()
    }

    /// The path of a target, unless nothing can be written to it.
    pub(super) fn target(&mut self, text: &Text, mapping: &Mapping) -> Option<Path> {
        let path = self.path(text)?;
        let used = match mapping.kind {
            MappingType::Remove => Use::Remove,
            MappingType::Rename => Use::Rename,
            MappingType::Set | MappingType::ValueMapping => Use::Set,
        };
        match Target::new(&path, used) {
            Ok(_) => Some(path),
            Err(problem) => {
                let what = sentence(&problem.to_string());
                self.found.push(Found::new(Code::TargetPath, text.span, what));
                None
            }
        }
    }

    pub(super) fn condition(&mut self, text: &Text) -> Option<Condition> {
        let mut expanded = self.expand(text);
        // Variables are not known yet. Digits can stand wherever one can, inside of quotes or not.
        let spans: Vec<_> = variables(&expanded.text).collect();
        for (start, end) in spans {
            expanded.text.replace_range(start..end, &"0".repeat(end - start));
        }
        let parsed = Condition::parse(&expanded.text);
        for finding in &parsed.findings {
            self.problem(text, &expanded, finding, true);
        }
        parsed.runnable().ok()
    }

    fn problem(
        &mut self,
        text: &Text,
        expanded: &Expanded,
        finding: &zonedesk_jsonpath::Finding,
        condition: bool,
    ) {
        let code = match &finding.problem {
            Problem::NoRoot if !condition => Code::NoRoot,
            Problem::UnknownFunction(_) => Code::PathFunction,
            Problem::Regex(_) => Code::Regex,
            problem => match (problem.severity(), condition) {
                (Severity::Error, false) => Code::PathSyntax,
                (Severity::Error, true) => Code::ConditionSyntax,
                (Severity::Warning, false) => Code::PathWarning,
                (Severity::Warning, true) => Code::ConditionWarning,
            },
        };
        if code == Code::NoRoot {
            let said = format!("$.{}", text.value);
            let message = format!("The path has no $. in front. It is read as {said}");
            let fix = Fix {
                title: format!("Write \"{said}\""),
                edits: vec![TextEdit { span: Span::at(text.span.start + 1), text: "$.".to_owned() }],
            };
            self.found.push(Found::new(code, text.span, message).fix(fix));
            return;
        }
        let span = self.locate(text, expanded, finding.span.clone());
        let mut found = Found::new(code, span, sentence(&finding.problem.to_string()));
        if let Some(span) = self.superfluous(text, span, &finding.problem) {
            found = found.fix(Fix::new("Remove it", span, ""));
        }
        self.found.push(found);
    }

    /// What of a path has no effect and can go: the step of a slice, a character left over.
    fn superfluous(&self, text: &Text, span: Span, problem: &Problem) -> Option<Span> {
        if !self.expand(text).uses.is_empty() || span.start <= text.span.start || span.end >= text.span.end {
            return None;
        }
        match problem {
            Problem::LeftOver => Some(span),
            Problem::SliceStep => {
                let step = span.of(&self.document.text).match_indices(':').nth(1)?.0;
                Some(Span::new(span.start + step, span.end))
            }
            _ => None,
        }
    }
}

/// Whether two targets are one place, whatever the way they are written.
pub(super) fn same_place(a: &Path, b: &Path) -> bool {
    a.relative == b.relative
        && a.steps.len() == b.steps.len()
        && a.steps.iter().zip(&b.steps).all(|(a, b)| match (a, b) {
            (Step::Name(a), Step::Name(b)) => a.as_str() == b.as_str(),
            (Step::Index(a), Step::Index(b)) => a == b,
            (Step::All, Step::All) => true,
            _ => false,
        })
}

pub(super) fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
