use std::collections::{BTreeMap, HashMap, HashSet};

use zonedesk_transform::compare::{
    ChangeKind, Comparison, EntityComparison, Presence, compare, line_changes,
};
use zonedesk_transform::text::{Json, Kind, Span};
use zonedesk_transform::{
    Circumstances, Code, Direction, Finding, Mapping, Operation, Severity, Transformation, expand,
};

use super::wire::{Places, count};
use super::{in_use, sized};
use crate::api::{
    AppError, ChangedLines, MappingChangeKind, MappingEntry, MappingGroup, RemovedMapping,
    TransformationCheck, TransformationKind, TransformationOperation, UsedProperty,
};
use crate::app::{App, system_id};
use crate::properties::known::is_credential;

/// Findings that are told one by one; all are counted.
const TOLD: usize = 500;
/// Characters of a property's value that are told.
const SHOWN: usize = 200;
/// Stretches of changed lines that are told.
const STRETCHES: usize = 5_000;

/// What a text would say as the transformation of a system, with the system's properties in place. Keeps nothing.
pub async fn transformation_check(
    app: &App,
    system: &str,
    kind: TransformationKind,
    text: String,
) -> Result<TransformationCheck, AppError> {
    let (id, text) = (system_id(system)?, sized(text)?);
    app.workspace(move |workspace| {
        let system = workspace.system(id)?;
        let (_, current) = in_use(workspace, id, kind)?;
        let set = system.effective_properties();
        let (edited, findings) = findings(set.clone(), kind, &text);
        let lines = changed_lines(&current, &text);
        let comparison = compare(&Transformation::load(current).0, &edited);
        let places = Places::of(&text);
        let number = |severity| count(findings.iter().filter(|f| f.severity == severity).count());
        Ok::<_, AppError>(TransformationCheck {
            readable: !findings.iter().any(Finding::is_syntax_error),
            errors: number(Severity::Error),
            warnings: number(Severity::Warning),
            entities: outline(&edited, kind, &findings, &comparison, &places),
            properties: properties(&edited, &set, &places),
            removed: count(comparison.changes().filter(|c| c.kind == ChangeKind::Removed).count()),
            lines,
            foreign: foreign(&findings),
            findings: findings.into_iter().take(TOLD).map(|finding| places.finding(finding)).collect(),
        })
    })
    .await
}

/// All that is wrong with a text as the transformation of a system that has these properties.
pub(super) fn findings(
    properties: BTreeMap<String, String>,
    kind: TransformationKind,
    text: &str,
) -> (Transformation, Vec<Finding>) {
    let circumstances = Circumstances {
        properties,
        direction: Some(match kind {
            TransformationKind::Read => Direction::Read,
            TransformationKind::Write => Direction::Write,
        }),
    };
    zonedesk_transform::check(text, &circumstances)
}

fn outline(
    edited: &Transformation,
    kind: TransformationKind,
    findings: &[Finding],
    comparison: &Comparison,
    places: &Places,
) -> Vec<MappingGroup> {
    let group = |entity: &zonedesk_transform::Entity| {
        let compared = comparison.entities.iter().find(|compared| compared.name == entity.name.value);
        let changes = compared.map(changes).unwrap_or_default();
        let mappings = entity.mappings.iter().enumerate().map(|(index, mapping)| MappingEntry {
            title: title(mapping).to_owned(),
            range: places.range(mapping.span),
            change: changes.get(&index).copied(),
            severity: worst(mapping, findings),
            runs_on: match kind {
                TransformationKind::Read => Vec::new(),
                TransformationKind::Write => written_by(entity, mapping),
            },
            correlation_only: mapping.correlation_attribute
                && mapping.target_path.is_none()
                && mapping.target_variable.is_none(),
        });
        MappingGroup {
            name: entity.name.value.clone(),
            mappings: mappings.collect(),
            removed: compared.map(removed).unwrap_or_default(),
        }
    };
    let gone = comparison.entities.iter().filter(|compared| compared.presence == Presence::Removed);
    let gone = gone.map(|compared| MappingGroup {
        name: compared.name.clone(),
        mappings: Vec::new(),
        removed: removed(compared),
    });
    edited.entities.iter().map(group).chain(gone).collect()
}

/// The operations of a write transformation that run a mapping.
fn written_by(entity: &zonedesk_transform::Entity, mapping: &Mapping) -> Vec<TransformationOperation> {
    let runs = |&operation: &Operation| {
        operation != Operation::Read
            && !entity.ignore
            && !entity.skip_operations.contains(&operation)
            && mapping.runs_on(operation)
    };
    Operation::ALL.into_iter().filter(runs).map(Into::into).collect()
}

/// The properties that the texts of a document name.
fn properties(
    document: &Transformation,
    set: &BTreeMap<String, String>,
    places: &Places,
) -> Vec<UsedProperty> {
    let mut used: Vec<(String, Span)> = Vec::new();
    let mut seen = HashSet::new();
    in_texts(&document.root, &mut |text, span| {
        for property in expand(text, set).uses {
            if seen.insert(property.name.clone()) {
                used.push((property.name, span));
            }
        }
    });
    used.into_iter()
        .map(|(name, span)| {
            let masked = is_credential(&name);
            let value = set.get(&name).filter(|_| !masked);
            UsedProperty {
                value: value.map(|value| value.chars().take(SHOWN).collect()),
                masked,
                range: places.range(span),
                name,
            }
        })
        .collect()
}

fn in_texts(json: &Json, see: &mut dyn FnMut(&str, Span)) {
    match &json.kind {
        Kind::String(text) if text.contains('%') => see(text, json.span),
        Kind::Array(items) => items.iter().for_each(|item| in_texts(item, see)),
        Kind::Object(members) => members.iter().for_each(|member| in_texts(&member.value, see)),
        _ => {}
    }
}

fn removed(compared: &EntityComparison) -> Vec<RemovedMapping> {
    let gone = compared.mappings.iter().filter(|change| change.kind == ChangeKind::Removed);
    gone.filter_map(|change| {
        Some(RemovedMapping { title: change.title.clone(), number: count(change.before? + 1) })
    })
    .collect()
}

/// The worst that is wrong with a mapping, notes apart. Findings are in the order of the text.
fn worst(mapping: &Mapping, findings: &[Finding]) -> Option<crate::api::Severity> {
    let from = findings.partition_point(|finding| finding.span.start < mapping.span.start);
    let inside = findings[from..].iter().take_while(|finding| finding.span.start < mapping.span.end);
    match inside.map(|finding| finding.severity).min()? {
        Severity::Error => Some(crate::api::Severity::Error),
        Severity::Warning => Some(crate::api::Severity::Warning),
        Severity::Note => None,
    }
}

fn changed_lines(current: &str, text: &str) -> Vec<ChangedLines> {
    let changes = line_changes(current, text).into_iter().take(STRETCHES);
    changes
        .map(|change| ChangedLines {
            from: count(change.after.start + 1),
            to: count(change.after.end),
            kind: match (change.before.is_empty(), change.after.is_empty()) {
                (true, _) => MappingChangeKind::Added,
                (_, true) => MappingChangeKind::Removed,
                _ => MappingChangeKind::Changed,
            },
        })
        .collect()
}

/// That a text was not written for this place; what is wrong with it here is among the findings.
fn foreign(findings: &[Finding]) -> Option<String> {
    let of = |code: Code| findings.iter().find(|finding| finding.code == code);
    of(Code::OtherSystem).or(of(Code::OtherDirection)).map(|finding| format!("{}.", finding.message))
}

/// How the mappings of an entity type differ from before, by their index.
pub(super) fn changes(compared: &EntityComparison) -> HashMap<usize, MappingChangeKind> {
    compared.mappings.iter().filter_map(|change| Some((change.after?, change_kind(change.kind)))).collect()
}

/// What a mapping writes, or what it reads where it writes nothing.
pub(super) fn title(mapping: &Mapping) -> &str {
    let written = mapping.target_path.as_ref().or(mapping.target_variable.as_ref());
    let read = mapping.source_path.as_ref().or(mapping.source_variable.as_ref());
    written.or(read).map_or("", |text| &text.value)
}

pub(super) fn change_kind(kind: ChangeKind) -> MappingChangeKind {
    match kind {
        ChangeKind::Added => MappingChangeKind::Added,
        ChangeKind::Removed => MappingChangeKind::Removed,
        ChangeKind::Changed => MappingChangeKind::Changed,
        ChangeKind::Moved => MappingChangeKind::Moved,
    }
}

/// Only the errors, as a save and an import ask for them.
pub(crate) fn errors(
    properties: BTreeMap<String, String>,
    kind: TransformationKind,
    text: &str,
) -> Vec<Finding> {
    let mut found = findings(properties, kind, text).1;
    found.retain(|finding| finding.severity == Severity::Error);
    found
}
