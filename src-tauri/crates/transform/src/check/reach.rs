//! Mappings whose value a later one always overwrites.

use std::collections::HashMap;

use zonedesk_jsonpath::{Path, Step};

use super::Checker;
use super::expressions::same_place;
use super::variables::TARGET_ID;
use crate::codes::Code;
use crate::finding::{Fix, Found};
use crate::model::{Entity, Mapping, MappingType, Scope};

impl Checker<'_> {
    pub(super) fn unreachable(&mut self, entity: &Entity, targets: &[Option<Path>]) {
        // From the last to the first: what overwrites its place whatever happens.
        let mut overwritten: HashMap<(String, Option<Scope>), usize> = HashMap::new();
        let mut found = Vec::new();
        for (i, mapping) in entity.mappings.iter().enumerate().rev() {
            let Some(path) = &targets[i] else { continue };
            let Some(key) = key(path) else {
                // A rename or a removal in between may have moved the value away.
                if mapping.kind != MappingType::Set {
                    overwritten.clear();
                }
                continue;
            };
            if mapping.ignore {
                continue;
            }
            match mapping.kind {
                MappingType::Remove | MappingType::Rename => overwritten.clear(),
                MappingType::Set | MappingType::ValueMapping => {
                    let key = (key, mapping.scope);
                    let later = overwritten.get(&key).copied();
                    if let Some(later) = later
                        && mapping.target_variable.is_none()
                        && !mapping.correlation_attribute
                        && targets[later].as_ref().is_some_and(|other| same_place(path, other))
                    {
                        found.push((i, later));
                    }
                    if later.is_none() && always_writes(mapping) {
                        overwritten.insert(key, i);
                    }
                }
            }
        }
        for (i, later) in found.into_iter().rev() {
            self.overwritten(&entity.mappings[i], &entity.mappings[later]);
        }
    }

    fn overwritten(&mut self, mapping: &Mapping, later: &Mapping) {
        let Some(target) = &mapping.target_path else { return };
        let number = later.pointer.rsplit('/').next().and_then(|n| n.parse::<usize>().ok()).unwrap_or(0) + 1;
        let message = format!("Mapping {number} always writes {} after this one", target.value);
        let mut found = Found::new(Code::Unreachable, target.span, message);
        if let Ok(edit) = crate::text::remove(&self.document.root, &mapping.pointer) {
            found = found.fix(Fix { title: "Remove the mapping".to_owned(), edits: vec![edit] });
        }
        self.found.push(found);
    }
}

/// A plain place as text; `None` for targets that depend on what is there.
fn key(path: &Path) -> Option<String> {
    let mut key = String::new();
    for step in &path.steps {
        match step {
            Step::Name(name) => {
                key.push('/');
                key.push_str(&crate::text::pointer_token(name.as_str()));
            }
            Step::Index(i) => key.push_str(&format!("/[{i}]")),
            _ => return None,
        }
    }
    (!key.is_empty()).then_some(key)
}

/// Whether the mapping writes, and replaces what is there, for every entity that does not fail.
fn always_writes(mapping: &Mapping) -> bool {
    let reads_unset = mapping.source_variable.as_ref().is_some_and(|v| v.value == TARGET_ID);
    // Two objects at one place are merged.
    let may_merge = mapping.constant.as_ref().is_some_and(|c| c.value.as_object().is_some());
    let certain = match mapping.kind {
        MappingType::ValueMapping => !mapping.optional || mapping.default_value.is_some(),
        _ => !mapping.optional,
    };
    mapping.condition.is_none() && certain && !reads_unset && !may_merge
}
