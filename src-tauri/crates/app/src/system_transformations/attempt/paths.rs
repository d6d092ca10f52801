//! Paths that lead somewhere in real entities: what can be read, for whoever writes a mapping.

use std::collections::HashMap;
use std::ops::ControlFlow;

use zonedesk_jsonpath::{Kind, Node, Tape};
use zonedesk_transform::{Ended, Runner};
use zonedesk_workspace::{Walk, Workspace};

use super::{SHOWN_VALUE, cut, ready};
use crate::api::{AppError, SamplePath, TransformationKind, TransformationOperation};
use crate::app::{App, system_id};
use crate::errors::{Code, error};
use crate::system_transformations::in_use;
use crate::transformations::{Transformation, World};

/// Entities that are looked at.
const ENTITIES: u64 = 200;
/// Bytes of them; a few role collections may hold a whole account.
const BYTES: usize = 16 << 20;
/// Paths that are told.
const PATHS: usize = 2_000;
/// Elements of one list that are looked into.
const ELEMENTS: usize = 50;
/// Levels that are looked into.
const LEVELS: usize = 12;

/// The paths of the entities that a transformation of a kind is given, in the order in which they are met: what is in up
/// to 200 of them. Of a list the first element (`[0]`) and all of them (`[*]`).
pub async fn transformation_paths(
    app: &App,
    system: &str,
    kind: TransformationKind,
    entity: String,
) -> Result<Vec<SamplePath>, AppError> {
    let id = system_id(system)?;
    app.workspace(move |workspace| {
        let system = workspace.system(id)?;
        let (_, text) = in_use(workspace, id, TransformationKind::Read)?;
        let (document, findings) = Transformation::load(text);
        let groups = ready::of_groups(document.entity(&entity), &entity);
        // What a client sends looks like what it was given.
        let read = match kind {
            TransformationKind::Read => None,
            TransformationKind::Write => {
                let program = ready::program(&document, &findings, &entity, &system.effective_properties())
                    .map_err(|why| {
                    let message = format!("The read transformation in use gives no entity. {why}");
                    error(Code::TransformationBroken, message)
                })?;
                let (kind, operation) = (TransformationKind::Read, TransformationOperation::Read);
                Some((program, ready::of_proxy(workspace, &system, kind, operation, groups)?))
            }
        };
        let mut reader = read.as_ref().map(|(program, request)| (Runner::new(program), request));
        let mut found = Paths::default();
        let mut out = Vec::new();
        collect(workspace, id, groups, &mut |json| {
            let Some((runner, request)) = &mut reader else { return found.look(json) };
            out.clear();
            if let Ok(Ended::Entity(())) = runner.run(json, request, &mut World, &mut out) {
                found.look(&out);
            }
        })?;
        Ok::<_, AppError>(found.told())
    })
    .await
}

fn collect(
    workspace: &Workspace,
    id: zonedesk_workspace::SystemId,
    groups: bool,
    see: &mut dyn FnMut(&[u8]),
) -> Result<(), AppError> {
    let (users, role_collections) = if groups { (0, ENTITIES) } else { (ENTITIES, 0) };
    let mut bytes = 0;
    workspace.existing_snapshot(id)?.walk(Walk { users, role_collections, ..Walk::ALL }, &mut |met| {
        see(met.json);
        bytes += met.json.len();
        if bytes > BYTES { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    Ok(())
}

#[derive(Default)]
struct Paths {
    found: Vec<Found>,
    places: HashMap<String, usize>,
    entities: u32,
    tape: Tape,
}

struct Found {
    path: String,
    example: String,
    seen: u32,
    /// Number of the last entity that has it.
    last: u32,
}

impl Paths {
    fn look(&mut self, json: &[u8]) {
        let mut tape = std::mem::take(&mut self.tape);
        if let Ok(document) = tape.parse(json) {
            self.entities += 1;
            self.members(Node::from(&document), &mut "$".to_owned(), 0);
        }
        self.tape = tape;
    }

    fn members(&mut self, object: Node<'_>, path: &mut String, level: usize) {
        let length = path.len();
        for (name, value) in object.children() {
            // The dialect has no empty names.
            if name.name().is_empty() {
                continue;
            }
            step(&name.name(), path);
            self.value(value, path, level);
            path.truncate(length);
        }
    }

    fn value(&mut self, value: Node<'_>, path: &mut String, level: usize) {
        self.note(value, path);
        if level == LEVELS {
            return;
        }
        match value.kind() {
            Kind::Object => self.members(value, path, level + 1),
            Kind::Array => {
                let length = path.len();
                for (index, (_, element)) in value.children().take(ELEMENTS).enumerate() {
                    for step in ["[0]", "[*]"].into_iter().skip(usize::from(index > 0)) {
                        path.push_str(step);
                        self.value(element, path, level + 1);
                        path.truncate(length);
                    }
                }
            }
            _ => {}
        }
    }

    fn note(&mut self, value: Node<'_>, path: &str) {
        let at = match self.places.get(path) {
            Some(at) => *at,
            None if self.found.len() == PATHS => return,
            None => {
                self.places.insert(path.to_owned(), self.found.len());
                self.found.push(Found { path: path.to_owned(), example: String::new(), seen: 0, last: 0 });
                self.found.len() - 1
            }
        };
        let found = &mut self.found[at];
        if found.last != self.entities {
            found.last = self.entities;
            found.seen += 1;
        }
        // One that says something.
        let says = |text: &str| !matches!(text, "" | "null" | "[]" | "{}" | "\"\"");
        if !says(&found.example) {
            let mut json = Vec::new();
            value.write_json(&mut json);
            let json = cut(String::from_utf8_lossy(&json).into_owned(), SHOWN_VALUE);
            if found.example.is_empty() || says(&json) {
                found.example = json;
            }
        }
    }

    fn told(self) -> Vec<SamplePath> {
        let of = self.entities;
        let told =
            |found: Found| SamplePath { path: found.path, example: found.example, seen: found.seen, of };
        self.found.into_iter().map(told).collect()
    }
}

/// A step to a member, as the dialect writes it.
fn step(name: &str, path: &mut String) {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '$');
    if name.chars().all(plain) {
        path.push('.');
        path.push_str(name);
    } else {
        path.push_str("['");
        path.push_str(&name.replace('\\', "\\\\").replace('\'', "\\'"));
        path.push_str("']");
    }
}

#[cfg(test)]
mod tests {
    use zonedesk_jsonpath::Path;

    use super::*;

    #[test]
    fn paths_lead_where_they_say() {
        let entities = [
            r#"{"id": "1", "emails": [], "urn:x:User": {"a.b": null, "it's": 1}, "n": null}"#,
            r#"{"id": "2", "emails": [{"value": "a"}, {"value": "b", "primary": true}], "n": "x", "": 5}"#,
        ];
        let mut paths = Paths::default();
        entities.iter().for_each(|entity| paths.look(entity.as_bytes()));
        let told: Vec<_> = paths
            .told()
            .into_iter()
            .map(|told| format!("{} {} {}/{}", told.path, told.example, told.seen, told.of))
            .collect();
        assert_eq!(
            told,
            [
                "$.id \"1\" 2/2",
                "$.emails [{\"value\": \"a\"}, {\"value\": \"b\", \"primary\": true}] 2/2",
                "$['urn:x:User'] {\"a.b\": null, \"it's\": 1} 1/2",
                "$['urn:x:User']['a.b'] null 1/2",
                "$['urn:x:User']['it\\'s'] 1 1/2",
                "$.n \"x\" 2/2",
                "$.emails[0] {\"value\": \"a\"} 1/2",
                "$.emails[0].value \"a\" 1/2",
                "$.emails[*] {\"value\": \"a\"} 1/2",
                "$.emails[*].value \"a\" 1/2",
                "$.emails[*].primary true 1/2",
            ]
        );
        for line in &told {
            let path = line.split(' ').next().expect("a path");
            assert!(Path::parse(path).runnable().is_ok(), "{path}");
        }
    }

    #[test]
    fn what_is_told_is_bounded() {
        let members: Vec<_> = (0..3_000).map(|n| format!("\"m{n}\": {n}")).collect();
        let mut paths = Paths::default();
        paths.look(format!("{{{}}}", members.join(",")).as_bytes());
        paths.look(format!("{{\"deep\": {}1{}}}", "[".repeat(500), "]".repeat(500)).as_bytes());
        assert_eq!(paths.told().len(), PATHS);
    }
}
