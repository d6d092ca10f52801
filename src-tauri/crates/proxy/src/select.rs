//! Which attributes an answer has, and what is completed in it. Values are copied as they stand, not read.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use zonedesk_transform::{CopiedMember, Draft, JsonKind, Name, Node, Tape, write_string};
use zonedesk_xsuaa::encode_segment;

use crate::kind::Kind;
use crate::problem::Problem;

/// `attributes` or `excludedAttributes` (RFC 7644 §3.9).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Select {
    #[default]
    All,
    Only(Vec<String>),
    But(Vec<String>),
}

impl Select {
    /// Of two comma-separated lists; one that holds nothing but blanks and commas is as good as none.
    pub fn new(attributes: Option<&str>, excluded: Option<&str>) -> Result<Self, Problem> {
        let names = |list: Option<&str>| {
            let items = list.unwrap_or_default().split(',').map(str::trim);
            items.filter(|name| !name.is_empty()).map(str::to_owned).collect::<Vec<_>>()
        };
        match (names(attributes), names(excluded)) {
            (only, but) if only.is_empty() && but.is_empty() => Ok(Self::All),
            (only, but) if but.is_empty() => Ok(Self::Only(only)),
            (only, but) if only.is_empty() => Ok(Self::But(but)),
            _ => Err(Problem::bad("invalidValue", "attributes and excludedAttributes exclude each other.")),
        }
    }

    /// Whether an answer has this attribute.
    pub fn keeps(&self, key: &str) -> bool {
        match self {
            Self::All => true,
            _ if key == "id" => true,
            Self::Only(names) => key == "schemas" || names.iter().any(|name| names_it(name, key)),
            Self::But(names) => !names.iter().any(|name| is_it(name, key)),
        }
    }
}

/// A name without the URN of a core schema before it.
fn without_core(name: &str) -> Option<&str> {
    Kind::ALL.iter().find_map(|kind| {
        let urn = kind.schema();
        let rest = name.get(urn.len()..)?.strip_prefix(':')?;
        name[..urn.len()].eq_ignore_ascii_case(urn).then_some(rest)
    })
}

/// Whether a name is that of a whole attribute, or of an extension. What is below stays with what it is part of.
fn is_it(name: &str, key: &str) -> bool {
    without_core(name).unwrap_or(name).eq_ignore_ascii_case(key)
}

/// `userName`, `name.familyName`, either behind the URN of a core schema, or an extension and what is in it.
fn names_it(name: &str, key: &str) -> bool {
    let same = |text: &str| text.eq_ignore_ascii_case(key);
    if name.contains(':') {
        if let Some(rest) = without_core(name) {
            return !key.contains(':') && names_it(rest, key);
        }
        let below = name.get(..key.len()).is_some_and(same) && name[key.len()..].starts_with(':');
        return same(name) || below;
    }
    same(name.split(['.', '[']).next().unwrap_or_default())
}

/// The members of a JSON object in their order, values as they stand.
pub struct Members<'a>(pub Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Take;
        impl<'de> Visitor<'de> for Take {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Take)
    }
}

impl<'a> Members<'a> {
    /// Of the text of an object.
    pub fn of(text: &'a [u8]) -> Option<Self> {
        serde_json::from_slice(text).ok()
    }

    pub fn get(&self, name: &str) -> Option<&'a RawValue> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| *value)
    }

    /// A member that is a text.
    pub fn text(&self, name: &str) -> Option<String> {
        serde_json::from_str(self.get(name)?.get()).ok()
    }
}

/// The member in which a resource tells of itself (RFC 7643 §3.1).
pub const META: &str = "meta";

/// How the resources of a kind are answered.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    pub kind: Kind,
    /// Where they stand, with a slash at its end.
    pub location: &'a str,
    /// Stands before each `displayName`.
    pub prefix: &'a str,
    pub select: &'a Select,
}

impl Look<'_> {
    /// Appends an entity as it is answered: what is asked for, with the `schemas`, `meta.location` and
    /// `meta.resourceType` that the transformation left out. Stops soon after `limit` bytes; whether it came to its end.
    pub fn write(&self, entity: &Draft<'_>, out: &mut Vec<u8>, limit: usize) -> bool {
        self.write_with(entity, &std::iter::empty(), out, limit)
    }

    /// As [`Look::write`], with more members.
    pub fn write_with<'c>(
        &self,
        entity: &Draft<'_>,
        more: &(impl Iterator<Item = CopiedMember<'c>> + Clone),
        out: &mut Vec<u8>,
        limit: usize,
    ) -> bool {
        let Draft::Object(members) = entity else { return entity.write_json_within(out, limit) };
        let (mut has_schemas, mut has_meta) = (false, false);
        let mut extensions: Vec<String> = Vec::new();
        let mut keeps = |key: &str| {
            has_schemas |= key == "schemas";
            has_meta |= key == META;
            let keeps = self.select.keeps(key);
            if keeps && key.starts_with("urn:") {
                extensions.push(key.to_owned());
            }
            keeps
        };
        let id = || {
            if let Some((_, id)) = members.iter().find(|(key, _)| key == "id") {
                return Node::from(id).as_str();
            }
            let id = more.clone().find(|member| member.name == "id")?.value()?;
            serde_json::from_str::<String>(id).ok().map(Cow::Owned)
        };
        let mut object = Object::open(out);
        for (key, value) in members {
            if !keeps(key) {
                continue;
            }
            let out = object.member(key);
            if key == META {
                self.meta(value.into(), &id, out);
            } else if let Some(name) = self.prefixed(key, || Node::from(value).as_str()) {
                write_string(&name, out);
            } else if !value.write_json_within(out, limit) {
                return false;
            }
        }
        for member in more.clone() {
            if !keeps(member.name) {
                continue;
            }
            let out = object.named(member.name_in_json);
            let text = || serde_json::from_str::<String>(member.value()?).ok().map(Cow::Owned);
            match (member.name, self.prefixed(member.name, text)) {
                (META, _) => self.copied_meta(&member, &id, out),
                (_, Some(name)) => write_string(&name, out),
                (_, None) => member.write(out),
            }
        }
        if !has_schemas && self.select.keeps("schemas") {
            let out = object.member("schemas");
            out.push(b'[');
            write_string(self.kind.schema(), out);
            for extension in &extensions {
                out.push(b',');
                write_string(extension, out);
            }
            out.push(b']');
        }
        if !has_meta && self.select.keeps(META) {
            let mut meta = Object::open(object.member(META));
            self.complete(&mut meta, |_| false, &id);
            meta.close();
        }
        object.close().len() <= limit
    }

    /// Appends one that was written before, with what is asked for of it.
    pub fn rewrite(&self, entity: &[u8], out: &mut Vec<u8>) {
        let mut tape = Tape::new();
        match tape.parse(entity) {
            Ok(document) => {
                let mut draft = Draft::Kept(Node::from(&document));
                draft.open_object();
                self.write(&draft, out, usize::MAX);
            }
            Err(_) => out.extend_from_slice(entity),
        }
    }

    fn meta<'i>(&self, given: Node<'_>, id: &dyn Fn() -> Option<Cow<'i, str>>, out: &mut Vec<u8>) {
        if given.kind() != JsonKind::Object {
            given.write_json(out);
            return;
        }
        let mut meta = Object::open(out);
        for (key, value) in given.children() {
            let key = key.name();
            let out = meta.member(&key);
            match value.as_number() {
                Some(number) if key == "version" => version(number, out),
                _ if key == "location" => match (value.as_str(), id()) {
                    // As the transformation puts it together: no address, where the id is a name.
                    (Some(text), Some(id)) if text.strip_prefix(self.location) == Some(&id) => {
                        write_string(&self.address(&id), out);
                    }
                    _ => value.write_json(out),
                },
                _ => value.write_json(out),
            }
        }
        self.complete(&mut meta, |name| given.member(&Name::new(name)).is_some(), id);
        meta.close();
    }

    fn copied_meta<'i>(
        &self,
        given: &CopiedMember<'_>,
        id: &dyn Fn() -> Option<Cow<'i, str>>,
        out: &mut Vec<u8>,
    ) {
        let is_name = self.kind == Kind::Groups && id().is_some_and(|id| encode_segment(&id) != *id);
        if let Some(opened) = given.opened().filter(|_| !is_name) {
            let mut meta = Object::open(out);
            opened.write_members("version", version, meta.members());
            self.complete(&mut meta, |name| opened.has(name), id);
            meta.close();
            return;
        }
        let (mut text, mut tape) = (Vec::new(), Tape::new());
        given.write(&mut text);
        match tape.parse(&text) {
            Ok(document) => self.meta(Node::from(&document), id, out),
            Err(_) => out.extend_from_slice(&text),
        }
    }

    /// What RFC 7643 §3.1 asks for in `meta`, and is not there.
    fn complete<'i>(
        &self,
        meta: &mut Object<'_>,
        has: impl Fn(&str) -> bool,
        id: &dyn Fn() -> Option<Cow<'i, str>>,
    ) {
        if !has("resourceType") {
            write_string(self.kind.resource_type(), meta.member("resourceType"));
        }
        if !has("location")
            && let Some(id) = id()
        {
            write_string(&self.address(&id), meta.member("location"));
        }
    }

    /// The name of a group as it is shown, where that is another one.
    fn prefixed<'t>(&self, key: &str, name: impl FnOnce() -> Option<Cow<'t, str>>) -> Option<String> {
        let name = (!self.prefix.is_empty() && key == "displayName").then(name)??;
        Some([self.prefix, &name].concat())
    }

    fn address(&self, id: &str) -> String {
        [self.location, &encode_segment(id)].concat()
    }
}

/// UAA counts; to RFC 7643 §3.1 the version is the text of the entity tag.
fn version(given: &str, out: &mut Vec<u8>) {
    match given.parse::<i64>() {
        // The number itself: that of an entity tag, whose quotes are escaped.
        Ok(_) => {
            out.extend_from_slice(br#""\""#);
            out.extend_from_slice(given.as_bytes());
            out.extend_from_slice(br#"\"""#);
        }
        Err(_) => out.extend_from_slice(given.as_bytes()),
    }
}

/// An object that is being written.
struct Object<'o> {
    out: &'o mut Vec<u8>,
    /// Bytes before its first member.
    before: usize,
}

impl<'o> Object<'o> {
    fn open(out: &'o mut Vec<u8>) -> Self {
        out.push(b'{');
        Self { before: out.len(), out }
    }

    /// For members with commas between them.
    fn members(&mut self) -> &mut Vec<u8> {
        if self.out.len() > self.before {
            self.out.push(b',');
        }
        self.out
    }

    /// For the value of a member of this name.
    fn member(&mut self, name: &str) -> &mut Vec<u8> {
        let out = self.members();
        write_string(name, out);
        out.push(b':');
        out
    }

    /// As [`Object::member`], with a name as it stands in JSON, and its colon.
    fn named(&mut self, name: &str) -> &mut Vec<u8> {
        let out = self.members();
        out.extend_from_slice(name.as_bytes());
        out
    }

    fn close(self) -> &'o Vec<u8> {
        self.out.push(b'}');
        self.out
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn written(entity: &Value, select: &Select) -> Value {
        let mut out = Vec::new();
        let look = Look { kind: Kind::Users, location: "http://p/Users/", prefix: "", select };
        look.rewrite(entity.to_string().as_bytes(), &mut out);
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn attributes_are_selected_by_their_first_level() {
        let entity = json!({"id": "1", "userName": "jo", "name": {"familyName": "Doe"}, "urn:x:2.0:User": {"a": 1},
            "schemas": ["s"], "meta": {"location": "l", "resourceType": "User"}});
        let but = |names: &[&str]| {
            let mut entity = entity.clone();
            let members = entity.as_object_mut().unwrap();
            members.retain(|key, _| !names.contains(&key.as_str()));
            entity
        };
        for (attributes, excluded, expected) in [
            ("", "", but(&[])),
            (" , ,", "", but(&[])),
            ("username", "", but(&["name", "meta", "urn:x:2.0:User"])),
            ("name.familyName,nothing", "", but(&["userName", "meta", "urn:x:2.0:User"])),
            (
                "urn:ietf:params:scim:schemas:core:2.0:User:userName",
                "",
                but(&["name", "meta", "urn:x:2.0:User"]),
            ),
            ("urn:x:2.0:User:a", "", but(&["name", "meta", "userName"])),
            ("urn:x:2.0:User", "", but(&["name", "meta", "userName"])),
            ("", "userName, meta", but(&["userName", "meta"])),
            (
                "",
                "urn:ietf:params:scim:schemas:core:2.0:User:USERNAME,urn:x:2.0:user",
                but(&["userName", "urn:x:2.0:User"]),
            ),
            ("", "name.familyName,urn:x:2.0:User:a,emails[type eq", but(&[])),
            ("", "id,schemas", but(&["schemas"])),
        ] {
            let select = Select::new(Some(attributes), Some(excluded)).unwrap();
            let mut told = written(&entity, &select);
            if excluded.split(',').any(|name| name == "schemas") {
                // The one list is left out, none is made in its place.
                assert_eq!(told.get("schemas"), None);
            }
            if let Some(members) = told.as_object_mut() {
                members.sort_keys();
            }
            assert_eq!(told, expected, "{attributes} | {excluded}");
        }
        assert!(Select::new(Some("a"), Some("b")).is_err());
    }

    #[test]
    fn what_the_transformation_left_out_is_completed() {
        for (entity, meta) in [
            (json!({"id": "a b"}), json!({"resourceType": "User", "location": "http://p/Users/a%20b"})),
            (
                json!({"id": "1", "meta": {"version": 7}}),
                json!({"resourceType": "User", "version": "\"7\"", "location": "http://p/Users/1"}),
            ),
            (
                json!({"id": "1", "meta": {"location": "mine", "resourceType": "Person"}}),
                json!({"resourceType": "Person", "location": "mine"}),
            ),
            (
                json!({"id": "a b", "meta": {"location": "http://p/Users/a b", "resourceType": "User"}}),
                json!({"resourceType": "User", "location": "http://p/Users/a%20b"}),
            ),
            (json!({"id": "1", "meta": "odd"}), json!("odd")),
        ] {
            let told = written(&entity, &Select::All);
            assert_eq!(told["meta"], meta, "{entity}");
            assert_eq!(told["schemas"], json!([Kind::Users.schema()]), "{entity}");
        }
    }

    #[test]
    fn extensions_are_among_the_schemas() {
        let entity = json!({"id": "1", "urn:x:2.0:User": {"a": 1}});
        let select = Select::new(None, Some("urn:x:2.0:User")).unwrap();
        let core = Kind::Users.schema();
        assert_eq!(written(&entity, &Select::All)["schemas"], json!([core, "urn:x:2.0:User"]));
        assert_eq!(written(&entity, &select)["schemas"], json!([core]));
    }

    #[test]
    fn values_are_copied_as_they_stand() {
        let mut out = Vec::new();
        let entity =
            br#"{"schemas":[ "s" ],"n":1.50e3,"meta":{"resourceType":"User","location":"l"},"t":"\u00e9"}"#;
        Look { kind: Kind::Users, location: "", prefix: "", select: &Select::All }.rewrite(entity, &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), String::from_utf8(entity.to_vec()).unwrap());
    }
}
