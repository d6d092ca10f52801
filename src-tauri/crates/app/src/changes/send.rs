//! One request of a change: made final, and its answer understood.

use std::collections::HashMap;

use serde_json::{Value, json};
use zonedesk_scim::{Group, Member, User};
use zonedesk_workspace::SnapshotChange;
use zonedesk_xsuaa::{Answer, Call, CallError, IfMatch, Method};

use super::step::{Effect, Step, awaited};

/// What is known only while a change runs.
#[derive(Default)]
pub(super) struct Progress {
    /// Ids that requests created, by their numbers.
    pub created: HashMap<usize, String>,
    /// Versions after the requests so far, by path: the next one to the same entity must name them.
    pub versions: HashMap<String, i64>,
    /// Paths of requests that failed: what follows to the same entity was planned for another state.
    pub broken: Vec<String>,
}

/// A request as it goes out.
pub(super) struct Ready {
    pub call: Call,
    pub effect: Effect,
}

/// Puts the members into the body of a PATCH, or the one member into the call that is for one.
fn name_members(
    call: &mut Call,
    role_collection: &str,
    added: &[Member],
    removed: &[String],
) -> Result<(), CallError> {
    match (call.method, added.first(), removed.first()) {
        (Method::Post, Some(member), _) => *call = Call::add_member(role_collection, member)?,
        (Method::Delete, _, Some(member)) => *call = Call::remove_member(role_collection, member)?,
        _ => {
            call.path = Call::group(role_collection)?.path;
            set_members(call, added, removed);
        }
    }
    Ok(())
}

/// Puts members into the body of a PATCH, in place of those that are there.
pub(super) fn set_members(call: &mut Call, added: &[Member], removed: &[String]) {
    let Some(Value::Object(body)) = &mut call.body else { return };
    let items = added.iter().map(|member| {
        let mut item = member.to_wire();
        item["operation"] = json!("create");
        item
    });
    let gone = removed.iter().map(|id| json!({"value": id, "operation": "delete"}));
    body.insert("members".into(), items.chain(gone).collect());
}

impl Progress {
    /// Puts created ids and the latest version in; says why where the request cannot be sent any more.
    pub fn ready(&self, step: &Step) -> Result<Ready, &'static str> {
        if step.entity().is_some_and(|path| self.broken.iter().any(|broken| broken == path)) {
            return Err("Not sent: an earlier request to the same entity failed.");
        }
        let mut ready = Ready { call: step.call.clone(), effect: step.effect.clone() };
        if let Effect::Members { role_collection, added, removed } = &mut ready.effect {
            let planned = added.len() + removed.len();
            if let Some(number) = awaited(role_collection) {
                let id = self.created.get(&number).ok_or("Not sent: the role collection was not created.")?;
                role_collection.clone_from(id);
            }
            self.settle(added);
            if added.len() + removed.len() == 0 && planned > 0 {
                return Err("Not sent: what it would add was not created.");
            }
            name_members(&mut ready.call, role_collection, added, removed)
                .map_err(|_| "Not sent: no path can name the id.")?;
        }
        if let Effect::RoleCollectionCreated(Group { members: Some(members), .. }) = &mut ready.effect {
            self.settle(members);
        }
        if let (Some(IfMatch::Version(_)), Some(version)) =
            (ready.call.if_match, self.versions.get(&ready.call.path))
        {
            ready.call.if_match = Some(IfMatch::Version(*version));
        }
        Ok(ready)
    }

    /// Members that wait for an id get it; those whose creation failed or was left out go.
    fn settle(&self, members: &mut Vec<Member>) {
        members.retain_mut(|member| match awaited(&member.value) {
            None => true,
            Some(number) => self.created.get(&number).is_some_and(|id| {
                member.value.clone_from(id);
                true
            }),
        });
    }
}

/// A success: what it left behind.
pub(super) struct Done {
    /// For the journal.
    pub after: Option<Value>,
    pub created: Option<String>,
    pub version: Option<i64>,
    pub changes: Vec<SnapshotChange>,
}

/// What an answer tells of a request that was carried out.
pub(super) fn done(answer: &Answer, effect: &Effect) -> Done {
    let user = || answer.read::<User>().ok().filter(|user| !user.id.is_empty());
    let group = || answer.read::<Group>().ok().filter(|group| !group.id.is_empty());
    match effect {
        Effect::UserCreated => {
            let user = user();
            Done {
                after: user.as_ref().map(|user| json!({"user": user.to_wire()})),
                created: user.as_ref().map(|user| user.id.clone()),
                version: None,
                changes: user.map(|user| SnapshotChange::User(Box::new(user))).into_iter().collect(),
            }
        }
        Effect::UserWritten(written) => {
            let user = user().unwrap_or_else(|| (**written).clone());
            Done {
                after: Some(json!({"user": user.to_wire()})),
                created: None,
                version: answer.version.or(Some(user.meta.version)),
                changes: vec![SnapshotChange::User(Box::new(user))],
            }
        }
        Effect::UserGone { id } => gone(SnapshotChange::UserGone { id: id.clone() }),
        Effect::RoleCollectionGone { id } => gone(SnapshotChange::RoleCollectionGone { id: id.clone() }),
        Effect::RoleCollectionCreated(sent) => {
            let group = group()
                .map(|group| Group { members: Some(sent.members.clone().unwrap_or_default()), ..group });
            Done {
                after: group.as_ref().map(|group| json!({"roleCollection": group.to_wire()})),
                created: group.as_ref().map(|group| group.id.clone()),
                version: None,
                changes: group.map(SnapshotChange::RoleCollection).into_iter().collect(),
            }
        }
        Effect::RoleCollectionWritten(written) => {
            let group = group().unwrap_or_else(|| written.clone());
            Done {
                after: Some(json!({"id": group.id, "description": group.description})),
                created: None,
                version: answer.version.or(Some(group.meta.version)),
                changes: vec![SnapshotChange::RoleCollection(Group { members: None, ..group })],
            }
        }
        Effect::Members { role_collection, added, removed } => {
            let group = group();
            let version = answer.version.or(group.as_ref().map(|group| group.meta.version));
            let mut changes: Vec<SnapshotChange> = group
                .map(|group| SnapshotChange::RoleCollection(Group { members: None, ..group }))
                .into_iter()
                .collect();
            let id = role_collection;
            if !added.is_empty() {
                changes.push(SnapshotChange::MembersAdded {
                    role_collection: id.clone(),
                    members: added.clone(),
                });
            }
            if !removed.is_empty() {
                changes.push(SnapshotChange::MembersRemoved {
                    role_collection: id.clone(),
                    members: removed.clone(),
                });
            }
            Done { after: Some(json!({"id": id, "added": added})), created: None, version, changes }
        }
    }
}

fn gone(change: SnapshotChange) -> Done {
    Done { after: None, created: None, version: None, changes: vec![change] }
}
