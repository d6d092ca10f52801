use std::io::BufRead;

use serde::Serialize;
use zonedesk_transform::compare::{
    Comparison, Effect, EntityComparison, EntityEffect, Line, MappingChange, Summary, differing_lines,
};
use zonedesk_transform::functions::Outside;
use zonedesk_transform::{
    Circumstances, Code as FindingCode, Direction, Finding, Properties, Severity, Transformation,
};

use super::World;
use super::lines::each_line;
use super::notes::notes;
use super::stream::{RunOptions, prepare};
use crate::Code;
use crate::api::{AppError, ComparedSide, ComparisonNote};

/// A text that is compared, and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    pub text: String,
    pub known: ComparedSide,
}

impl Side {
    /// One of which nothing is known but what it is called.
    pub fn named(label: impl Into<String>, text: impl Into<String>) -> Self {
        Self { text: text.into(), known: ComparedSide { label: label.into(), ..ComparedSide::default() } }
    }
}

/// Two transformations side by side.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Compared {
    pub same_meaning: bool,
    /// Byte for byte.
    pub same_text: bool,
    pub differing_lines: usize,
    pub before: ComparedSide,
    pub after: ComparedSide,
    pub comparison: Comparison,
    pub notes: Vec<ComparisonNote>,
    /// What keeps a side from being read whole: errors of its syntax.
    pub broken_before: Vec<Finding>,
    pub broken_after: Vec<Finding>,
    #[serde(skip)]
    pub a: Transformation,
    #[serde(skip)]
    pub b: Transformation,
}

impl Compared {
    /// Both sides of a change, line by line.
    pub fn lines(&self, entity: &EntityComparison, change: &MappingChange) -> Vec<Line> {
        zonedesk_transform::compare::lines(&self.a, &self.b, &entity.name, change)
    }

    /// Whether a side cannot be read whole.
    pub fn is_broken(&self) -> bool {
        !self.broken_before.is_empty() || !self.broken_after.is_empty()
    }
}

/// Compares by meaning; a side with errors as far as it can be read.
///
/// `properties`: those of the system that both are looked at with; none: nothing is said of properties. `direction`:
/// which both are meant for; none: each as it looks.
#[must_use]
pub fn compare(
    before: Side,
    after: Side,
    properties: Option<Properties>,
    direction: Option<Direction>,
) -> Compared {
    let of_properties = properties.is_some();
    let circumstances = Circumstances { properties: properties.unwrap_or_default(), direction };
    let check = |side: &Side| {
        let (transformation, mut findings) = zonedesk_transform::check(side.text.clone(), &circumstances);
        findings.retain(|finding| of_properties || !is_of_properties(finding.code));
        (transformation, findings)
    };
    let ((a, findings_a), (b, findings_b)) = (check(&before), check(&after));
    let comparison = zonedesk_transform::compare::compare(&a, &b);
    let broken = |findings: &[Finding]| findings.iter().filter(|finding| breaks(finding)).cloned().collect();
    Compared {
        same_meaning: comparison.is_same(),
        same_text: before.text == after.text,
        differing_lines: differing_lines(&before.text, &after.text),
        notes: notes((&a, &findings_a), (&b, &findings_b), &comparison),
        before: judged(before.known, &findings_a),
        after: judged(after.known, &findings_b),
        broken_before: broken(&findings_a),
        broken_after: broken(&findings_b),
        comparison,
        a,
        b,
    }
}

/// Findings that depend on the properties of a system.
fn is_of_properties(code: FindingCode) -> bool {
    matches!(code, FindingCode::UnsetProperty | FindingCode::NullInValue | FindingCode::SetProperty)
}

/// Whether it is about the JSON itself, so that a part of it is read by no one.
pub(crate) fn breaks(finding: &Finding) -> bool {
    finding.is_syntax_error()
        || finding.severity == Severity::Error && finding.code == FindingCode::NotAnObject
}

/// That a text was made for something else than a proxy system of its direction.
pub(super) fn is_of_another_kind(code: FindingCode) -> bool {
    matches!(code, FindingCode::OtherDirection | FindingCode::OtherSystem)
}

/// What is known of a side, with what the findings say of it.
fn judged(known: ComparedSide, findings: &[Finding]) -> ComparedSide {
    let count = |severity| {
        u32::try_from(findings.iter().filter(|finding| finding.severity == severity).count())
            .unwrap_or(u32::MAX)
    };
    let other = findings.iter().find(|finding| is_of_another_kind(finding.code));
    ComparedSide {
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        foreign: known.foreign.clone().or_else(|| other.map(|finding| sentence(&finding.message))),
        ..known
    }
}

/// A message of the checker as a sentence.
pub(super) fn sentence(message: &str) -> String {
    let end = if message.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{message}{end}")
}

/// Runs entities, one JSON a line, through both; `told` hears of each that is not the same, with its line (from 1).
///
/// # Errors
/// When a side cannot run, or the stream fails. An entity type that a side does not have gives nothing there.
pub fn effect_lines(
    before: &Transformation,
    after: &Transformation,
    options: &RunOptions,
    entities: &mut dyn BufRead,
    told: &mut dyn FnMut(u64, &EntityEffect),
) -> Result<Summary, AppError> {
    let side = |transformation: &Transformation| match prepare(transformation, options) {
        Ok(ready) => Ok(Some(ready)),
        Err(error) if error.is(Code::NoEntityType) => Ok(None),
        Err(error) => Err(error),
    };
    let (a, b) = (side(before)?, side(after)?);
    let Some(request) = a.as_ref().or(b.as_ref()).map(|(_, request)| request.clone()) else {
        // Neither has it: the error says which there are.
        return prepare(after, options).map(|_| Summary::default());
    };
    let (a, b) = (a.map(|(program, _)| program), b.map(|(program, _)| program));
    let mut effect = Effect::new(a.as_ref(), b.as_ref(), request, World.now());
    each_line(entities, &mut std::io::sink(), &mut |line, number, _| {
        let seen = effect.look(line);
        if seen != EntityEffect::Same {
            told(number, &seen);
        }
        Ok(())
    })?;
    Ok(effect.summary().clone())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::transformations::{DEFAULT_WRITE, Operation, Properties};

    #[test]
    fn a_stream_through_both() {
        let after = DEFAULT_WRITE.replace("\"$.userName\"", "\"$.externalId\"");
        let options = RunOptions {
            entity: "user".to_owned(),
            operation: Operation::Create,
            properties: Properties::new(),
            variables: BTreeMap::new(),
        };
        let entity = |n: &str| format!("{{\"userName\":\"u{n}\",\"externalId\":\"u1\",\"emails\":[]}}");
        let input = [entity("1"), entity("2")].join("\n");
        let mut lines = Vec::new();
        let summary = effect_lines(
            &Transformation::load(DEFAULT_WRITE).0,
            &Transformation::load(after).0,
            &options,
            &mut input.as_bytes(),
            &mut |line, effect| lines.push((line, effect.clone())),
        )
        .expect("runs");
        assert_eq!((summary.entities, summary.changed, lines.len()), (2, 2, 2));
        assert_eq!(lines[0].0, 1);
    }

    #[test]
    fn broken_sides_are_said() {
        let compare =
            |before: &str| compare(Side::named("a", before), Side::named("b", DEFAULT_WRITE), None, None);
        let compared = compare("{\"user\":{\"mappings\":[]}");
        assert_eq!(compared.broken_before.len(), 1);
        assert!(!compared.same_meaning);
        assert!(compare(DEFAULT_WRITE).same_text);
    }
}
