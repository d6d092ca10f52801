//! Systems of the file: each keeps its id, since that is in the address which consumers have.

use std::collections::HashSet;

use serde_json::value::RawValue;
use zonedesk_workspace::{ImportedSystem, SystemId};

use super::faults::{Faults, part};
use crate::api::{Notice, Severity, TransformationKind};
use crate::exchange::import::imported;
use crate::exchange::read::{Document, document, is_system};
use crate::exchange::shape::Members;
use crate::landscape;
use crate::system_transformations::errors;

/// Reads what an export wrote. What is named after a member of it has that in its pointer.
pub fn systems(raw: &[&RawValue], file: &str, faults: &mut Faults) -> Vec<ImportedSystem> {
    let (mut ids, mut names) = (HashSet::new(), HashSet::new());
    let mut systems = Vec::new();
    for (at, raw) in raw.iter().enumerate() {
        let pointer = format!("/systems/{at}");
        let Some(members) = Members::of(raw.get()).filter(is_system) else {
            faults.tell(pointer, "this is no system as an export writes it");
            continue;
        };
        let (document, notices) = document(&members);
        for notice in notices {
            notified(&pointer, notice, faults);
        }
        for name in document.credentials.keys() {
            faults.tell(
                format!("{pointer}/encryptedProperties/{}", part(name)),
                "a credential stands in the file: name where it is in \"secrets\"",
            );
        }
        transformations(&pointer, &document, faults);
        let id = document.id.as_deref().and_then(|id| id.parse::<SystemId>().ok());
        if id.is_none() {
            faults.tell(format!("{pointer}/id"), "the id of the system is wanted, a UUID with dashes");
        }
        let name = landscape::name(&document.name);
        if let Err(why) = &name {
            faults.tell(format!("{pointer}/name"), &why.message);
        }
        let (Some(id), Ok(name)) = (id, name) else { continue };
        if !ids.insert(id) {
            faults.tell(format!("{pointer}/id"), "another system has this id");
        }
        if !names.insert(name.key()) {
            faults.tell(format!("{pointer}/name"), "another system has this name");
        }
        systems.push(imported(id, name, &document, None, file, "zonedesk serve"));
    }
    systems
}

fn notified(pointer: &str, notice: Notice, faults: &mut Faults) {
    if notice.severity == Severity::Error {
        let member = notice.text.params.get("member").map(|member| part(member).replace('.', "/"));
        let below = member.map(|member| format!("/{member}")).unwrap_or_default();
        faults.tell(format!("{pointer}{below}"), notice.text.message);
    }
}

fn transformations(pointer: &str, document: &Document, faults: &mut Faults) {
    for (text, kind, member) in [
        (&document.read, TransformationKind::Read, "readTransformation"),
        (&document.write, TransformationKind::Write, "writeTransformation"),
    ] {
        let Some(text) = text else { continue };
        for found in errors(document.properties.clone(), kind, text) {
            let told = format!("line {}: {}", found.start.line, found.message);
            faults.tell(format!("{pointer}/{member}"), told);
        }
    }
}
