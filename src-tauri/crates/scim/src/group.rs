use serde::de::MapAccess;
use serde_json::{Map, Value, json};

use crate::stream::Items;
use crate::wire::{Resource, filled, objects, text};
use crate::{CORE_SCHEMA, Group, Member, MemberType, Meta, Origin};

impl Resource for Group {
    const WHAT: &'static str = "a group";

    fn from_object(object: Map<String, Value>) -> Self {
        let mut group = Self::default();
        for (key, value) in object {
            match key.as_str() {
                "id" => group.id = text(value).unwrap_or_default(),
                "displayName" => group.display_name = text(value).unwrap_or_default(),
                "description" => group.description = filled(value),
                "zoneId" => group.zone_id = filled(value),
                "members" if value.is_array() => {
                    group.members = Some(objects(value).map(Member::from_object).collect());
                }
                "meta" => {
                    if let Value::Object(meta) = value {
                        group.meta = Meta::from_object(meta);
                    }
                }
                "schemas" => {}
                other => {
                    let known =
                        other.strip_prefix("meta.").is_some_and(|key| group.meta.take(key, value.clone()));
                    if !known {
                        group.other.insert(key, value);
                    }
                }
            }
        }
        group
    }

    fn from_map<'de, A: MapAccess<'de>>(mut map: A) -> Result<Self, A::Error> {
        let (mut object, mut members) = (Map::new(), None);
        while let Some(key) = map.next_key::<String>()? {
            // Only the last of several of one name counts.
            if key == "members" {
                match map.next_value()? {
                    Items::Array(items) => {
                        object.remove(&key);
                        members = Some(items);
                    }
                    Items::Other(other) => {
                        object.insert(key, other);
                        members = None;
                    }
                }
            } else {
                object.insert(key, map.next_value()?);
            }
        }
        Ok(Self { members, ..Self::from_object(object) })
    }
}

impl Resource for Member {
    const WHAT: &'static str = "a member";

    fn from_object(mut object: Map<String, Value>) -> Self {
        let group =
            object.get("type").and_then(Value::as_str).is_some_and(|kind| kind.eq_ignore_ascii_case("GROUP"));
        Self {
            value: object.remove("value").and_then(text).unwrap_or_default(),
            kind: if group { MemberType::Group } else { MemberType::User },
            origin: object.remove("origin").and_then(filled).map(Origin),
        }
    }
}

impl Group {
    /// The whole group as UAA shows one. `Group::from_wire(group.to_wire())` is the group again.
    pub fn to_wire(&self) -> Value {
        let mut body = self.written();
        if !self.id.is_empty() {
            body.insert("id".into(), json!(self.id));
        }
        body.insert("meta".into(), self.meta.to_wire());
        if let Some(zone) = &self.zone_id {
            body.insert("zoneId".into(), json!(zone));
        }
        body.extend(self.other.clone());
        Value::Object(body)
    }

    /// The body of `POST /Groups` and `PUT /Groups/{id}`. A `PUT` without members removes them all, so `members` is
    /// left out only where they are unknown (UAA API, *Groups: Update*).
    pub fn to_body(&self) -> Value {
        Value::Object(self.written())
    }

    fn written(&self) -> Map<String, Value> {
        let mut body = Map::new();
        body.insert("schemas".into(), json!([CORE_SCHEMA]));
        body.insert("displayName".into(), json!(self.display_name));
        if let Some(description) = &self.description {
            body.insert("description".into(), json!(description));
        }
        if let Some(members) = &self.members {
            body.insert("members".into(), json!(members));
        }
        body
    }
}

impl Member {
    /// A user by id, with the origin that UAA shows beside it.
    pub fn user(id: impl Into<String>, origin: Origin) -> Self {
        Self { value: id.into(), kind: MemberType::User, origin: Some(origin) }
    }

    /// A nested role collection by id.
    pub fn group(id: impl Into<String>) -> Self {
        Self { value: id.into(), kind: MemberType::Group, origin: None }
    }

    /// The body of `POST /Groups/{id}/members`, and an item of `members`.
    pub fn to_wire(&self) -> Value {
        json!(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Timestamp, WireError};

    #[test]
    fn reads_a_group_with_and_without_members() {
        let wire = json!({"id": "9c", "meta": {"version": 3, "lastModified": "2026-01-05T09:12:33.000Z"}, "displayName": "Viewer",
            "zoneId": "z", "description": "Read", "schemas": [CORE_SCHEMA], "x": 1,
            "members": [{"origin": "sap.custom", "type": "USER", "value": "5a"}, {"type": "GROUP", "value": "77", "entity": {}}]});
        let group = Group {
            id: "9c".into(),
            display_name: "Viewer".into(),
            description: Some("Read".into()),
            members: Some(vec![Member::user("5a", Origin("sap.custom".into())), Member::group("77")]),
            meta: Meta { version: 3, last_modified: Some(Timestamp(1_767_604_353_000)), created: None },
            zone_id: Some("z".into()),
            other: [("x".to_owned(), json!(1))].into_iter().collect(),
        };
        assert_eq!(Group::from_wire(wire).unwrap(), group);

        let few = json!({"id": "9c", "displayName": "Viewer", "members": null, "meta.version": 4});
        let few = Group::from_wire(few).unwrap();
        assert_eq!((few.members, few.meta.version), (None, 4));
    }

    #[test]
    fn a_body_names_members_only_where_they_are_known() {
        let mut group = Group { display_name: "G".into(), ..Group::default() };
        assert_eq!(group.to_body(), json!({"schemas": [CORE_SCHEMA], "displayName": "G"}));
        group.members = Some(vec![Member::group("77")]);
        assert_eq!(
            group.to_body(),
            json!({"schemas": [CORE_SCHEMA], "displayName": "G", "members": [{"value": "77", "type": "GROUP"}]})
        );
    }

    /// Read piece by piece, a page gives what its tree gives.
    #[test]
    fn a_stream_gives_what_a_tree_gives() {
        for text in [
            r#"{"id":"a","members":[{"value":"u","type":"GROUP","origin":"o"},{"value":"v"},3,null,[{"value":"w"}]]}"#,
            r#"{"id":"a","members":[]}"#,
            r#"{"id":"a","members":null}"#,
            r#"{"id":"a","members":{"value":[1,{"x":2.5}]}}"#,
            r#"{"id":"a","members":"u"}"#,
            r#"{"members":[{"value":"u"}],"members":7,"id":1}"#,
            r#"{"members":true,"members":[{"value":"u"}],"x":[-1,true]}"#,
            r#"{"displayName":"ä\u00e9","meta":{"version":3},"meta.version":4}"#,
        ] {
            let tree: Value = serde_json::from_str(text).unwrap();
            assert_eq!(
                Group::from_slice(text.as_bytes()).unwrap(),
                Group::from_wire(tree).unwrap(),
                "{text}"
            );
        }
        for text in ["7", "-7", "7.5", "null", "true", r#""x""#, "[]", r#"[{"id":"a"}]"#] {
            let error = Group::from_slice(text.as_bytes()).unwrap_err();
            assert!(matches!(error, WireError::NotAnObject { what: "a group" }), "{text}: {error}");
        }
    }
}
