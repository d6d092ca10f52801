//! A value set: onto what is there, into what is made on the way.

use std::borrow::Cow;

use super::{TargetStep, WriteFault, Writer};
use crate::document::{Kind, Name};
use crate::draft::Draft;
use crate::node::Node;
use crate::path::Place;

impl Writer<'_, '_> {
    /// Whether there is something to write to: names and indexes are made, elements for `[*]` and filters are not.
    pub(super) fn leads_somewhere(&self, steps: &[TargetStep], here: Node<'_>) -> Result<bool, WriteFault> {
        let made = |steps: &[TargetStep]| {
            !steps.iter().any(|s| matches!(s, TargetStep::All | TargetStep::Filter(_)))
        };
        let Some((step, rest)) = steps.split_first() else { return Ok(true) };
        if made(steps) {
            return Ok(true);
        }
        match step {
            TargetStep::Name(name) => match here.member(name) {
                Some(child) => self.leads_somewhere(rest, child),
                None => Ok(made(rest)),
            },
            TargetStep::Index(index) => match here.elements().and_then(|mut e| e.nth(*index)) {
                Some(child) => self.leads_somewhere(rest, child),
                None => Ok(made(rest)),
            },
            TargetStep::All => {
                for element in here.elements().into_iter().flatten() {
                    if self.leads_somewhere(rest, element)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            TargetStep::Filter(condition) => {
                for element in here.elements().into_iter().flatten() {
                    if self.accepts(condition, element)? && self.leads_somewhere(rest, element)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            TargetStep::Spread { .. } => Ok(true),
        }
    }

    pub(super) fn set<'a>(
        &mut self,
        steps: &'a [TargetStep],
        here: &mut Draft<'a>,
        value: Draft<'a>,
        place: &Place<'_>,
    ) -> Result<(), WriteFault> {
        let Some((step, rest)) = steps.split_first() else {
            assign(here, value);
            self.note(place);
            return Ok(());
        };
        match step {
            TargetStep::Name(name) => {
                self.set(rest, member(here.open_object(), name), value, &place.name(name.as_str()))
            }
            TargetStep::Index(index) => {
                let elements = here.open_array();
                while elements.len() <= *index {
                    elements.push(match rest.first() {
                        Some(TargetStep::Name(_)) => Draft::Object(Vec::new()),
                        _ => Draft::default(),
                    });
                }
                self.set(rest, &mut elements[*index], value, &place.index(*index as i64))
            }
            TargetStep::All => {
                for (i, element) in here.open_array().iter_mut().enumerate() {
                    if self.leads_somewhere(rest, Node::from(&*element))? {
                        self.set(rest, element, value.clone(), &place.index(i as i64))?;
                    }
                }
                Ok(())
            }
            TargetStep::Filter(condition) => {
                for (i, element) in here.open_array().iter_mut().enumerate() {
                    let node = Node::from(&*element);
                    if self.accepts(condition, node)? && self.leads_somewhere(rest, node)? {
                        self.set(rest, element, value.clone(), &place.index(i as i64))?;
                    }
                }
                Ok(())
            }
            TargetStep::Spread { names, .. } => {
                let mut values = value;
                let values = if values.kind() == Kind::Array {
                    std::mem::take(values.open_array())
                } else {
                    vec![values]
                };
                let elements = here.open_array();
                for (i, value) in values.into_iter().enumerate() {
                    if elements.len() == i {
                        elements.push(Draft::default());
                    }
                    set_names(&mut elements[i], names, value);
                    self.note(&place.index(i as i64));
                }
                Ok(())
            }
        }
    }
}

/// An object onto an object that is there merges at its first level; anything else replaces.
fn assign<'a>(here: &mut Draft<'a>, value: Draft<'a>) {
    if here.kind() != Kind::Object || value.kind() != Kind::Object {
        *here = value;
        return;
    }
    let members = here.open_object();
    let mut merge = |name: Cow<'a, str>, child| match members.iter_mut().find(|(n, _)| *n == name) {
        Some((_, old)) => *old = child,
        None => members.push((name, child)),
    };
    match value {
        Draft::Kept(node) => node.children().for_each(|(name, child)| merge(name.name(), Draft::Kept(child))),
        mut made => {
            std::mem::take(made.open_object()).into_iter().for_each(|(name, child)| merge(name, child));
        }
    }
}

pub(super) fn assign_member<'a>(
    members: &mut Vec<(Cow<'a, str>, Draft<'a>)>,
    name: &'a Name,
    value: Draft<'a>,
) {
    match members.iter_mut().find(|(n, _)| n == name.as_str()) {
        Some((_, old)) => assign(old, value),
        None => members.push((Cow::Borrowed(name.as_str()), value)),
    }
}

/// The member of that name, made where it is missing.
fn member<'m, 'a>(members: &'m mut Vec<(Cow<'a, str>, Draft<'a>)>, name: &'a Name) -> &'m mut Draft<'a> {
    let at = members.iter().position(|(n, _)| n == name.as_str()).unwrap_or_else(|| {
        members.push((Cow::Borrowed(name.as_str()), Draft::default()));
        members.len() - 1
    });
    &mut members[at].1
}

fn set_names<'a>(here: &mut Draft<'a>, names: &'a [Name], value: Draft<'a>) {
    match names {
        [] => assign(here, value),
        [name, rest @ ..] => set_names(member(here.open_object(), name), rest, value),
    }
}
