//! Variables that every transformation must set or read.

use super::variables::{LOCATION, SOURCE_ID, TARGET_ID};
use super::{Checker, Direction, guess};
use crate::codes::Code;
use crate::finding::Found;
use crate::model::{Entity, Text};

impl Checker<'_> {
    pub(super) fn mandatory(&mut self, wanted: Option<Direction>) {
        let document = self.document;
        let looks_like = guess(document);
        let Some(first) = document.entities.first() else { return };
        if let (Some(wanted), Some(other)) = (wanted, looks_like)
            && wanted != other
        {
            let (is, as_) = match wanted {
                Direction::Read => ("write", "read"),
                Direction::Write => ("read", "write"),
            };
            let message = format!("This looks like a {is} transformation and is checked as a {as_} one");
            self.found.push(Found::new(Code::OtherDirection, first.name.span, message).at(""));
        }
        if document.entities.iter().all(|e| e.scim_entity_endpoint.is_none()) {
            let message =
                "No entity type names its scimEntityEndpoint: this is not written for a proxy system";
            self.found.push(Found::new(Code::OtherSystem, first.name.span, message).at(""));
        }
        for entity in document.entities.iter().filter(|e| !e.ignore) {
            self.ids(entity);
        }
    }

    fn ids(&mut self, entity: &Entity) {
        let set = |name: &str| entity.mappings.iter().any(|m| !m.ignore && is(&m.target_variable, name));
        let read = |name: &str| entity.mappings.iter().any(|m| !m.ignore && is(&m.source_variable, name));
        let name = &entity.name.value;
        let (sets_source, has_target) = (set(SOURCE_ID), set(TARGET_ID) || read(TARGET_ID));
        let found = match self.direction {
            Some(Direction::Read) if !sets_source => Some((
                Code::NoSourceId,
                format!("No mapping of {name} sets entityIdSourceSystem: entities would have no id"),
            )),
            Some(Direction::Write) if !has_target => Some((
                Code::NoTargetId,
                format!("No mapping of {name} uses entityIdTargetSystem: the id would be lost"),
            )),
            None => Some((
                Code::NoSourceId,
                format!(
                    "No mapping of {name} sets entityIdSourceSystem (to read) or uses entityIdTargetSystem (to write)"
                ),
            )),
            _ => None,
        };
        if let Some((code, message)) = found {
            self.found.push(Found::new(code, entity.name.span, message).at(entity.pointer.clone()));
        }
        let proxy = entity.scim_entity_endpoint.is_some();
        if self.direction == Some(Direction::Read) && proxy && sets_source && !set(LOCATION) {
            let message = format!("No mapping of {name} sets entityLocationSourceSystem");
            self.found
                .push(Found::new(Code::NoLocation, entity.name.span, message).at(entity.pointer.clone()));
        }
    }
}

fn is(text: &Option<Text>, name: &str) -> bool {
    text.as_ref().is_some_and(|t| t.value == name)
}
