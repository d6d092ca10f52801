use zonedesk_transform::Finding;
use zonedesk_transform::compare::{ChangeKind, EntityComparison, MappingChange, MemberChange, Presence};

use super::check::change_kind;
use super::text_of;
use super::wire::{Places, count};
use crate::api::{
    AppError, EntityDifference, MappingDifference, MappingMove, MemberDifference, TransformationComparison,
    TransformationFinding, TransformationKind, TransformationSide,
};
use crate::app::{App, system_id};
use crate::transformations::{Compared, compare};

/// How two texts of a system's transformation differ, by what they mean.
pub async fn transformation_compare(
    app: &App,
    system: &str,
    kind: TransformationKind,
    before: TransformationSide,
    after: TransformationSide,
) -> Result<TransformationComparison, AppError> {
    let id = system_id(system)?;
    app.workspace(move |workspace| {
        let (a, b) = (text_of(workspace, id, kind, before)?, text_of(workspace, id, kind, after)?);
        Ok::<_, AppError>(plain(compare(&a, &b), &a, &b))
    })
    .await
}

/// As [`transformation_compare`], with places and values as the engine has them.
pub async fn transformation_compared(
    app: &App,
    system: &str,
    kind: TransformationKind,
    before: TransformationSide,
    after: TransformationSide,
) -> Result<Compared, AppError> {
    let id = system_id(system)?;
    app.workspace(move |workspace| {
        let (a, b) = (text_of(workspace, id, kind, before)?, text_of(workspace, id, kind, after)?);
        Ok::<_, AppError>(compare(&a, &b))
    })
    .await
}

fn plain(compared: Compared, before: &str, after: &str) -> TransformationComparison {
    let comparison = &compared.comparison;
    let number = |kind| count(comparison.changes().filter(|change| change.kind == kind).count());
    TransformationComparison {
        same_meaning: compared.same_meaning,
        same_text: compared.same_text,
        differing_lines: count(compared.differing_lines),
        added: number(ChangeKind::Added),
        removed: number(ChangeKind::Removed),
        changed: number(ChangeKind::Changed),
        moved: number(ChangeKind::Moved),
        unchanged: count(comparison.entities.iter().map(|entity| entity.unchanged).sum()),
        entities: comparison.entities.iter().filter(|entity| !entity.is_same()).map(entity).collect(),
        others: comparison.others.iter().map(member).collect(),
        broken_before: placed(compared.broken_before, before),
        broken_after: placed(compared.broken_after, after),
    }
}

fn placed(findings: Vec<Finding>, text: &str) -> Vec<TransformationFinding> {
    let places = Places::of(text);
    findings.into_iter().map(|finding| places.finding(finding)).collect()
}

fn entity(entity: &EntityComparison) -> EntityDifference {
    EntityDifference {
        name: entity.name.clone(),
        before: (entity.presence != Presence::Added).then(|| count(entity.before)),
        after: (entity.presence != Presence::Removed).then(|| count(entity.after)),
        members: entity.members.iter().map(member).collect(),
        mappings: entity.mappings.iter().map(mapping).collect(),
    }
}

fn mapping(change: &MappingChange) -> MappingDifference {
    let place = |index: Option<usize>| index.map(|index| count(index + 1));
    MappingDifference {
        kind: change_kind(change.kind),
        title: change.title.clone(),
        before: place(change.before),
        after: place(change.after),
        members: change.members.iter().map(member).collect(),
        moved: change.moved.as_ref().map(|moved| MappingMove {
            matters: moved.matters.iter().map(|reason| reason.why.clone()).collect(),
        }),
    }
}

fn member(change: &MemberChange) -> MemberDifference {
    let json = |value: &Option<zonedesk_jsonpath::Value>| {
        value.as_ref().map(|value| serde_json::Value::from(value).to_string())
    };
    MemberDifference { name: change.name.clone(), before: json(&change.before), after: json(&change.after) }
}
