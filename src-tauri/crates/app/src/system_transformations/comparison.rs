use std::collections::BTreeMap;

use zonedesk_transform::compare::{
    ChangeKind, Comparison, EntityComparison, Line, MappingChange, MemberChange, Presence, shown, title,
};
use zonedesk_transform::{Direction, Finding, Transformation};

use super::check::change_kind;
use super::sides::side_of;
use super::wire::{Places, count};
use crate::api::{
    AppError, EntityDifference, MappingDifference, MappingMove, MemberDifference, MemberLine,
    TransformationComparison, TransformationFinding, TransformationKind, TransformationSide,
    UnchangedMapping,
};
use crate::app::{App, system_id};
use crate::properties::destination_file::holds_secret;
use crate::transformations::{Compared, compare};

/// Characters of a value that are shown of it.
const SHOWN: usize = 2_000;

/// How two texts of a system's transformation differ, by what they mean.
pub async fn transformation_compare(
    app: &App,
    system: &str,
    kind: TransformationKind,
    before: TransformationSide,
    after: TransformationSide,
) -> Result<TransformationComparison, AppError> {
    transformation_compared(app, system, kind, before, after).await.map(plain)
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
        let properties = masked(workspace.system(id)?.effective_properties());
        let (a, b) =
            (side_of(workspace, Some(id), kind, before)?, side_of(workspace, Some(id), kind, after)?);
        let direction = match kind {
            TransformationKind::Read => Direction::Read,
            TransformationKind::Write => Direction::Write,
        };
        Ok::<_, AppError>(compare(a, b, Some(properties), Some(direction)))
    })
    .await
}

/// Notes say what properties are set to.
fn masked(mut properties: BTreeMap<String, String>) -> BTreeMap<String, String> {
    let secret = properties.iter_mut().filter(|(name, value)| holds_secret(name) && !value.is_empty());
    secret.for_each(|(_, value)| "…".clone_into(value));
    properties
}

fn plain(compared: Compared) -> TransformationComparison {
    let comparison = &compared.comparison;
    let number = |kind| count(comparison.changes().filter(|change| change.kind == kind).count());
    let (a, b) = (Placed::of(&compared.a), Placed::of(&compared.b));
    TransformationComparison {
        same_meaning: compared.same_meaning,
        same_text: compared.same_text,
        differing_lines: count(compared.differing_lines),
        added: number(ChangeKind::Added),
        removed: number(ChangeKind::Removed),
        changed: number(ChangeKind::Changed),
        moved: number(ChangeKind::Moved),
        unchanged: count(comparison.entities.iter().map(|entity| entity.unchanged).sum()),
        entities: comparison.entities.iter().map(|of| entity(of, &compared, &a, &b)).collect(),
        others: comparison.others.iter().map(|change| member(change, Comparison::other_id(change))).collect(),
        broken_before: a.findings(&compared.broken_before),
        broken_after: b.findings(&compared.broken_after),
        before: compared.before,
        after: compared.after,
        notes: compared.notes,
    }
}

/// A transformation and the places of its text.
struct Placed<'t> {
    of: &'t Transformation,
    places: Places<'t>,
}

impl<'t> Placed<'t> {
    fn of(of: &'t Transformation) -> Self {
        Self { of, places: Places::of(&of.text) }
    }

    fn findings(&self, findings: &[Finding]) -> Vec<TransformationFinding> {
        findings.iter().map(|finding| self.places.finding(finding.clone())).collect()
    }

    fn mapping(&self, entity: &str, index: Option<usize>) -> Option<&'t zonedesk_transform::Mapping> {
        self.of.entity(entity)?.mappings.get(index?)
    }
}

fn entity(entity: &EntityComparison, compared: &Compared, a: &Placed, b: &Placed) -> EntityDifference {
    let unchanged = entity.same.iter().map(|&(i, j)| UnchangedMapping {
        title: b.mapping(&entity.name, Some(j)).map(title).unwrap_or_default(),
        before: count(i + 1),
        after: count(j + 1),
    });
    EntityDifference {
        id: entity.id(),
        name: entity.name.clone(),
        before: (entity.presence != Presence::Added).then(|| count(entity.before)),
        after: (entity.presence != Presence::Removed).then(|| count(entity.after)),
        members: entity.members.iter().map(|change| member(change, entity.member_id(change))).collect(),
        mappings: entity.mappings.iter().map(|change| mapping(entity, change, compared, a, b)).collect(),
        unchanged: unchanged.collect(),
    }
}

fn mapping(
    entity: &EntityComparison,
    change: &MappingChange,
    compared: &Compared,
    a: &Placed,
    b: &Placed,
) -> MappingDifference {
    let place = |index: Option<usize>| index.map(|index| count(index + 1));
    let range = |side: &Placed, index| {
        side.mapping(&entity.name, index).map(|mapping| side.places.range(mapping.span))
    };
    let mut tags: Vec<String> = change.members.iter().map(|change| change.member.clone()).collect();
    tags.dedup();
    MappingDifference {
        id: change.id.clone(),
        kind: change_kind(change.kind),
        title: change.title.clone(),
        before: place(change.before),
        after: place(change.after),
        range_before: range(a, change.before),
        range_after: range(b, change.after),
        tags,
        lines: compared.lines(entity, change).into_iter().map(line).collect(),
        moved: change.moved.as_ref().map(|moved| MappingMove {
            matters: moved.matters.iter().map(|reason| reason.why.clone()).collect(),
        }),
    }
}

fn line(line: Line) -> MemberLine {
    MemberLine { name: line.name, before: line.before.map(cut), after: line.after.map(cut), same: line.same }
}

fn member(change: &MemberChange, id: String) -> MemberDifference {
    let shown = |value: &Option<zonedesk_jsonpath::Value>| {
        value.as_ref().map(|value| cut(shown(&change.name, value)))
    };
    MemberDifference {
        id,
        name: change.name.clone(),
        before: shown(&change.before),
        after: shown(&change.after),
    }
}

/// What is shown of a long value.
fn cut(mut text: String) -> String {
    if let Some((end, _)) = text.char_indices().nth(SHOWN) {
        text.truncate(end);
        text.push('…');
    }
    text
}
