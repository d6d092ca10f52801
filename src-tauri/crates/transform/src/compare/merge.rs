//! Taking chosen changes over into a text, leaving the rest of it as it was.

use super::{ChangeKind, Comparison, EntityComparison, MappingChange, MemberChange, Presence};
use crate::model::Transformation;
use crate::text::{self, EditError, Json, Span, TextEdit};

/// The text of `before` with the chosen changes of `comparison` (of `before` and `after`) made. Chosen are the ids of
/// mapping changes; `user` for an entity type that was added or removed; `user.condition` for a member of one.
///
/// # Errors
/// When a change finds no place in the text, which a document with syntax errors may bring about.
pub fn merge(
    before: &Transformation,
    after: &Transformation,
    comparison: &Comparison,
    chosen: &[String],
) -> Result<String, EditError> {
    let mut merged = before.text.clone();
    for entity in &comparison.entities {
        let pointer = format!("/{}", text::pointer_token(&entity.name));
        let all = chosen.contains(&entity.name);
        match entity.presence {
            Presence::Removed if all => {
                let (root, _) = text::parse(&merged);
                merged = text::apply(&merged, &[text::remove(&merged, &root, &pointer)?])?;
            }
            Presence::Added if all => {
                let (root, _) = text::parse(&merged);
                let json = slice(after, &pointer)?;
                let edit = text::insert_member(&merged, &root, "", usize::MAX, &entity.name, json)?;
                merged = text::apply(&merged, &[edit])?;
            }
            Presence::Both => {
                merged = members(merged, after, entity, &pointer, chosen)?;
                merged = mappings(merged, before, after, entity, &pointer, chosen)?;
            }
            Presence::Added | Presence::Removed => {}
        }
    }
    Ok(merged)
}

/// The text of what stands at a pointer.
fn slice<'t>(of: &'t Transformation, pointer: &str) -> Result<&'t str, EditError> {
    let json = of.root.at(pointer).ok_or_else(|| EditError::NotThere(pointer.to_owned()))?;
    Ok(json.span.of(&of.text))
}

fn members(
    mut merged: String,
    after: &Transformation,
    entity: &EntityComparison,
    pointer: &str,
    chosen: &[String],
) -> Result<String, EditError> {
    // `skipOperations[0]` belongs to the member `skipOperations`.
    let own = |change: &MemberChange| change.name.split(['.', '[']).next().unwrap_or_default().to_owned();
    let mut names: Vec<String> = entity.members.iter().map(own).collect();
    names.dedup();
    for name in names.into_iter().filter(|n| chosen.contains(&format!("{}.{n}", entity.name))) {
        let at = format!("{pointer}/{}", text::pointer_token(&name));
        let (root, _) = text::parse(&merged);
        let edit = match (root.at(&at), slice(after, &at)) {
            (Some(old), Ok(json)) => TextEdit { span: old.span, text: json.to_owned() },
            (Some(_), Err(_)) => text::remove(&merged, &root, &at)?,
            (None, Ok(json)) => text::insert_member(&merged, &root, pointer, 0, &name, json)?,
            (None, Err(error)) => return Err(error),
        };
        merged = text::apply(&merged, &[edit])?;
    }
    Ok(merged)
}

/// An item of the list to be: the one before, or the one after, by index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Item {
    before: Option<usize>,
    after: Option<usize>,
    /// Whether the later text is taken.
    new: bool,
}

fn mappings(
    merged: String,
    before: &Transformation,
    after: &Transformation,
    entity: &EntityComparison,
    pointer: &str,
    chosen: &[String],
) -> Result<String, EditError> {
    let chosen: Vec<&MappingChange> = entity.mappings.iter().filter(|c| chosen.contains(&c.id)).collect();
    if chosen.is_empty() {
        return Ok(merged);
    }
    let list_at = format!("{pointer}/mappings");
    let (root, _) = text::parse(&merged);
    let list = root.at(&list_at).ok_or_else(|| EditError::NotThere(list_at.clone()))?;
    let order = order(before, after, entity, &chosen);
    let old_texts: Vec<&str> = list.items().iter().map(|item| item.span.of(&merged)).collect();
    let later = after.root.at(&list_at).ok_or_else(|| EditError::NotThere(list_at.clone()))?;
    let mut texts = Vec::new();
    for item in &order {
        let kept = item.before.filter(|_| !item.new).and_then(|i| old_texts.get(i).copied());
        let taken = item.after.and_then(|j| later.items().get(j)).map(|json| json.span.of(&after.text));
        texts.push(kept.or(taken).ok_or_else(|| EditError::NotThere(list_at.clone()))?);
    }
    let in_place =
        order.len() == list.items().len() && order.iter().enumerate().all(|(i, item)| item.before == Some(i));
    let edits = if in_place {
        let changed = order.iter().zip(list.items()).zip(&texts).filter(|((item, _), _)| item.new);
        changed.map(|((_, old), text)| TextEdit { span: old.span, text: (*text).to_owned() }).collect()
    } else {
        vec![rewritten(&merged, list, &texts)]
    };
    text::apply(&merged, &edits)
}

/// The list with other items, each in its own spelling, and with the blanks that the list has between its own.
fn rewritten(merged: &str, list: &Json, texts: &[&str]) -> TextEdit {
    let span = Span::new(list.span.start + 1, list.span.end - 1);
    let (lead, tail) = match (list.items().first(), list.items().last()) {
        (Some(first), Some(last)) => {
            (&merged[span.start..first.span.start], &merged[last.span.end..span.end])
        }
        _ => ("\n", "\n"),
    };
    let gap = match list.items() {
        [first, second, ..] => merged[first.span.end..second.span.start].trim_start_matches(',').to_owned(),
        _ => lead.to_owned(),
    };
    let joined = texts.join(&format!(",{gap}"));
    let text = if texts.is_empty() { String::new() } else { format!("{lead}{joined}{tail}") };
    TextEdit { span, text }
}

/// The order to be: what is before, without what was removed, and with what was moved or added behind the one that it
/// follows in the later document.
fn order(
    before: &Transformation,
    after: &Transformation,
    entity: &EntityComparison,
    chosen: &[&MappingChange],
) -> Vec<Item> {
    let count = |of: &Transformation| of.entity(&entity.name).map_or(0, |e| e.mappings.len());
    let (count_before, count_after) = (count(before), count(after));
    // Who became whom: unchanged ones pair up in the order that the changes leave them.
    let mut became: Vec<Option<usize>> = vec![None; count_before];
    let mut open_before = vec![true; count_before];
    let mut open_after = vec![true; count_after];
    for change in &entity.mappings {
        if let Some(i) = change.before {
            became[i] = change.after;
            open_before[i] = false;
        }
        if let Some(j) = change.after {
            open_after[j] = false;
        }
    }
    let mut rest = (0..count_after).filter(|&j| open_after[j]);
    for i in (0..count_before).filter(|&i| open_before[i]) {
        became[i] = rest.next();
    }
    let find = |i: usize| chosen.iter().find(|c| c.before == Some(i));
    let mut items: Vec<Item> = Vec::new();
    let mut to_place: Vec<Item> = Vec::new();
    for (i, after) in became.iter().enumerate() {
        let change = find(i);
        let new = change.is_some_and(|c| c.kind == ChangeKind::Changed);
        let item = Item { before: Some(i), after: *after, new };
        match change {
            Some(c) if c.kind == ChangeKind::Removed => {}
            Some(c) if c.moved.is_some() => to_place.push(item),
            _ => items.push(item),
        }
    }
    let added = chosen.iter().filter(|c| c.kind == ChangeKind::Added);
    to_place.extend(added.map(|c| Item { before: None, after: c.after, new: true }));
    to_place.sort_by_key(|item| item.after);
    for item in to_place {
        let place = (0..item.after.unwrap_or(0))
            .rev()
            .find_map(|j| items.iter().position(|other| other.after == Some(j)))
            .map_or(0, |p| p + 1);
        items.insert(place, item);
    }
    items
}

/// The ids that [`merge`] takes for everything that a comparison found.
impl Comparison {
    #[must_use]
    pub fn ids(&self) -> Vec<String> {
        let mut ids = Vec::new();
        for entity in &self.entities {
            if entity.presence != Presence::Both {
                ids.push(entity.name.clone());
                continue;
            }
            for change in &entity.members {
                let own = change.name.split(['.', '[']).next().unwrap_or_default();
                ids.push(format!("{}.{own}", entity.name));
            }
            ids.extend(entity.mappings.iter().map(|c| c.id.clone()));
        }
        ids.dedup();
        ids
    }
}
