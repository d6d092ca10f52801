use serde_json::{Map, Value, json};

use crate::meta::moment;
use crate::wire::{Resource, filled, flag, objects, text, values};
use crate::{CORE_SCHEMA, Email, GrantType, GroupGrant, Meta, Origin, User};

/// Reads a user as UAA and XSUAA write one, also the flat keys of an answer to `attributes=…`
/// (`"emails.value": ["jo@acme.example"]`, `"meta.version": 3`).
impl Resource for User {
    const WHAT: &'static str = "a user";

    fn from_object(object: Map<String, Value>) -> Self {
        let mut user = Self { active: true, ..Self::default() };
        for (key, value) in object {
            match key.as_str() {
                "id" => user.id = text(value).unwrap_or_default(),
                "externalId" => user.external_id = filled(value),
                "userName" => user.user_name = text(value).unwrap_or_default(),
                "origin" => user.origin = Origin(text(value).unwrap_or_default()),
                "name" => user.take_name(value),
                "givenName" | "name.givenName" => user.given_name = filled(value),
                "familyName" | "name.familyName" => user.family_name = filled(value),
                "emails" => user.emails = objects(value).map(email).collect(),
                "emails.value" => {
                    user.emails = values(value).map(|value| Email { value, primary: false }).collect();
                }
                "phoneNumbers" | "phoneNumbers.value" => user.phone_numbers = values(value).collect(),
                "active" => user.active = flag(&value).unwrap_or(true),
                "verified" => user.verified = flag(&value).unwrap_or_default(),
                "groups" => user.groups = objects(value).map(grant).collect(),
                "meta" => user.meta = object_of(value).map(Meta::from_object).unwrap_or_default(),
                "zoneId" => user.zone_id = filled(value),
                "passwordLastModified" => user.password_last_modified = moment(value),
                "lastLogonTime" => user.last_logon = moment(value),
                "previousLogonTime" => user.previous_logon = moment(value),
                "schemas" => {}
                other => {
                    let known =
                        other.strip_prefix("meta.").is_some_and(|key| user.meta.take(key, value.clone()));
                    if !known {
                        user.other.insert(key, value);
                    }
                }
            }
        }
        user
    }
}

impl User {
    fn take_name(&mut self, value: Value) {
        for (key, value) in object_of(value).unwrap_or_default() {
            match key.as_str() {
                "givenName" => self.given_name = filled(value),
                "familyName" => self.family_name = filled(value),
                // UAA computes "formatted" from the two others and never stores it.
                _ => {}
            }
        }
    }

    /// The whole user as UAA shows one. `User::from_wire(user.to_wire())` is the user again.
    pub fn to_wire(&self) -> Value {
        let mut body = self.written();
        if !self.id.is_empty() {
            body.insert("id".into(), json!(self.id));
        }
        body.insert("meta".into(), self.meta.to_wire());
        body.insert("groups".into(), json!(self.groups));
        for (key, value) in [
            ("zoneId", self.zone_id.as_ref().map(|zone| json!(zone))),
            ("passwordLastModified", self.password_last_modified.map(|moment| json!(moment))),
            ("lastLogonTime", self.last_logon.map(|moment| json!(moment.0))),
            ("previousLogonTime", self.previous_logon.map(|moment| json!(moment.0))),
        ] {
            if let Some(value) = value {
                body.insert(key.into(), value);
            }
        }
        body.extend(self.other.clone());
        Value::Object(body)
    }

    /// The body of `POST /Users` and `PUT /Users/{id}`.
    ///
    /// Holds only what UAA stores, since it refuses members it does not know. `name` is always an object (a `PUT`
    /// without one is answered 500), and `origin`, `active` and `verified` are always there, because a `PUT` resets
    /// what it does not name (UAA API, *Users: Update*).
    pub fn to_body(&self) -> Value {
        Value::Object(self.written())
    }

    fn written(&self) -> Map<String, Value> {
        let mut body = Map::new();
        body.insert("schemas".into(), json!([CORE_SCHEMA]));
        body.insert("userName".into(), json!(self.user_name));
        body.insert("name".into(), name(self.given_name.as_deref(), self.family_name.as_deref()));
        body.insert("emails".into(), json!(self.emails));
        if !self.phone_numbers.is_empty() {
            let numbers: Vec<_> = self.phone_numbers.iter().map(|number| json!({"value": number})).collect();
            body.insert("phoneNumbers".into(), Value::Array(numbers));
        }
        if let Some(id) = &self.external_id {
            body.insert("externalId".into(), json!(id));
        }
        body.insert("origin".into(), json!(self.origin));
        body.insert("active".into(), json!(self.active));
        body.insert("verified".into(), json!(self.verified));
        body
    }
}

pub(crate) fn name(given: Option<&str>, family: Option<&str>) -> Value {
    let mut name = Map::new();
    for (key, value) in [("familyName", family), ("givenName", given)] {
        if let Some(value) = value {
            name.insert(key.into(), json!(value));
        }
    }
    Value::Object(name)
}

fn object_of(value: Value) -> Option<Map<String, Value>> {
    match value {
        Value::Object(object) => Some(object),
        _ => None,
    }
}

fn email(mut object: Map<String, Value>) -> Email {
    Email {
        value: object.remove("value").and_then(text).unwrap_or_default(),
        primary: object.get("primary").and_then(flag).unwrap_or_default(),
    }
}

fn grant(mut object: Map<String, Value>) -> GroupGrant {
    let value = object.remove("value").and_then(text).unwrap_or_default();
    // XSUAA's groups have no id beside their name; either may be all there is.
    let display = object.remove("display").and_then(text).unwrap_or_else(|| value.clone());
    let indirect =
        object.get("type").and_then(Value::as_str).is_some_and(|kind| kind.eq_ignore_ascii_case("INDIRECT"));
    GroupGrant { value, display, grant: if indirect { GrantType::Indirect } else { GrantType::Direct } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Timestamp, WireError};

    #[test]
    fn reads_a_user_as_uaa_writes_it() {
        let user = User::from_slice(
            br#"{"id":"5a","externalId":"","meta":{"version":2,"created":"2026-01-05T09:12:33.000Z"},
            "userName":"jo@acme.example","name":{"familyName":"Doe","givenName":"Jo"},
            "emails":[{"value":"jo@acme.example","primary":false}],
            "groups":[{"value":"9c","display":"Viewer","type":"INDIRECT"},{"value":"Editor"}],
            "approvals":[],"phoneNumbers":[{"value":"+49 1"}],"active":false,"verified":true,"origin":"sap.custom",
            "zoneId":"z","lastLogonTime":1734000000000,"schemas":["urn:scim:schemas:core:1.0"]}"#,
        )
        .unwrap();
        assert_eq!(
            user,
            User {
                id: "5a".into(),
                external_id: None,
                user_name: "jo@acme.example".into(),
                origin: Origin("sap.custom".into()),
                given_name: Some("Jo".into()),
                family_name: Some("Doe".into()),
                emails: vec![Email { value: "jo@acme.example".into(), primary: false }],
                phone_numbers: vec!["+49 1".into()],
                active: false,
                verified: true,
                groups: vec![
                    GroupGrant { value: "9c".into(), display: "Viewer".into(), grant: GrantType::Indirect },
                    GroupGrant { value: "Editor".into(), display: "Editor".into(), grant: GrantType::Direct },
                ],
                meta: Meta { version: 2, created: Some(Timestamp(1_767_604_353_000)), last_modified: None },
                zone_id: Some("z".into()),
                password_last_modified: None,
                last_logon: Some(Timestamp(1_734_000_000_000)),
                previous_logon: None,
                other: [("approvals".to_owned(), json!([]))].into_iter().collect(),
            }
        );
    }

    #[test]
    fn reads_what_is_there_of_an_odd_user() {
        for (wire, user) in [
            (json!({}), User { active: true, ..User::default() }),
            (
                json!({"id": null, "emails": null, "meta": null, "name": 1}),
                User { active: true, ..User::default() },
            ),
            (
                json!({"userName": 7, "active": "False", "emails.value": ["a@x"], "meta.version": 3, "familyName": "D"}),
                User {
                    user_name: "7".into(),
                    emails: vec![Email { value: "a@x".into(), primary: false }],
                    meta: Meta { version: 3, ..Meta::default() },
                    family_name: Some("D".into()),
                    ..User::default()
                },
            ),
        ] {
            assert_eq!(User::from_wire(wire.clone()).unwrap(), user, "{wire}");
        }
        assert!(matches!(User::from_wire(json!([])), Err(WireError::NotAnObject { .. })));
    }

    #[test]
    fn writes_all_that_a_put_would_reset_and_nothing_that_uaa_refuses() {
        let user = User {
            id: "5a".into(),
            user_name: "jo".into(),
            zone_id: Some("z".into()),
            other: [("approvals".to_owned(), json!([]))].into_iter().collect(),
            ..User::default()
        };
        assert_eq!(
            user.to_body(),
            json!({"schemas": [CORE_SCHEMA], "userName": "jo", "name": {}, "emails": [], "origin": "",
                   "active": false, "verified": false})
        );
    }
}
