use std::collections::{BTreeMap, HashMap};

use zonedesk_transform::compare::{ChangeKind, Comparison, compare};
use zonedesk_transform::{Circumstances, Direction, Finding, Mapping, Severity, Transformation};

use super::wire::{Places, count};
use super::{in_use, sized};
use crate::api::{
    AppError, MappingChangeKind, MappingEntry, MappingGroup, TransformationCheck, TransformationKind,
};
use crate::app::{App, system_id};

/// Findings that are told one by one; all are counted.
const TOLD: usize = 500;

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
        let (edited, findings) = findings(system.effective_properties(), kind, &text);
        let comparison = compare(&Transformation::load(current).0, &edited);
        let places = Places::of(&text);
        let number = |severity| count(findings.iter().filter(|f| f.severity == severity).count());
        Ok::<_, AppError>(TransformationCheck {
            readable: !findings.iter().any(|f| f.severity == Severity::Error && f.code.is_syntax()),
            errors: number(Severity::Error),
            warnings: number(Severity::Warning),
            entities: outline(&edited, &comparison, &places),
            removed: count(comparison.changes().filter(|c| c.kind == ChangeKind::Removed).count()),
            findings: findings.into_iter().take(TOLD).map(|finding| places.finding(finding)).collect(),
        })
    })
    .await
}

/// All that is wrong with a text as the transformation of a system that has these properties.
fn findings(
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

fn outline(edited: &Transformation, comparison: &Comparison, places: &Places) -> Vec<MappingGroup> {
    let group = |entity: &zonedesk_transform::Entity| {
        let compared = comparison.entities.iter().find(|compared| compared.name == entity.name.value);
        let changes: HashMap<usize, ChangeKind> = compared
            .iter()
            .flat_map(|compared| &compared.mappings)
            .filter_map(|change| Some((change.after?, change.kind)))
            .collect();
        let mappings = entity.mappings.iter().enumerate().map(|(index, mapping)| MappingEntry {
            title: title(mapping).to_owned(),
            range: places.range(mapping.span),
            change: changes.get(&index).map(|&kind| change_kind(kind)),
        });
        MappingGroup { name: entity.name.value.clone(), mappings: mappings.collect() }
    };
    edited.entities.iter().map(group).collect()
}

/// What a mapping writes, or what it reads where it writes nothing.
fn title(mapping: &Mapping) -> &str {
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
