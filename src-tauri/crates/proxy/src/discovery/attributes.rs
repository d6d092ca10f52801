//! The schemas of a system, made from its transformations: what reading gives, and whether writing takes it.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use zonedesk_transform::Entity;

use crate::filter::names;
use crate::kind::Kind;
use crate::rules::Rules;

/// How an attribute is described: name, type, several values, required, case exact, uniqueness, sub-attributes.
type Known = (&'static str, &'static str, bool, bool, bool, &'static str, &'static [Sub]);
/// Of a sub-attribute: name, type, required, case exact.
type Sub = (&'static str, &'static str, bool, bool);

const NAME: &[Sub] = &[("familyName", "string", false, false), ("givenName", "string", false, false)];
const EMAIL: &[Sub] = &[("value", "string", true, false), ("primary", "boolean", false, false)];
const PHONE: &[Sub] = &[("value", "string", true, false)];
const GROUP: &[Sub] = &[
    ("value", "string", false, true),
    ("display", "string", false, false),
    ("type", "string", false, false),
];
const MEMBER: &[Sub] =
    &[("value", "string", true, true), ("type", "string", false, false), ("origin", "string", false, false)];

const OF_USERS: [Known; 10] = [
    ("userName", "string", false, true, false, "server", &[]),
    ("name", "complex", false, false, false, "none", NAME),
    ("emails", "complex", true, true, false, "none", EMAIL),
    ("phoneNumbers", "complex", true, false, false, "none", PHONE),
    ("groups", "complex", true, false, false, "none", GROUP),
    ("active", "boolean", false, false, false, "none", &[]),
    ("verified", "boolean", false, false, false, "none", &[]),
    ("origin", "string", false, false, false, "none", &[]),
    ("zoneId", "string", false, false, true, "none", &[]),
    ("displayName", "string", false, false, false, "none", &[]),
];
const OF_GROUPS: [Known; 4] = [
    ("displayName", "string", false, true, false, "server", &[]),
    ("description", "string", false, false, false, "none", &[]),
    ("members", "complex", true, false, false, "none", MEMBER),
    ("zoneId", "string", false, false, true, "none", &[]),
];

/// Common attributes (RFC 7643 §3.1) belong to no schema.
const COMMON: [&str; 4] = ["schemas", "id", "externalId", "meta"];

/// The core schema of a resource type and those of its extensions.
pub fn schemas_of(rules: &Rules, kind: Kind) -> Vec<Value> {
    let Ok(ready) = &rules.side(kind).read else { return Vec::new() };
    let taken = rules.side(kind).write.as_ref().map(|ready| sources(&ready.entity)).unwrap_or_default();
    let given = targets(&ready.entity);
    let known: &[Known] = match kind {
        Kind::Users => &OF_USERS,
        Kind::Groups => &OF_GROUPS,
    };
    let mut core: Vec<Value> = Vec::new();
    let mut seen = BTreeSet::new();
    for (name, _) in given.iter().filter(|(name, _)| !name.contains(':') && !COMMON.contains(&name.as_str()))
    {
        if seen.insert(name.clone()) {
            let writable = taken.contains(name.as_str());
            core.push(match known.iter().find(|known| known.0 == name) {
                Some(known) => {
                    let mut told = attribute(known, writable);
                    // XSUAA cannot rename a role collection.
                    if kind == Kind::Groups && writable && name == "displayName" {
                        told["mutability"] = json!("immutable");
                    }
                    told
                }
                None => other(name, writable),
            });
        }
    }
    let mut schemas = vec![schema(kind.schema(), kind.resource_type(), &core)];
    let extensions: BTreeSet<&String> =
        given.iter().map(|(name, _)| name).filter(|name| name.contains(':')).collect();
    for urn in extensions {
        let below: BTreeSet<&str> = given
            .iter()
            .filter(|(name, sub)| name == urn && !sub.is_empty())
            .map(|(_, sub)| sub.as_str())
            .collect();
        let attributes: Vec<Value> = below.into_iter().map(|sub| other(sub, false)).collect();
        schemas.push(schema(urn, urn.rsplit(':').next().unwrap_or(urn), &attributes));
    }
    schemas
}

fn schema(urn: &str, name: &str, attributes: &[Value]) -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
        "id": urn,
        "name": name,
        "description": format!("What this system keeps of a {name}"),
        "attributes": attributes,
    })
}

fn attribute((name, kind, several, required, exact, uniqueness, subs): &Known, writable: bool) -> Value {
    let mutability = if writable { "readWrite" } else { "readOnly" };
    let mut told = json!({
        "name": name,
        "type": kind,
        "multiValued": several,
        "description": "",
        "required": *required && writable,
        "caseExact": exact,
        "mutability": mutability,
        "returned": "default",
        "uniqueness": uniqueness,
    });
    if !subs.is_empty() {
        let of = |(name, kind, required, exact): &Sub| {
            // The account keeps one e-mail, and answers that it is not the primary one.
            let mutability = if *name == "primary" { "readOnly" } else { mutability };
            json!({
                "name": name,
                "type": kind,
                "multiValued": false,
                "description": "",
                "required": *required && writable,
                "caseExact": exact,
                "mutability": mutability,
                "returned": "default",
                "uniqueness": "none",
            })
        };
        told["subAttributes"] = subs.iter().map(of).collect();
    }
    told
}

/// One that the administrator made.
fn other(name: &str, writable: bool) -> Value {
    let known: Known = ("", "string", false, false, false, "none", &[]);
    let mut told = attribute(&known, writable);
    told["name"] = json!(name);
    told
}

/// First-level names that a read transformation gives, each with the name below it.
fn targets(entity: &Entity) -> Vec<(String, String)> {
    let paths =
        entity.mappings.iter().filter(|mapping| !mapping.ignore).filter_map(|m| m.target_path.as_ref());
    paths
        .filter_map(|path| {
            let mut names = names(&path.value).0.into_iter();
            Some((names.next()?, names.next().unwrap_or_default()))
        })
        .collect()
}

/// First-level names that a write transformation reads.
pub fn sources(entity: &Entity) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for mapping in entity.mappings.iter().filter(|mapping| !mapping.ignore) {
        for path in mapping.source_path.iter().chain(&mapping.source_paths) {
            found.extend(names(&path.value).0.into_iter().next());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Library;
    use crate::source::Served;

    #[test]
    fn the_schemas_are_those_of_the_default_transformations() {
        let served = Served {
            id: zonedesk_workspace::SystemId::random(),
            name: "Shop".into(),
            properties: [("xsuaa.origin".to_owned(), "sap.default".to_owned())].into(),
            read: zonedesk_transform::DEFAULT_READ.into(),
            write: zonedesk_transform::DEFAULT_WRITE.into(),
            consumers: Vec::new(),
        };
        let rules = Library::default().of(&std::sync::Arc::new(served));
        let told = |kind| {
            let schemas = schemas_of(&rules, kind);
            let mut lines = Vec::new();
            for schema in &schemas {
                for attribute in schema["attributes"].as_array().unwrap() {
                    let id = schema["id"].as_str().unwrap().rsplit(':').next().unwrap();
                    let text = |key: &str| attribute[key].as_str().unwrap().to_owned();
                    lines.push(format!(
                        "{id} {} {} {}",
                        text("name"),
                        text("mutability"),
                        attribute["required"]
                    ));
                }
            }
            lines.join("\n")
        };
        assert_eq!(
            told(Kind::Users),
            "User userName readWrite true\nUser name readWrite false\nUser emails readWrite true\n\
             User groups readOnly false\nUser phoneNumbers readWrite false\nUser active readWrite false\n\
             User origin readOnly false\nUser zoneId readOnly false\nUser verified readWrite false"
        );
        assert_eq!(
            told(Kind::Groups),
            "Group displayName immutable true\nGroup description readWrite false\nGroup members readWrite false\n\
             Group zoneId readOnly false\nGroup supportedOperations readOnly false\nGroup type readOnly false"
        );
    }
}
