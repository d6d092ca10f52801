//! A member given another name.

use std::borrow::Cow;

use super::{TargetStep, WriteFault, Writer};
use crate::document::{Kind, Name};
use crate::draft::Draft;
use crate::node::Node;
use crate::path::Place;

impl Writer<'_, '_> {
    pub(super) fn rename<'a>(
        &mut self,
        way: &[TargetStep],
        old: &Name,
        new: &'a str,
        here: &mut Draft<'a>,
        place: &Place<'_>,
    ) -> Result<usize, WriteFault> {
        let Some((step, rest)) = way.split_first() else {
            if here.kind() != Kind::Object {
                return Ok(0);
            }
            let members = here.open_object();
            if !members.iter().any(|(n, _)| n == old.as_str()) {
                return Ok(0);
            }
            if old.as_str() != new {
                members.retain(|(n, _)| n != new);
                for (name, _) in members.iter_mut().filter(|(n, _)| n == old.as_str()) {
                    *name = Cow::Borrowed(new);
                }
            }
            self.note(&place.name(new));
            return Ok(1);
        };
        let mut renamed = 0;
        match step {
            TargetStep::Name(name) if here.kind() == Kind::Object => {
                let found = here.open_object().iter_mut().find(|(n, _)| n == name.as_str());
                if let Some((_, child)) = found {
                    renamed += self.rename(rest, old, new, child, &place.name(name.as_str()))?;
                }
            }
            _ if here.kind() == Kind::Array => {
                for (i, element) in here.open_array().iter_mut().enumerate() {
                    let meant = match step {
                        TargetStep::Index(index) => i == *index,
                        TargetStep::Filter(condition) | TargetStep::Spread { condition, .. } => {
                            self.accepts(condition, Node::from(&*element))?
                        }
                        TargetStep::All => true,
                        TargetStep::Name(_) => false,
                    };
                    if meant {
                        renamed += self.rename(rest, old, new, element, &place.index(i as i64))?;
                    }
                }
            }
            _ => {}
        }
        Ok(renamed)
    }
}
