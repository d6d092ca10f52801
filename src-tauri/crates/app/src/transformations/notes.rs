//! What a person should know of each change: the findings that only the later side has.

use std::collections::HashMap;

use zonedesk_transform::compare::{Comparison, Presence, title};
use zonedesk_transform::{Code, Finding, Severity, Transformation};

use super::difference::{is_of_another_kind, sentence};
use crate::api::ComparisonNote;

/// More notes than these nobody reads.
const MOST: usize = 500;

/// Where a finding belongs: a mapping by its index, or what is beside mappings.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Place<'t> {
    Mapping(&'t str, usize),
    Entity(&'t str),
    Document,
}

type Found<'f> = HashMap<Place<'f>, Vec<&'f Finding>>;

/// A mapping of the later side: where it stood, and the change that it is part of.
#[derive(Default)]
struct Was<'c> {
    before: Option<usize>,
    change: Option<&'c str>,
}

/// Findings of the later side that the earlier one does not have at the same mapping, in the order of the text.
pub fn notes(
    (before, findings_before): (&Transformation, &[Finding]),
    (after, findings_after): (&Transformation, &[Finding]),
    comparison: &Comparison,
) -> Vec<ComparisonNote> {
    let (old, new) = (placed(before, findings_before), placed(after, findings_after));
    let were = were(comparison);
    let mut told: Vec<(usize, ComparisonNote)> = Vec::new();
    for (place, findings) in &new {
        let nowhere = Was::default();
        let was = match *place {
            Place::Mapping(name, j) => were.get(&(name, j)).unwrap_or(&nowhere),
            _ => &nowhere,
        };
        let earlier = match *place {
            Place::Mapping(name, _) => was.before.and_then(|i| old.get(&Place::Mapping(name, i))),
            _ => old.get(place),
        };
        for finding in only_later(findings, earlier.map_or(&[], Vec::as_slice)) {
            let change = match *place {
                Place::Mapping(..) => was.change.map(str::to_owned),
                Place::Entity(name) => member(comparison, name, finding),
                Place::Document => None,
            };
            // Of what did not change only what is wrong now.
            if change.is_none() && finding.severity == Severity::Note {
                continue;
            }
            let said = sentence(&finding.message);
            let text = match *place {
                Place::Mapping(name, j) if change.is_none() => {
                    let mapping = after.entity(name).and_then(|entity| entity.mappings.get(j));
                    let title = mapping.map(title).unwrap_or_default();
                    format!("{name}, mapping {} ({title}): {said}", j + 1)
                }
                Place::Entity(name) if change.is_none() => format!("{name}: {said}"),
                _ => said,
            };
            told.push((
                finding.span.start,
                ComparisonNote { severity: finding.severity.into(), text, change },
            ));
        }
    }
    told.sort_by(|a, b| (a.0, &a.1.text).cmp(&(b.0, &b.1.text)));
    told.into_iter().map(|(_, note)| note).take(MOST).collect()
}

fn were(comparison: &Comparison) -> HashMap<(&str, usize), Was<'_>> {
    let mut were = HashMap::new();
    for entity in &comparison.entities {
        let name = entity.name.as_str();
        for &(i, j) in &entity.same {
            were.insert((name, j), Was { before: Some(i), change: None });
        }
        for change in &entity.mappings {
            if let Some(j) = change.after {
                were.insert((name, j), Was { before: change.before, change: Some(&change.id) });
            }
        }
    }
    were
}

/// The findings by where they belong, without those that are told of the side as a whole.
fn placed<'f>(of: &'f Transformation, findings: &'f [Finding]) -> Found<'f> {
    let mappings: HashMap<&str, (&str, usize)> = of
        .entities
        .iter()
        .flat_map(|entity| entity.mappings.iter().enumerate().map(move |(i, m)| (entity, i, m)))
        .map(|(entity, i, mapping)| (mapping.pointer.as_str(), (entity.name.value.as_str(), i)))
        .collect();
    let mut found = Found::new();
    let own = |code: Code| !code.is_syntax() && !is_of_another_kind(code);
    for finding in findings.iter().filter(|finding| own(finding.code)) {
        // `/user/mappings/3` and what lies in it.
        let end = finding.pointer.match_indices('/').nth(3).map_or(finding.pointer.len(), |(at, _)| at);
        let place = match mappings.get(&finding.pointer[..end]) {
            Some(&(entity, index)) => Place::Mapping(entity, index),
            None => of
                .entities
                .iter()
                .find(|entity| {
                    let rest = finding.pointer.strip_prefix(&entity.pointer);
                    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                })
                .map_or(Place::Document, |entity| Place::Entity(&entity.name.value)),
        };
        found.entry(place).or_default().push(finding);
    }
    found
}

/// Of each code as many as there are more now, those first that say what was not said before.
fn only_later<'f>(now: &[&'f Finding], before: &[&Finding]) -> Vec<&'f Finding> {
    let mut open: HashMap<Code, usize> = HashMap::new();
    for finding in now {
        *open.entry(finding.code).or_default() += 1;
    }
    for finding in before {
        open.entry(finding.code).and_modify(|count| *count = count.saturating_sub(1));
    }
    let is_known = |finding: &&&Finding| {
        before.iter().any(|old| old.code == finding.code && old.message == finding.message)
    };
    let (known, fresh): (Vec<&&Finding>, Vec<&&Finding>) = now.iter().partition(is_known);
    let mut take = |finding: &&&Finding| {
        let left = open.entry(finding.code).or_default();
        let some = *left > 0;
        *left = left.saturating_sub(1);
        some
    };
    fresh.into_iter().chain(known).filter(&mut take).copied().collect()
}

/// The change of an entity type, or of a member of it, that a finding is about.
fn member(comparison: &Comparison, name: &str, finding: &Finding) -> Option<String> {
    let entity = comparison.entities.iter().find(|entity| entity.name == name)?;
    if entity.presence != Presence::Both {
        return Some(entity.id());
    }
    let token = finding.pointer.split('/').nth(2)?;
    let change = entity.members.iter().find(|change| change.member == token)?;
    Some(entity.member_id(change))
}
