use std::collections::BTreeMap;

use zonedesk_scim::Timestamp;

use super::{Dialect, GroupRow, IfMatch, MemberInput, Refusal, Zone, fits};
use crate::change::{ChangedGroup, ChangedMember, What};

/// A role collection as a call wants it.
#[derive(Debug, Clone, Default)]
pub(crate) struct GroupInput {
    pub display_name: Option<String>,
    pub description: Option<String>,
    pub members: Option<Vec<MemberInput>>,
    pub version: i64,
    /// `meta.attributes`: what a PATCH takes away.
    pub gone: Vec<String>,
    /// UAA writes a version into `meta` without a look.
    pub meta_is_null: bool,
}

impl Zone {
    /// `POST /Groups`.
    pub fn create_group(&mut self, input: &GroupInput, now: Timestamp) -> Result<u32, Refusal> {
        let name = input.display_name.as_deref().ok_or_else(no_name)?;
        if self.group_names.contains_key(name) {
            let message = format!("A group with displayName: {name} already exists.");
            return Err(Refusal::new(409, "scim_resource_already_exists", message));
        }
        fits(&[Some(name), input.description.as_deref()])?;
        let id = self.new_group_id(name);
        let key = self.insert_group(GroupRow {
            id,
            display_name: name.into(),
            description: input.description.as_deref().map(Into::into),
            version: input.version,
            created: now.0,
            last_modified: now.0,
            members: BTreeMap::new(),
            groups: Vec::new(),
        });
        for member in input.members.iter().flatten() {
            if self.add_member(key, member).is_err() {
                self.empty_group(key);
                self.remove_group(key);
                let id = member.value.as_deref().unwrap_or("null");
                return Err(Refusal::new(
                    400,
                    "invalid_scim_resource",
                    format!("Invalid group member: {id}"),
                ));
            }
        }
        self.log_group(key, input.members.iter().flatten(), Vec::new(), now);
        Ok(key)
    }

    /// `PUT /Groups/{id}`, and the end of a PATCH: replaces description and members. Not atomic, as in UAA: what was
    /// done before a refusal stays, and UAA's "restoring" raises the version once more.
    pub fn update_group(
        &mut self,
        id: &str,
        input: &GroupInput,
        version: IfMatch,
        now: Timestamp,
    ) -> Result<u32, Refusal> {
        let key = self.group_key(id).ok_or_else(|| Refusal::no_group(id))?;
        let old = self.groups.get(key).ok_or_else(|| Refusal::no_group(id))?;
        let (old_name, old_description) = (old.display_name.clone(), old.description.clone());
        let rename = self.dialect == Dialect::Uaa;
        if rename && !version.holds(old.version) {
            self.write_group(key, &old_name, old_description.as_deref(), now);
            self.log_group(key, [], Vec::new(), now);
            return Err(Refusal::new(409, "scim", "Incorrect result size: expected 1, actual 0"));
        }
        if rename {
            let name = input.display_name.as_deref().ok_or_else(no_name)?;
            if self.group_names.get(name).is_some_and(|taken| *taken != key) {
                let message = format!("A group with displayName: {name} already exists");
                return Err(Refusal::new(400, "invalid_scim_resource", message));
            }
            fits(&[Some(name)])?;
        }
        fits(&[input.description.as_deref()])?;
        let name = input.display_name.as_deref().filter(|_| rename).unwrap_or(&old_name);
        self.write_group(key, name, input.description.as_deref(), now);
        let outcome = self.replace_members(key, input.members.as_deref().unwrap_or_default(), now);
        match outcome {
            Err(refusal) if refusal.status == 404 => {
                self.write_group(key, &old_name, old_description.as_deref(), now);
                self.log_group(key, [], Vec::new(), now);
                Err(Refusal::new(400, "scim", refusal.message))
            }
            Err(refusal) => Err(refusal),
            Ok(()) => Ok(key),
        }
    }

    /// `PATCH /Groups/{id}`: UAA's merge patch.
    pub fn patch_group(
        &mut self,
        id: &str,
        patch: GroupInput,
        version: IfMatch,
        now: Timestamp,
    ) -> Result<u32, Refusal> {
        let key = self.group_key(id).ok_or_else(|| Refusal::no_group(id))?;
        let row = self.groups.get(key).ok_or_else(|| Refusal::no_group(id))?;
        let mut merged = GroupInput {
            display_name: Some(row.display_name.to_string()),
            description: row.description.as_deref().map(str::to_owned),
            ..GroupInput::default()
        };
        let mut keep_members = true;
        for gone in &patch.gone {
            match gone.to_ascii_uppercase().as_str() {
                "DESCRIPTION" => merged.description = None,
                "DISPLAYNAME" => merged.display_name = None,
                "MEMBERS" => keep_members = false,
                "ZONEID" => return Err(Refusal::new(400, "scim", "Cannot delete or change ZoneId")),
                "ID" => return Err(Refusal::new(400, "scim", "Cannot delete or change ID")),
                _ => {
                    let message = format!("Attribute {gone} cannot be removed using \"Meta.attributes\"");
                    return Err(Refusal::new(400, "scim", message));
                }
            }
        }
        let listed = patch.members.unwrap_or_default();
        let named: std::collections::HashSet<_> = listed.iter().filter_map(|m| m.value.as_deref()).collect();
        let mut members = if keep_members { self.member_inputs(key) } else { Vec::new() };
        members.retain(|member| !member.value.as_deref().is_some_and(|id| named.contains(id)));
        members.extend(listed.iter().filter(|member| !member.delete).cloned());
        merged.members = Some(members);
        merged.description = patch.description.or(merged.description);
        merged.display_name = patch.display_name.or(merged.display_name);
        self.update_group(id, &merged, version, now)
    }

    /// `DELETE /Groups/{id}`: members go first, as with a user. `version`: `None` where it could not be read.
    pub fn delete_group(
        &mut self,
        id: &str,
        version: Option<IfMatch>,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let key = self.group_key(id).ok_or_else(|| Refusal::no_group(id))?;
        let ids = self.empty_group(key);
        self.leave_all_groups(key, now);
        let current = self.groups.get(key).map_or(0, |row| row.version);
        let holds = version.is_some_and(|version| match version {
            // UAA looks at no version below 1 here
            IfMatch::Version(..1) => true,
            version => self.dialect == Dialect::Xsuaa || version.holds(current),
        });
        if !holds {
            self.log_group(key, [], ids, now);
            return Err(Refusal::new(409, "scim", format!("error deleting group: {id}")));
        }
        self.remove_group(key);
        self.log(What::GroupGone { id: id.to_owned(), at: now.0 });
        self.raise_members(ids.iter().map(String::as_str), now);
        Ok(())
    }

    pub fn insert_group(&mut self, row: GroupRow) -> u32 {
        let (id, name) = (row.id.clone(), row.display_name.clone());
        let key = self.groups.push(row);
        self.group_ids.insert(id, key);
        self.group_names.insert(name, key);
        self.group_orders.forget();
        key
    }

    /// As if someone else had just written the role collection.
    pub fn touch_group(&mut self, id: &str, now: Timestamp) {
        let Some(key) = self.group_key(id) else { return };
        let Some((name, description)) =
            self.groups.get(key).map(|row| (row.display_name.clone(), row.description.clone()))
        else {
            return;
        };
        self.write_group(key, &name, description.as_deref(), now);
        self.log_group(key, [], Vec::new(), now);
    }

    pub fn group_named(&self, name: &str) -> Option<u32> {
        self.group_names.get(name).copied()
    }

    /// Changes name and description and raises the version.
    pub(super) fn write_group(&mut self, key: u32, name: &str, description: Option<&str>, now: Timestamp) {
        if let Some(row) = self.groups.get_mut(key) {
            if row.display_name.as_ref() != name {
                self.group_names.remove(&row.display_name);
                self.group_names.insert(name.into(), key);
                row.display_name = name.into();
            }
            row.description = description.map(Into::into);
            row.version += 1;
            row.last_modified = now.0;
        }
        self.group_orders.forget();
    }

    pub(super) fn remove_group(&mut self, key: u32) {
        if let Some(row) = self.groups.take(key) {
            self.group_ids.remove(&row.id);
            self.group_names.remove(&row.display_name);
        }
        self.default_groups.retain(|other| *other != key);
        self.group_orders.forget();
    }

    fn new_group_id(&mut self, name: &str) -> Box<str> {
        match self.dialect {
            Dialect::Xsuaa => name.into(),
            Dialect::Uaa => self.ids.uuid().into(),
        }
    }

    /// Writes a change of a role collection down, and touches the members that came or went.
    pub(super) fn log_group<'m>(
        &mut self,
        key: u32,
        added: impl IntoIterator<Item = &'m MemberInput>,
        removed: Vec<String>,
        now: Timestamp,
    ) {
        let Some(row) = self.groups.get(key) else { return };
        let added = added.into_iter().filter_map(|member| {
            let id = member.value.clone()?;
            let origin = row.members.get(&self.member_key(&id)?)?.to_string();
            Some(ChangedMember { id, origin })
        });
        let group = ChangedGroup {
            id: row.id.to_string(),
            display_name: row.display_name.to_string(),
            description: row.description.as_deref().map(str::to_owned),
            version: row.version,
            created: row.created,
            last_modified: row.last_modified,
            at: now.0,
            added: added.collect(),
            removed,
        };
        let touched = group.added.iter().map(|member| &member.id).chain(&group.removed);
        self.raise_members(touched.map(String::as_str), now);
        self.log(What::Group(group));
    }
}

fn no_name() -> Refusal {
    Refusal::database("integrity constraint violation: NOT NULL check constraint; column: DISPLAYNAME")
}
