//! What stands at a target, removed.

use super::{TargetStep, WriteFault, Writer};
use crate::condition::Condition;
use crate::document::Kind;
use crate::draft::Draft;
use crate::node::Node;
use crate::path::Place;

impl Writer<'_, '_> {
    pub(super) fn remove(
        &mut self,
        steps: &[TargetStep],
        here: &mut Draft<'_>,
        place: &Place<'_>,
    ) -> Result<(), WriteFault> {
        let Some((step, rest)) = steps.split_first() else {
            // the whole document: nothing is left of it
            here.open_object().clear();
            self.note(place);
            return Ok(());
        };
        let kind = here.kind();
        match step {
            TargetStep::Name(name) if kind == Kind::Object => {
                let members = here.open_object();
                let Some(at) = members.iter().position(|(n, _)| n == name.as_str()) else { return Ok(()) };
                let place = place.name(name.as_str());
                if rest.is_empty() {
                    members.remove(at);
                    self.note(&place);
                    return Ok(());
                }
                self.remove(rest, &mut members[at].1, &place)
            }
            TargetStep::Index(index) if kind == Kind::Array => {
                let elements = here.open_array();
                if *index >= elements.len() {
                    return Ok(());
                }
                let place = place.index(*index as i64);
                if rest.is_empty() {
                    elements.remove(*index);
                    self.note(&place);
                    return Ok(());
                }
                self.remove(rest, &mut elements[*index], &place)
            }
            TargetStep::All if kind == Kind::Array => self.remove_where(None, rest, here, place),
            TargetStep::Filter(condition) | TargetStep::Spread { condition, .. } if kind == Kind::Array => {
                self.remove_where(Some(condition), rest, here, place)
            }
            _ => Ok(()),
        }
    }

    fn remove_where(
        &mut self,
        condition: Option<&Condition>,
        rest: &[TargetStep],
        here: &mut Draft<'_>,
        place: &Place<'_>,
    ) -> Result<(), WriteFault> {
        let elements = here.open_array();
        let mut kept = Vec::with_capacity(elements.len());
        for (i, mut element) in std::mem::take(elements).into_iter().enumerate() {
            let place = place.index(i as i64);
            let meant = match condition {
                Some(condition) => self.accepts(condition, Node::from(&element))?,
                None => true,
            };
            match (meant, rest) {
                (true, []) => {
                    self.note(&place);
                    continue;
                }
                (true, rest) => self.remove(rest, &mut element, &place)?,
                (false, _) => {}
            }
            kept.push(element);
        }
        *elements = kept;
        Ok(())
    }
}
