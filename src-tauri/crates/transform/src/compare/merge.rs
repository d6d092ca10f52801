//! Taking chosen changes over into a text, leaving the rest of it as it was.

use std::collections::{HashMap, HashSet};

use super::{ChangeKind, Comparison, EntityComparison, MappingChange, MemberChange, Presence};
use crate::model::Transformation;
use crate::text::{self, EditError, Json, Kind, Span, TextEdit};

/// The text of `before` with the chosen changes of `comparison` (of `before` and `after`) made. Chosen are the ids of
/// mapping changes; `user` for an entity type that was added or removed; `user.condition` for a member of one;
/// `.version` for a member of the document that is no entity type. Others are passed over.
///
/// # Errors
/// When a change finds no place in the text, which a document with errors may bring about.
pub fn merge(
    before: &Transformation,
    after: &Transformation,
    comparison: &Comparison,
    chosen: &[String],
) -> Result<String, EditError> {
    let chosen: HashSet<&str> = chosen.iter().map(String::as_str).collect();
    let is_chosen = |id: &str| chosen.contains(id);
    let mut merged = before.text.clone();
    for entity in &comparison.entities {
        let pointer = format!("/{}", text::pointer_token(&entity.name));
        match entity.presence {
            Presence::Removed if is_chosen(&entity.id()) => merged = without(merged, &pointer)?,
            Presence::Added if is_chosen(&entity.id()) => {
                merged = with(&merged, "", &entity.name, usize::MAX, slice(after, &pointer)?)?;
            }
            Presence::Both => {
                merged = members(merged, after, entity, &pointer, &is_chosen)?;
                merged = mappings(merged, before, after, entity, &pointer, &is_chosen)?;
            }
            Presence::Added | Presence::Removed => {}
        }
    }
    for name in names(&comparison.others, |change| is_chosen(&Comparison::other_id(change))) {
        let pointer = format!("/{}", text::pointer_token(name));
        match slice(after, &pointer) {
            Ok(json) if after.entity(name).is_none() => {
                merged = with(&merged, "", name, usize::MAX, json)?;
            }
            // An entity type of the name may have been taken over in its place.
            _ if matches!(text::parse(&merged).0.at(&pointer), Some(Json { kind: Kind::Object(_), .. })) => {}
            _ => merged = without(merged, &pointer)?,
        }
    }
    Ok(merged)
}

/// The members that chosen changes are about, each once.
fn names(changes: &[MemberChange], is_chosen: impl Fn(&MemberChange) -> bool) -> impl Iterator<Item = &str> {
    let mut names: Vec<&str> =
        changes.iter().filter(|c| is_chosen(c)).map(|change| change.member.as_str()).collect();
    names.dedup();
    names.into_iter()
}

/// The text of what stands at a pointer.
fn slice<'t>(of: &'t Transformation, pointer: &str) -> Result<&'t str, EditError> {
    let json = of.root.at(pointer).ok_or_else(|| EditError::NotThere(pointer.to_owned()))?;
    Ok(json.span.of(&of.text))
}

/// With a value as the member `name` of the object at `parent`, in the place of the one that is there, else before the
/// `index`th.
fn with(merged: &str, parent: &str, name: &str, index: usize, json: &str) -> Result<String, EditError> {
    let (root, _) = text::parse(merged);
    let edit = match root.at(&format!("{parent}/{}", text::pointer_token(name))) {
        Some(old) => TextEdit { span: old.span, text: json.to_owned() },
        None => text::insert_member(merged, &root, parent, index, name, json)?,
    };
    text::apply(merged, &[edit])
}

/// Without what stands at a pointer, also where it is written twice.
fn without(mut merged: String, pointer: &str) -> Result<String, EditError> {
    loop {
        let (root, _) = text::parse(&merged);
        if root.at(pointer).is_none() {
            return Ok(merged);
        }
        merged = text::apply(&merged, &[text::remove(&root, pointer)?])?;
    }
}

fn members(
    mut merged: String,
    after: &Transformation,
    entity: &EntityComparison,
    pointer: &str,
    is_chosen: &impl Fn(&str) -> bool,
) -> Result<String, EditError> {
    for name in names(&entity.members, |change| is_chosen(&entity.member_id(change))) {
        let at = format!("{pointer}/{}", text::pointer_token(name));
        merged = match slice(after, &at) {
            Ok(json) => with(&merged, pointer, name, 0, json)?,
            Err(_) => without(merged, &at)?,
        };
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
    is_chosen: &impl Fn(&str) -> bool,
) -> Result<String, EditError> {
    let chosen: Vec<&MappingChange> = entity.mappings.iter().filter(|c| is_chosen(&c.id)).collect();
    if chosen.is_empty() {
        return Ok(merged);
    }
    let list_at = format!("{pointer}/mappings");
    let (root, _) = text::parse(&merged);
    let list = root.at(&list_at);
    let held = list.map_or(&[][..], Json::items);
    if held.len() != before.entity(&entity.name).map_or(0, |entity| entity.mappings.len()) {
        return Err(EditError::WrongKind(list_at, "list of mappings"));
    }
    let order = order(entity, &chosen);
    let old_texts: Vec<&str> = held.iter().map(|item| item.span.of(&merged)).collect();
    let later = after.entity(&entity.name).map_or(&[][..], |entity| &entity.mappings);
    let mut texts = Vec::new();
    for item in &order {
        let kept = item.before.filter(|_| !item.new).and_then(|i| old_texts.get(i).copied());
        let taken = item.after.and_then(|j| later.get(j)).map(|mapping| mapping.span.of(&after.text));
        texts.push(kept.or(taken).ok_or_else(|| EditError::NotThere(list_at.clone()))?);
    }
    let in_place =
        order.len() == held.len() && order.iter().enumerate().all(|(i, item)| item.before == Some(i));
    let edits = match list {
        Some(_) if in_place => {
            let changed = order.iter().zip(held).zip(&texts).filter(|((item, _), _)| item.new);
            changed.map(|((_, old), text)| TextEdit { span: old.span, text: (*text).to_owned() }).collect()
        }
        Some(list) if !held.is_empty() => vec![rewritten(&merged, list, &texts)],
        _ => {
            // No item shows how they are laid out.
            vec![text::set(&merged, &root, &list_at, &format!("[{}]", texts.join(",")))?]
        }
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
        _ => ("", ""),
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
fn order(entity: &EntityComparison, chosen: &[&MappingChange]) -> Vec<Item> {
    let mut became: Vec<Option<usize>> = vec![None; entity.before];
    let pairs = entity.mappings.iter().filter_map(|change| Some((change.before?, change.after?)));
    pairs.chain(entity.same.iter().copied()).for_each(|(i, j)| became[i] = Some(j));
    let of: HashMap<usize, &MappingChange> =
        chosen.iter().filter_map(|change| Some((change.before?, *change))).collect();
    let mut items: Vec<Item> = Vec::new();
    let mut to_place: Vec<Item> = Vec::new();
    for (i, after) in became.iter().enumerate() {
        let change = of.get(&i);
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

/// The ids that [`merge`] takes.
impl Comparison {
    /// Of everything that was found.
    #[must_use]
    pub fn ids(&self) -> Vec<String> {
        let mut ids = Vec::new();
        for entity in &self.entities {
            if entity.presence != Presence::Both {
                ids.push(entity.id());
                continue;
            }
            ids.extend(entity.members.iter().map(|change| entity.member_id(change)));
            ids.extend(entity.mappings.iter().map(|change| change.id.clone()));
        }
        ids.extend(self.others.iter().map(Self::other_id));
        ids.dedup();
        ids
    }

    /// Of a member of the document that is no entity type.
    #[must_use]
    pub fn other_id(change: &MemberChange) -> String {
        format!(".{}", change.member)
    }
}

impl EntityComparison {
    /// Of the whole, where it is on one side only.
    #[must_use]
    pub fn id(&self) -> String {
        entity_id(&self.name)
    }

    /// Of a member; its parts share it.
    #[must_use]
    pub fn member_id(&self, change: &MemberChange) -> String {
        format!("{}.{}", self.id(), change.member)
    }
}

/// The name of an entity type without the signs that end it in an id.
pub(super) fn entity_id(name: &str) -> String {
    if name.is_empty() {
        return "~".to_owned();
    }
    name.replace('~', "~0").replace('.', "~1").replace(':', "~2")
}
