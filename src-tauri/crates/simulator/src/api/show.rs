//! Entities as JSON, written straight: a page of 500 users is one buffer and no tree.

use std::io::Write as _;

use serde_json::Value;
use zonedesk_scim::Timestamp;

use crate::zone::{GroupRow, MemberKey, UserRow, Zone};

const SCHEMAS: &[u8] = br#""schemas":["urn:scim:schemas:core:1.0"]"#;

/// How much of a user is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Groups {
    Shown,
    /// As an empty list, where `attributes` saves the server the look-up.
    Empty,
    /// Not even that, inside a member.
    Absent,
}

fn text(out: &mut Vec<u8>, text: &str) {
    // writing into memory does not fail
    let _ = serde_json::to_writer(out, text);
}

fn member(out: &mut Vec<u8>, key: &str, value: Option<&str>) {
    if let Some(value) = value {
        let _ = write!(out, "\"{key}\":");
        text(out, value);
        out.push(b',');
    }
}

fn meta(out: &mut Vec<u8>, version: i64, created: i64, modified: i64) {
    let (created, modified) = (Timestamp(created), Timestamp(modified));
    let _ = write!(
        out,
        "\"meta\":{{\"version\":{version},\"created\":\"{created}\",\"lastModified\":\"{modified}\"}},"
    );
}

impl Zone {
    /// Writes a user as UAA shows one.
    pub fn show_user(&self, out: &mut Vec<u8>, key: u32, groups: Groups) {
        let Some(row) = self.users.get(key) else { return };
        out.push(b'{');
        member(out, "id", Some(&row.id));
        member(out, "externalId", row.external_id.as_deref().filter(|id| !id.is_empty()));
        meta(out, row.version, row.created, row.last_modified);
        member(out, "userName", Some(&row.user_name));
        show_name(out, row);
        out.extend_from_slice(b"\"emails\":[{\"value\":");
        text(out, &row.email);
        out.extend_from_slice(b",\"primary\":false}],");
        match groups {
            Groups::Shown => self.show_grants(out, key),
            Groups::Empty => out.extend_from_slice(b"\"groups\":[],\"approvals\":[],"),
            Groups::Absent => {}
        }
        if let Some(phone) = &row.phone {
            out.extend_from_slice(b"\"phoneNumbers\":[{\"value\":");
            text(out, phone);
            out.extend_from_slice(b"}],");
        }
        let _ = write!(out, "\"active\":{},\"verified\":{},", row.active, row.verified);
        member(out, "origin", Some(&row.origin));
        member(out, "zoneId", Some(&self.zone_id));
        let _ = write!(out, "\"passwordLastModified\":\"{}\",", Timestamp(row.password_modified));
        for (key, moment) in [("previousLogonTime", row.previous_logon), ("lastLogonTime", row.last_logon)] {
            if let Some(moment) = moment {
                let _ = write!(out, "\"{key}\":{moment},");
            }
        }
        out.extend_from_slice(SCHEMAS);
        out.push(b'}');
    }

    fn show_grants(&self, out: &mut Vec<u8>, user: u32) {
        let (direct, indirect) = self.groups_of_user(user);
        let mut first = true;
        out.extend_from_slice(b"\"groups\":[");
        for (groups, kind) in [(direct, "DIRECT"), (indirect, "INDIRECT")] {
            for group in groups.iter().filter_map(|group| self.groups.get(*group)) {
                if !std::mem::take(&mut first) {
                    out.push(b',');
                }
                out.push(b'{');
                member(out, "value", Some(&group.id));
                member(out, "display", Some(&group.display_name));
                let _ = write!(out, "\"type\":\"{kind}\"}}");
            }
        }
        out.extend_from_slice(b"],\"approvals\":[],");
    }

    /// Writes a role collection; `members`: with them.
    pub fn show_group(&self, out: &mut Vec<u8>, key: u32, members: bool) {
        let Some(row) = self.groups.get(key) else { return };
        out.push(b'{');
        member(out, "id", Some(&row.id));
        meta(out, row.version, row.created, row.last_modified);
        member(out, "displayName", Some(&row.display_name));
        member(out, "zoneId", Some(&self.zone_id));
        member(out, "description", row.description.as_deref());
        if members {
            out.extend_from_slice(b"\"members\":");
            self.show_members(out, row, false);
            out.push(b',');
        }
        out.extend_from_slice(SCHEMAS);
        out.push(b'}');
    }

    /// Writes the list of members; `entities`: each with what it stands for.
    pub fn show_members(&self, out: &mut Vec<u8>, row: &GroupRow, entities: bool) {
        out.push(b'[');
        for (place, (key, origin)) in row.members.iter().enumerate() {
            if place > 0 {
                out.push(b',');
            }
            self.show_member(out, *key, origin, entities);
        }
        out.push(b']');
    }

    pub fn show_member(&self, out: &mut Vec<u8>, key: MemberKey, origin: &str, entity: bool) {
        out.push(b'{');
        member(out, "origin", Some(origin));
        let kind = if matches!(key, MemberKey::User(_)) { "USER" } else { "GROUP" };
        member(out, "type", Some(kind));
        if entity {
            out.extend_from_slice(b"\"entity\":");
            match key {
                MemberKey::User(key) => self.show_user(out, key, Groups::Absent),
                MemberKey::Group(key) => self.show_group(out, key, false),
            }
            out.push(b',');
        }
        out.extend_from_slice(b"\"value\":");
        text(out, self.member_id(key));
        out.push(b'}');
    }

    /// A user for the log of changes.
    pub fn user_state(&self, key: u32) -> Option<Value> {
        let mut out = Vec::new();
        self.show_user(&mut out, key, Groups::Absent);
        serde_json::from_slice(&out).ok()
    }
}

fn show_name(out: &mut Vec<u8>, row: &UserRow) {
    out.extend_from_slice(b"\"name\":{");
    member(out, "familyName", row.family_name.as_deref());
    member(out, "givenName", row.given_name.as_deref());
    if out.last() == Some(&b',') {
        out.pop();
    }
    out.extend_from_slice(b"},");
}
