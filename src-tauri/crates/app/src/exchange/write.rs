//! Systems as JSON: the members of the file that a system came from stay where they were and as they were.

use std::collections::{BTreeMap, BTreeSet};

use super::shape::{
    DESCRIPTION, ENCRYPTED, Extra, ID, MEMBERS, Members, NAME, PROPERTIES, READ, STATE, WRITE, ZONEDESK,
    indent,
};

/// What is written of one system.
#[derive(Debug, Clone)]
pub struct Exported {
    pub id: String,
    pub name: String,
    pub description: String,
    pub enabled: bool,
    pub properties: BTreeMap<String, String>,
    /// Names of credentials.
    pub credentials: BTreeSet<String>,
    pub read: String,
    pub write: String,
    pub extra: Extra,
    /// Members of the file that it came from: an object, `null` where the system's own text stands.
    pub imported: Option<String>,
}

/// One system as an object, several as a list.
pub fn write(systems: &[Exported]) -> String {
    let objects: Vec<String> = systems.iter().map(object).collect();
    match &*objects {
        [one] => format!("{one}\n"),
        several => format!("[\n{}\n]\n", several.join(",\n")),
    }
}

fn object(system: &Exported) -> String {
    let members = order(system);
    let lines: Vec<String> =
        members.iter().map(|(name, text)| format!("  {}: {text}", string(name))).collect();
    format!("{{\n{}\n}}", lines.join(",\n"))
}

/// Names and texts, in the order of the file that the system came from.
fn order(system: &Exported) -> Vec<(String, String)> {
    let kept = system.imported.as_deref().and_then(Members::of).map_or_else(Vec::new, |kept| kept.0);
    let is_kept = |name: &str| kept.iter().any(|(known, _)| known == name);
    let mut members: Vec<(String, String)> = Vec::new();
    for (name, raw) in &kept {
        members.push((name.clone(), own(system, name).unwrap_or_else(|| raw.get().to_owned())));
    }
    for (at, (name, default)) in MEMBERS.iter().enumerate() {
        let empty = *name == DESCRIPTION && system.description.is_empty();
        // A file that left one of the others out is not given it.
        let wanted = kept.is_empty() || default.is_empty() || NEEDED.contains(name);
        if is_kept(name) || empty || !wanted {
            continue;
        }
        let before = MEMBERS[..at].iter().rev();
        let behind =
            before.filter_map(|(name, _)| members.iter().position(|(known, _)| known == name)).next();
        let text = own(system, name).unwrap_or_else(|| (*default).to_owned());
        members.insert(behind.map_or(0, |position| position + 1), ((*name).to_owned(), text));
    }
    members
}

/// Without these an import could not tell what it is.
const NEEDED: [&str; 2] = [super::shape::CONNECTOR, super::shape::ACCESS_MODE];

/// The text of a member that is the system's own.
fn own(system: &Exported, member: &str) -> Option<String> {
    Some(match member {
        ID => string(&system.id),
        NAME => string(&system.name),
        DESCRIPTION => string(&system.description),
        STATE => string(if system.enabled { "ENABLED" } else { "DISABLED" }),
        PROPERTIES => indent(&pretty(&system.properties)),
        ENCRYPTED => {
            let names: BTreeMap<&str, ()> =
                system.credentials.iter().map(|name| (name.as_str(), ())).collect();
            indent(&pretty(&names))
        }
        READ => indent(&system.read),
        WRITE => indent(&system.write),
        ZONEDESK => indent(&pretty(&system.extra)),
        _ => return None,
    })
}

fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn pretty(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).expect("maps of texts and plain structures are JSON")
}
