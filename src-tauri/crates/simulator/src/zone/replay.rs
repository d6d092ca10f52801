use std::collections::BTreeMap;

use serde_json::Value;
use zonedesk_scim::{Resource, Timestamp, User};

use super::{GroupRow, UserRow, Zone};
use crate::change::{Change, What};

impl Zone {
    /// Brings an account to the state that a change led to. What names something unknown does nothing.
    pub fn replay(&mut self, change: Change) {
        match change.what {
            What::User { user } => self.replay_user(user),
            What::UserGone { id } => {
                if let Some(key) = self.user_key(&id) {
                    self.remove_from_all_groups(key, Timestamp(0));
                    self.remove_user(key);
                }
            }
            What::GroupGone { id, at } => {
                if let Some(key) = self.group_key(&id) {
                    let members = self.empty_group(key);
                    self.raise_members(members.iter().map(String::as_str), Timestamp(at));
                    self.leave_all_groups(key, Timestamp(at));
                    self.remove_group(key);
                }
            }
            What::Group(group) => {
                let key = match self.group_key(&group.id) {
                    Some(key) => key,
                    None => self.insert_group(GroupRow {
                        id: group.id.as_str().into(),
                        display_name: group.display_name.as_str().into(),
                        description: None,
                        version: 0,
                        created: group.created,
                        last_modified: group.created,
                        members: BTreeMap::new(),
                        groups: Vec::new(),
                    }),
                };
                let moment = Timestamp(group.last_modified);
                self.write_group(key, &group.display_name, group.description.as_deref(), moment);
                if let Some(row) = self.groups.get_mut(key) {
                    row.version = group.version;
                }
                let touched = group.added.iter().map(|member| &member.id).chain(&group.removed);
                self.raise_members(touched.map(String::as_str), Timestamp(group.at));
                for id in group.removed {
                    if let Some(member) = self.member_key(&id) {
                        self.remove_member(key, member);
                    }
                }
                for member in group.added {
                    if let Some(member_key) = self.member_key(&member.id) {
                        let origin = self.origin(&member.origin);
                        self.put_member(key, member_key, origin);
                    }
                }
            }
        }
        // nothing of this is news
        self.changes.clear();
    }

    fn replay_user(&mut self, user: Value) {
        let Ok(user) = User::from_wire(user) else { return };
        let key = self.user_key(&user.id);
        let row = self.user_row(user);
        match key {
            Some(key) => self.replace_user(key, row),
            None => {
                // the id came from the same source, which must not give it again
                self.new_user_id();
                self.insert_user(row);
            }
        }
    }

    /// A row of what was read.
    pub fn user_row(&mut self, user: User) -> UserRow {
        let created = user.meta.created.unwrap_or_default().0;
        UserRow {
            id: user.id.into(),
            external_id: user.external_id.map(Into::into),
            user_name: user.user_name.into(),
            given_name: user.given_name.map(Into::into),
            family_name: user.family_name.map(Into::into),
            email: user.emails.into_iter().next().unwrap_or_default().value.into(),
            phone: user.phone_numbers.into_iter().next().map(Into::into),
            origin: self.origin(&user.origin.0),
            active: user.active,
            verified: user.verified,
            version: user.meta.version,
            created,
            last_modified: user.meta.last_modified.map_or(created, |moment| moment.0),
            password_modified: user.password_last_modified.map_or(created, |moment| moment.0),
            last_logon: user.last_logon.map(|moment| moment.0),
            previous_logon: user.previous_logon.map(|moment| moment.0),
            groups: Vec::new(),
        }
    }
}
