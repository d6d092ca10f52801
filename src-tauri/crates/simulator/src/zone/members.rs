use std::collections::HashSet;
use std::sync::Arc;

use zonedesk_scim::Timestamp;

use super::{Dialect, Refusal, Zone};

/// A member by its row. Users sort before role collections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum MemberKey {
    User(u32),
    Group(u32),
}

/// A member as a call names it.
#[derive(Debug, Clone, Default)]
pub(crate) struct MemberInput {
    pub value: Option<String>,
    pub group: bool,
    /// `None`: not said.
    pub origin: Option<String>,
    /// `"operation": "delete"`.
    pub delete: bool,
}

impl Zone {
    /// `POST /Groups/{id}/members`.
    pub fn add_one_member(
        &mut self,
        id: &str,
        member: &MemberInput,
        now: Timestamp,
    ) -> Result<(MemberKey, Arc<str>), Refusal> {
        // UAA looks at the member's own members first
        let key = self.group_key(id);
        let added = match key {
            Some(key) => self.add_member(key, member)?,
            None if said(member)? == id => return Err(itself()),
            None => return Err(Refusal::no_group(id)),
        };
        if let Some(key) = key {
            self.log_group(key, [member], Vec::new(), now);
        }
        Ok(added)
    }

    /// `DELETE /Groups/{id}/members/{memberId}`.
    pub fn remove_one_member(
        &mut self,
        id: &str,
        member: &str,
        now: Timestamp,
    ) -> Result<(MemberKey, Arc<str>), Refusal> {
        let removed = self.member(id, member)?;
        if let Some(key) = self.group_key(id) {
            self.remove_member(key, removed.0);
            self.log_group(key, [], vec![member.to_owned()], now);
        }
        Ok(removed)
    }

    /// `GET /Groups/{id}/members/{memberId}`.
    pub fn member(&self, id: &str, member: &str) -> Result<(MemberKey, Arc<str>), Refusal> {
        let found = self.group_key(id).and_then(|key| {
            let member = self.member_key(member)?;
            let origin = self.groups.get(key)?.members.get(&member)?;
            Some((member, origin.clone()))
        });
        found.ok_or_else(|| {
            let message = format!("Member {member} does not exist in group {id}");
            Refusal::new(404, "member_not_found", message)
        })
    }

    pub fn member_key(&self, id: &str) -> Option<MemberKey> {
        let user = self.user_key(id).map(MemberKey::User);
        user.or_else(|| self.group_key(id).map(MemberKey::Group))
    }

    pub fn member_id(&self, key: MemberKey) -> &str {
        match key {
            MemberKey::User(key) => self.users.get(key).map_or("", |row| &row.id),
            MemberKey::Group(key) => self.groups.get(key).map_or("", |row| &row.id),
        }
    }

    /// Role collections that a user is in: its own first, then those by nesting.
    pub fn groups_of_user(&self, key: u32) -> (Vec<u32>, Vec<u32>) {
        let Some(row) = self.users.get(key) else { return (Vec::new(), Vec::new()) };
        let mut direct = row.groups.clone();
        direct.extend(&self.default_groups);
        let mut seen: HashSet<u32> = direct.iter().copied().collect();
        let mut indirect = Vec::new();
        let mut open = row.groups.clone();
        while let Some(group) = open.pop() {
            for parent in self.groups.get(group).map_or(&[][..], |row| &row.groups) {
                if seen.insert(*parent) {
                    indirect.push(*parent);
                    open.push(*parent);
                }
            }
        }
        indirect.sort_unstable();
        (direct, indirect)
    }

    pub(super) fn add_member(
        &mut self,
        group: u32,
        member: &MemberInput,
    ) -> Result<(MemberKey, Arc<str>), Refusal> {
        if self.default_groups.contains(&group) {
            return Err(Refusal::new(409, "member_already_exists", "Trying to add member to default group"));
        }
        let id = said(member)?;
        let own_id = self.member_id(MemberKey::Group(group)).to_owned();
        if id == own_id {
            return Err(itself());
        }
        let key = match member.group {
            true => self.group_key(id).map(MemberKey::Group).ok_or_else(|| Refusal::no_group(id))?,
            false => self.user_key(id).map(MemberKey::User).ok_or_else(|| Refusal::no_user(id))?,
        };
        if member.group && !self.nesting {
            let message = "A role collection cannot be a member of a role collection in this account";
            return Err(Refusal::new(400, "invalid_scim_resource", message));
        }
        if self.groups.get(group).is_some_and(|row| row.members.contains_key(&key)) {
            let message = format!("{id} is already part of the group: {own_id}");
            return Err(Refusal::new(409, "member_already_exists", message));
        }
        let origin = match (&member.origin, key, self.dialect) {
            (Some(origin), ..) => self.origin(origin),
            (None, MemberKey::User(user), Dialect::Xsuaa) => {
                self.users.get(user).map_or_else(|| "".into(), |row| row.origin.clone())
            }
            _ => self.origin("uaa"),
        };
        self.put_member(group, key, origin.clone());
        Ok((key, origin))
    }

    /// As UAA does it for PUT and PATCH: takes away who is not in the list, adds who is not yet there. A member whose
    /// origin alone differs stays as it is.
    pub(super) fn replace_members(
        &mut self,
        group: u32,
        wanted: &[MemberInput],
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let current = self.member_inputs(group);
        let kind = |member: &MemberInput| (member.value.clone().unwrap_or_default(), member.group);
        let had: HashSet<_> = current.iter().map(kind).collect();
        let wants: HashSet<_> = wanted.iter().map(kind).collect();
        let mut removed = Vec::new();
        for member in current.iter().filter(|member| !wants.contains(&kind(member))) {
            let id = member.value.clone().unwrap_or_default();
            if let Some(key) = self.member_key(&id) {
                self.remove_member(group, key);
            }
            removed.push(id);
        }
        let mut added = Vec::new();
        let mut outcome = Ok(());
        for member in wanted.iter().filter(|member| !had.contains(&kind(member))) {
            match self.add_member(group, member) {
                Ok(_) => added.push(member),
                Err(refusal) => {
                    outcome = Err(refusal);
                    break;
                }
            }
        }
        self.log_group(group, added, removed, now);
        outcome
    }

    /// The members as a call would name them.
    pub(super) fn member_inputs(&self, group: u32) -> Vec<MemberInput> {
        let members = self.groups.get(group).map(|row| row.members.iter());
        let input = |(key, origin): (&MemberKey, &Arc<str>)| MemberInput {
            value: Some(self.member_id(*key).to_owned()),
            group: matches!(key, MemberKey::Group(_)),
            origin: Some(origin.to_string()),
            delete: false,
        };
        members.into_iter().flatten().map(input).collect()
    }

    pub fn put_member(&mut self, group: u32, key: MemberKey, origin: Arc<str>) {
        if let Some(row) = self.groups.get_mut(group)
            && row.members.insert(key, origin).is_some()
        {
            return;
        }
        if let Some(groups) = self.groups_of(key) {
            groups.push(group);
        }
    }

    pub(super) fn remove_member(&mut self, group: u32, key: MemberKey) {
        if let Some(row) = self.groups.get_mut(group) {
            row.members.remove(&key);
        }
        if let Some(groups) = self.groups_of(key) {
            groups.retain(|other| *other != group);
        }
    }

    /// Takes all members out; their ids.
    pub(super) fn empty_group(&mut self, group: u32) -> Vec<String> {
        let members: Vec<_> =
            self.groups.get(group).map(|row| row.members.keys().copied().collect()).unwrap_or_default();
        let ids = members.iter().map(|key| self.member_id(*key).to_owned()).collect();
        for key in members {
            self.remove_member(group, key);
        }
        ids
    }

    pub(super) fn remove_from_all_groups(&mut self, user: u32, now: Timestamp) {
        let id = self.member_id(MemberKey::User(user)).to_owned();
        for group in self.users.get(user).map(|row| row.groups.clone()).unwrap_or_default() {
            self.remove_member(group, MemberKey::User(user));
            self.log_group(group, [], vec![id.clone()], now);
        }
    }

    pub(super) fn leave_all_groups(&mut self, group: u32, now: Timestamp) {
        let id = self.member_id(MemberKey::Group(group)).to_owned();
        for parent in self.groups.get(group).map(|row| row.groups.clone()).unwrap_or_default() {
            self.remove_member(parent, MemberKey::Group(group));
            self.log_group(parent, [], vec![id.clone()], now);
        }
    }

    /// In XSUAA a user's version and moment of change go up when its assignments change.
    pub(super) fn raise_members<'m>(&mut self, ids: impl Iterator<Item = &'m str>, now: Timestamp) {
        if self.dialect == Dialect::Uaa {
            return;
        }
        for id in ids {
            if let Some(key) = self.user_key(id) {
                self.raise_user(key, now);
            }
        }
    }

    fn groups_of(&mut self, key: MemberKey) -> Option<&mut Vec<u32>> {
        match key {
            MemberKey::User(key) => self.users.get_mut(key).map(|row| &mut row.groups),
            MemberKey::Group(key) => self.groups.get_mut(key).map(|row| &mut row.groups),
        }
    }
}

fn itself() -> Refusal {
    Refusal::new(400, "invalid_scim_resource", "trying to nest group within itself, aborting")
}

/// The member's id, where id and origin say something.
fn said(member: &MemberInput) -> Result<&str, Refusal> {
    let id = member.value.as_deref().filter(|id| !id.trim().is_empty());
    let origin = member.origin.as_deref().is_none_or(|origin| !origin.trim().is_empty());
    id.filter(|_| origin).ok_or_else(|| {
        let message = "group-id, member-id, origin and member-type must be non-empty";
        Refusal::new(400, "invalid_scim_resource", message)
    })
}
