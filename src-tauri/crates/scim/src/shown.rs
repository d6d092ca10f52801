//! Resources as UAA shows them, written straight into bytes: for walks over whole accounts, where building each would
//! cost more than all that is done with it.

use std::io::Write;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::{CORE_SCHEMA, Email, GrantType, Group, GroupGrant, Member, MemberType, Timestamp, User};

/// What all resources have.
#[derive(Debug, Clone, Copy)]
pub struct ResourceText<'a> {
    pub id: &'a str,
    pub version: i64,
    pub created: Option<Timestamp>,
    pub last_modified: Option<Timestamp>,
    pub zone_id: Option<&'a str>,
    pub other: &'a Map<String, Value>,
}

/// The parts of a user. See [`User`].
#[derive(Debug, Clone, Copy)]
pub struct UserText<'a> {
    pub resource: ResourceText<'a>,
    pub external_id: Option<&'a str>,
    pub user_name: &'a str,
    pub origin: &'a str,
    pub given_name: Option<&'a str>,
    pub family_name: Option<&'a str>,
    pub emails: EmailsText<'a>,
    pub phone_numbers: &'a [String],
    pub active: bool,
    pub verified: bool,
    pub password_last_modified: Option<Timestamp>,
    pub last_logon: Option<Timestamp>,
    pub previous_logon: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy)]
pub enum EmailsText<'a> {
    /// One, not flagged as the primary one.
    Plain(&'a str),
    All(&'a [Email]),
}

/// The parts of a role collection. See [`Group`].
#[derive(Debug, Clone, Copy)]
pub struct GroupText<'a> {
    pub resource: ResourceText<'a>,
    pub display_name: &'a str,
    pub description: Option<&'a str>,
}

/// One entry of a user's `groups`. See [`GroupGrant`].
#[derive(Debug, Clone, Copy)]
pub struct GrantText<'a> {
    pub value: &'a str,
    pub display: &'a str,
    pub grant: GrantType,
}

/// See [`Member`].
#[derive(Debug, Clone, Copy)]
pub struct MemberText<'a> {
    pub value: &'a str,
    pub kind: MemberType,
    pub origin: Option<&'a str>,
}

impl UserText<'_> {
    /// Appends what [`User::to_wire`] gives, on one line.
    pub fn write<'g>(&self, groups: impl Iterator<Item = GrantText<'g>>, out: &mut Vec<u8>) {
        self.resource.open(out);
        text(out, "externalId", self.external_id);
        self.resource.meta(out);
        text(out, "userName", Some(self.user_name));
        out.extend_from_slice(b",\"name\":{");
        let start = out.len();
        text(out, "familyName", self.family_name);
        text(out, "givenName", self.given_name);
        if out.len() > start {
            // The comma before the first.
            out.remove(start);
        }
        out.extend_from_slice(b"},\"emails\":[");
        match self.emails {
            EmailsText::Plain(value) => email(out, value, false),
            EmailsText::All(emails) => {
                list(out, emails.iter(), |out, one| email(out, &one.value, one.primary));
            }
        }
        out.extend_from_slice(b"],\"groups\":[");
        list(out, groups, |out, grant| {
            out.extend_from_slice(b"{\"value\":");
            string(out, grant.value);
            text(out, "display", Some(grant.display));
            out.extend_from_slice(match grant.grant {
                GrantType::Direct => b",\"type\":\"DIRECT\"}",
                GrantType::Indirect => b",\"type\":\"INDIRECT\"}",
            });
        });
        out.push(b']');
        if !self.phone_numbers.is_empty() {
            out.extend_from_slice(b",\"phoneNumbers\":[");
            list(out, self.phone_numbers.iter(), |out, number| {
                out.extend_from_slice(b"{\"value\":");
                string(out, number);
                out.push(b'}');
            });
            out.push(b']');
        }
        flag(out, "active", self.active);
        flag(out, "verified", self.verified);
        text(out, "origin", Some(self.origin));
        text(out, "zoneId", self.resource.zone_id);
        moment(out, "passwordLastModified", self.password_last_modified);
        number(out, "previousLogonTime", self.previous_logon);
        number(out, "lastLogonTime", self.last_logon);
        self.resource.close(out);
    }
}

impl GroupText<'_> {
    /// Appends what [`Group::to_wire`] gives, on one line; without `members` where they are not known.
    pub fn write<'m>(&self, members: Option<impl Iterator<Item = MemberText<'m>>>, out: &mut Vec<u8>) {
        self.resource.open(out);
        self.resource.meta(out);
        text(out, "displayName", Some(self.display_name));
        text(out, "zoneId", self.resource.zone_id);
        text(out, "description", self.description);
        if let Some(members) = members {
            out.extend_from_slice(b",\"members\":[");
            list(out, members, |out, member| {
                out.extend_from_slice(b"{\"value\":");
                string(out, member.value);
                out.extend_from_slice(match member.kind {
                    MemberType::User => b",\"type\":\"USER\"",
                    MemberType::Group => b",\"type\":\"GROUP\"",
                });
                text(out, "origin", member.origin);
                out.push(b'}');
            });
            out.push(b']');
        }
        self.resource.close(out);
    }
}

impl ResourceText<'_> {
    fn open(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"{\"id\":");
        string(out, self.id);
    }

    fn meta(&self, out: &mut Vec<u8>) {
        // A vector takes everything.
        let _ = write!(out, ",\"meta\":{{\"version\":{}", self.version);
        moment(out, "created", self.created);
        moment(out, "lastModified", self.last_modified);
        out.push(b'}');
    }

    fn close(&self, out: &mut Vec<u8>) {
        for (name, value) in self.other {
            out.push(b',');
            json(out, name);
            out.push(b':');
            json(out, value);
        }
        out.extend_from_slice(b",\"schemas\":[\"");
        out.extend_from_slice(CORE_SCHEMA.as_bytes());
        out.extend_from_slice(b"\"]}");
    }
}

impl User {
    /// Appends the user as UAA shows one, members in its order.
    pub fn write_json(&self, out: &mut Vec<u8>) {
        let text = UserText {
            resource: ResourceText {
                id: &self.id,
                version: self.meta.version,
                created: self.meta.created,
                last_modified: self.meta.last_modified,
                zone_id: self.zone_id.as_deref(),
                other: &self.other,
            },
            external_id: self.external_id.as_deref(),
            user_name: &self.user_name,
            origin: &self.origin.0,
            given_name: self.given_name.as_deref(),
            family_name: self.family_name.as_deref(),
            emails: EmailsText::All(&self.emails),
            phone_numbers: &self.phone_numbers,
            active: self.active,
            verified: self.verified,
            password_last_modified: self.password_last_modified,
            last_logon: self.last_logon,
            previous_logon: self.previous_logon,
        };
        text.write(self.groups.iter().map(GroupGrant::text), out);
    }
}

impl Group {
    /// Appends the role collection as UAA shows one, members in its order.
    pub fn write_json(&self, out: &mut Vec<u8>) {
        let text = GroupText {
            resource: ResourceText {
                id: &self.id,
                version: self.meta.version,
                created: self.meta.created,
                last_modified: self.meta.last_modified,
                zone_id: self.zone_id.as_deref(),
                other: &self.other,
            },
            display_name: &self.display_name,
            description: self.description.as_deref(),
        };
        text.write(self.members.as_ref().map(|members| members.iter().map(Member::text)), out);
    }
}

impl GroupGrant {
    fn text(&self) -> GrantText<'_> {
        GrantText { value: &self.value, display: &self.display, grant: self.grant }
    }
}

impl Member {
    fn text(&self) -> MemberText<'_> {
        MemberText {
            value: &self.value,
            kind: self.kind,
            origin: self.origin.as_ref().map(|origin| origin.0.as_str()),
        }
    }
}

fn list<T>(out: &mut Vec<u8>, items: impl Iterator<Item = T>, mut write: impl FnMut(&mut Vec<u8>, T)) {
    for (index, item) in items.enumerate() {
        if index > 0 {
            out.push(b',');
        }
        write(out, item);
    }
}

fn email(out: &mut Vec<u8>, value: &str, primary: bool) {
    out.extend_from_slice(b"{\"value\":");
    string(out, value);
    flag(out, "primary", primary);
    out.push(b'}');
}

/// The name of a member that is not the first of its object.
fn name(out: &mut Vec<u8>, name: &str) {
    out.extend_from_slice(b",\"");
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(b"\":");
}

fn text(out: &mut Vec<u8>, key: &str, value: Option<&str>) {
    let Some(value) = value else { return };
    name(out, key);
    string(out, value);
}

fn flag(out: &mut Vec<u8>, key: &str, value: bool) {
    name(out, key);
    out.extend_from_slice(if value { b"true" } else { b"false" });
}

fn moment(out: &mut Vec<u8>, key: &str, value: Option<Timestamp>) {
    let Some(value) = value else { return };
    name(out, key);
    out.push(b'"');
    value.write(out);
    out.push(b'"');
}

/// A moment as Unix milliseconds.
fn number(out: &mut Vec<u8>, key: &str, value: Option<Timestamp>) {
    let Some(value) = value else { return };
    name(out, key);
    let _ = write!(out, "{}", value.0);
}

fn string(out: &mut Vec<u8>, value: &str) {
    let plain = |byte: u8| byte >= 0x20 && byte != b'"' && byte != b'\\';
    if value.bytes().all(plain) {
        out.reserve(value.len() + 2);
        out.push(b'"');
        out.extend_from_slice(value.as_bytes());
        out.push(b'"');
    } else {
        json(out, value);
    }
}

fn json(out: &mut Vec<u8>, value: &(impl Serialize + ?Sized)) {
    // A vector takes everything, and what is written here is JSON already.
    let _ = serde_json::to_writer(out, value);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::wire::Resource;

    /// Whatever is known of a resource, both ways of writing it say the same.
    #[test]
    fn what_is_written_is_what_is_built() {
        let full = json!({"id": "5a", "externalId": "P \"1\"\n", "meta": {"version": 2, "created": "2026-01-05T09:12:33.000Z",
            "lastModified": "1969-12-31T23:59:59.999Z"}, "userName": "jo\\ü@acme.example", "name": {"familyName": "Doe", "givenName": "Jo"},
            "emails": [{"value": "a", "primary": true}, {"value": "b", "primary": false}], "active": false, "verified": true,
            "groups": [{"value": "9c", "display": "Viewer", "type": "INDIRECT"}, {"value": "Editor", "display": "Editor", "type": "DIRECT"}],
            "phoneNumbers": [{"value": "+49 1"}], "origin": "sap.custom", "zoneId": "z", "passwordLastModified": "2026-01-05T09:12:33.000Z",
            "lastLogonTime": 1_734_000_000_000_i64, "previousLogonTime": 5, "approvals": [], "odd \"name\"": {"x": [1, null]}});
        let given =
            json!({"id": "5b", "userName": "x", "name": {"givenName": "Jo"}, "emails": [{"value": "a"}]});
        for wire in [full, given, json!({"id": "5c", "userName": ""})] {
            let user = User::from_wire(wire).unwrap();
            let mut out = Vec::new();
            user.write_json(&mut out);
            assert_eq!(serde_json::from_slice::<Value>(&out).unwrap(), user.to_wire());
        }
        for wire in [
            json!({"id": "9c", "meta": {"version": 3}, "displayName": "View\"er", "zoneId": "z", "description": "Read", "x": 1,
                "members": [{"origin": "sap.custom", "type": "USER", "value": "5a"}, {"type": "GROUP", "value": "77"}]}),
            json!({"id": "9d", "displayName": "Empty", "members": []}),
            json!({"id": "9e", "displayName": "Unknown"}),
        ] {
            let group = Group::from_wire(wire).unwrap();
            let mut out = Vec::new();
            group.write_json(&mut out);
            assert_eq!(serde_json::from_slice::<Value>(&out).unwrap(), group.to_wire());
        }
    }
}
