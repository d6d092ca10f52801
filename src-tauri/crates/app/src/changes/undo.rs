//! The reverse of a journal entry, as a plan like any other.
//!
//! What succeeded is reversed, last first; requests that failed, or of which nobody knows, are not. An entity that was
//! changed since is stale, as in every plan: held against what the entry left behind, not against the snapshot.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::Value;
use zonedesk_scim::{Group, Member, MemberType, Resource, User};
use zonedesk_workspace::{Entry, Outcome, RequestRecord};

use super::guards::Loss;
use super::members::{Delta, added, move_members, removed};
use super::scene::{Scene, Seen, Sketch};
use super::step::placeholder;
use super::{difference, fresh, role_collections, users};
use crate::api::{AppError, PlanVersion};
use crate::errors::{Code, error};
use crate::texts::sentence;

/// What an entry's requests did, sorted by what must be done about it.
#[derive(Default)]
struct Done {
    users_created: Vec<User>,
    /// Before and after.
    users_written: Vec<(User, User)>,
    /// With the ids of the role collections that they were direct members of.
    users_deleted: Vec<(User, Vec<String>)>,
    role_collections_created: Vec<Group>,
    /// Id, and the description before and after.
    described: Vec<(String, Option<String>, Option<String>)>,
    /// With the ids of the role collections that contained them.
    role_collections_deleted: Vec<(Group, Vec<String>)>,
    /// By role collection: who came, and who left.
    members: BTreeMap<String, (Vec<Member>, Vec<Member>)>,
}

/// `reloaded`: the person has seen what changed since and wants the former state all the same.
pub(super) async fn undo(scene: &Scene, entry: Entry, reloaded: bool) -> Result<Sketch, AppError> {
    let head = entry.head;
    if let Some(by) = head.undone_by {
        return Err(error(
            Code::NotUndoable,
            format!("Entry {} was undone by entry {by} already.", head.entry),
        ));
    }
    let done = Done::of(&entry.requests);
    let mut sketch = Sketch {
        title: sentence("title.undo", [("title", head.draft.title.message.clone())]),
        action: sentence("action.undo", []),
        names: head.draft.names,
        touched: head.draft.touched,
        undo_of: Some(head.entry),
        ..Sketch::default()
    };
    sketch.left_out("notice.undoPart", (head.requests - head.changed) as usize);
    recreate_role_collections(scene, &mut sketch, &done).await?;
    let recreated = recreate_users(scene, &mut sketch, &done).await?;
    memberships(scene, &mut sketch, &done, recreated).await?;
    restore(scene, &mut sketch, &done, reloaded).await?;
    delete(scene, &mut sketch, &done, reloaded).await?;
    if sketch.steps.is_empty() && head.changed == 0 {
        return Err(error(Code::NotUndoable, format!("Entry {} changed nothing.", head.entry)));
    }
    Ok(sketch)
}

impl Done {
    fn of(requests: &[RequestRecord]) -> Self {
        let mut done = Self::default();
        for request in requests.iter().rev() {
            if !matches!(request.outcome, Outcome::Done | Outcome::Partly) {
                continue;
            }
            done.take(request);
        }
        done
    }

    fn take(&mut self, request: &RequestRecord) -> Option<()> {
        let (before, after) = (request.before.as_ref(), request.after.as_ref());
        let of_users = request.path.starts_with("/Users");
        let method = request.method.as_str();
        match (if request.is_of_members() { "PATCH" } else { method }, of_users) {
            ("POST", true) => self.users_created.push(entity(after?, "user")?),
            ("PUT", true) => self.users_written.push((entity(before?, "user")?, entity(after?, "user")?)),
            ("DELETE", true) => {
                self.users_deleted.push((entity(before?, "user")?, texts(before?, "roleCollections")));
            }
            ("POST", false) => self.role_collections_created.push(entity(after?, "roleCollection")?),
            ("DELETE", false) => {
                let group = entity(before?, "roleCollection")?;
                self.role_collections_deleted.push((group, texts(before?, "partOf")));
            }
            _ => {
                let after = after?;
                let id = after["id"].as_str()?.to_owned();
                if after.get("description").is_some() {
                    let text = |value: &Value| value["description"].as_str().map(str::to_owned);
                    self.described.push((id, text(before?), text(after)));
                    return Some(());
                }
                let (came, left) = self.members.entry(id).or_default();
                came.extend(members(after, "added"));
                left.extend(before.map(|before| members(before, "members")).unwrap_or_default());
            }
        }
        Some(())
    }
}

pub(super) fn entity<T: Resource>(state: &Value, name: &str) -> Option<T> {
    T::from_wire(state.get(name)?.clone()).ok()
}

pub(super) fn texts(state: &Value, name: &str) -> Vec<String> {
    let texts = state.get(name).and_then(Value::as_array).into_iter().flatten();
    texts.filter_map(Value::as_str).map(str::to_owned).collect()
}

fn members(state: &Value, name: &str) -> Vec<Member> {
    let members = state.get(name).and_then(Value::as_array).into_iter().flatten();
    members.filter_map(|member| Member::from_wire(member.clone()).ok()).collect()
}

async fn recreate_role_collections(scene: &Scene, sketch: &mut Sketch, done: &Done) -> Result<(), AppError> {
    for (group, part_of) in &done.role_collections_deleted {
        if let Some(there) = fresh::group_named(&scene.account, &group.display_name).await? {
            return Err(error(
                Code::Exists,
                format!("A role collection named {} exists again.", there.display_name),
            )
            .at(there.id));
        }
        let members = still_there(scene, group.members.clone().unwrap_or_default()).await?;
        let (first, rest) = scene.portions.first_coming(&members);
        let new = Group {
            display_name: group.display_name.clone(),
            description: group.description.clone(),
            members: Some(first.to_vec()),
            ..Group::default()
        };
        sketch.steps.push(role_collections::creation(&new));
        let id = placeholder(sketch.steps.len());
        let known = Group { id: id.clone(), ..new };
        let seen = Seen {
            id: id.clone(),
            known: None,
            now: Some(known),
            version: PlanVersion::New,
            difference: None,
        };
        move_members(scene, sketch, &seen, &Delta { add: rest.to_vec(), ..Delta::default() }).await?;
        for above in scene.look_at_role_collections(part_of.clone()).await? {
            if above.now.is_some() {
                move_members(scene, sketch, &above, &added(&above, vec![Member::group(id.clone())])).await?;
            }
        }
    }
    if !done.role_collections_deleted.is_empty() {
        let count = done.role_collections_deleted.len().to_string();
        sketch.warn("notice.rolesLost", [("count", count.clone())]);
        sketch.undo.push(sentence("undo.deleteRoleCollection", [("count", count)]));
    }
    Ok(())
}

/// Members that the snapshot still holds: one that is gone would make UAA refuse them all.
async fn still_there(scene: &Scene, members: Vec<Member>) -> Result<Vec<Member>, AppError> {
    scene
        .read(move |snapshot| {
            let ids = |kind| -> Vec<&str> {
                members
                    .iter()
                    .filter(|member| member.kind == kind)
                    .map(|member| member.value.as_str())
                    .collect()
            };
            let users = snapshot.users_by_id(&ids(MemberType::User))?.into_iter().map(|row| row.id);
            let groups =
                snapshot.role_collections_by_id(&ids(MemberType::Group))?.into_iter().map(|row| row.id);
            let there: HashSet<String> = users.chain(groups).collect();
            Ok(members.into_iter().filter(|member| there.contains(&member.value)).collect())
        })
        .await
}

/// New members by role collection.
type Memberships = BTreeMap<String, Vec<Member>>;

async fn recreate_users(scene: &Scene, sketch: &mut Sketch, done: &Done) -> Result<Memberships, AppError> {
    let mut memberships = Memberships::new();
    if done.users_deleted.is_empty() {
        return Ok(memberships);
    }
    let names: Vec<String> = done.users_deleted.iter().map(|(user, _)| user.user_name.clone()).collect();
    let there = fresh::users_named(&scene.account, &names).await?;
    let mut existing = 0;
    for (user, role_collections) in &done.users_deleted {
        let id = if let Some(there) = there.iter().find(|there| users::is_same(there, user)) {
            existing += 1;
            there.id.clone()
        } else {
            sketch.steps.push(users::creation(user));
            placeholder(sketch.steps.len())
        };
        for role_collection in role_collections {
            let members = memberships.entry(role_collection.clone()).or_default();
            members.push(Member::user(id.clone(), user.origin.clone()));
        }
    }
    sketch.left_out("notice.existsAlready", existing);
    let count = done.users_deleted.len().to_string();
    sketch.warn("notice.idLost", [("count", count.clone())]);
    sketch.undo.push(sentence("undo.deleteUser", [("count", count)]));
    Ok(memberships)
}

/// The opposite of every PATCH, and the memberships of users that come back; one look at all role collections.
async fn memberships(
    scene: &Scene,
    sketch: &mut Sketch,
    done: &Done,
    mut joining: Memberships,
) -> Result<(), AppError> {
    // Users that are deleted again leave everything by that.
    let leaving_anyway: HashSet<&str> = done.users_created.iter().map(|user| user.id.as_str()).collect();
    let gone: HashSet<&str> = done.role_collections_created.iter().map(|group| group.id.as_str()).collect();
    let mut leaving: BTreeMap<String, HashSet<String>> = BTreeMap::new();
    for (role_collection, (came, left)) in &done.members {
        joining.entry(role_collection.clone()).or_default().extend(left.iter().cloned());
        let leaves =
            came.iter().map(|member| member.value.clone()).filter(|id| !leaving_anyway.contains(id.as_str()));
        leaving.entry(role_collection.clone()).or_default().extend(leaves);
    }
    let touched: BTreeSet<String> = joining.keys().chain(leaving.keys()).cloned().collect();
    let touched: Vec<String> = touched.into_iter().filter(|id| !gone.contains(id.as_str())).collect();
    let (mut came, mut left) = (0, 0);
    for seen in scene.look_at_role_collections(touched).await? {
        sketch.seen.push(seen.change());
        if seen.now.is_none() {
            continue;
        }
        let mut delta = added(&seen, joining.remove(&seen.id).unwrap_or_default());
        delta.remove = removed(&seen, &leaving.remove(&seen.id).unwrap_or_default()).remove;
        came += delta.add.len();
        left += delta.remove.len();
        move_members(scene, sketch, &seen, &delta).await?;
    }
    for (code, count) in [("undo.removeMembers", came), ("undo.addMembers", left)] {
        if count > 0 {
            sketch.undo.push(sentence(code, [("count", count.to_string())]));
        }
    }
    Ok(())
}

async fn restore(scene: &Scene, sketch: &mut Sketch, done: &Done, reloaded: bool) -> Result<(), AppError> {
    let inactive = done.users_written.iter().filter(|(before, after)| after.active && !before.active);
    let inactive: Vec<&User> = inactive.map(|(_, after)| after).collect();
    scene.warn_of_yourself(
        sketch,
        inactive.iter().map(|user| (user.user_name.as_str(), users::address(user))),
    );
    let lost = inactive.iter().map(|user| user.id.clone()).collect();
    scene.warn_of_last_administrators(sketch, Loss::Active, lost).await?;
    let ids = done.users_written.iter().map(|(_, after)| after.id.clone()).collect();
    for (mut seen, (before, after)) in
        scene.look_at_users(ids, false).await?.into_iter().zip(&done.users_written)
    {
        against_user(&mut seen, after, reloaded);
        let fields = difference::fields(after, before).join(", ");
        let what = sentence("what.editUser", [("userName", after.user_name.clone()), ("fields", fields)]);
        sketch.steps.push(users::replacement(&seen, before, what, "what.editUsers")?);
        sketch.seen.push(seen.change());
    }
    if !done.users_written.is_empty() {
        sketch.undo.push(sentence("undo.restoreUser", [("count", done.users_written.len().to_string())]));
    }
    let ids = done.described.iter().map(|(id, ..)| id.clone()).collect();
    for (mut seen, (_, before, after)) in
        scene.look_at_role_collections(ids).await?.into_iter().zip(&done.described)
    {
        let now = seen.now.as_ref();
        if !reloaded && now.is_some_and(|now| now.description != *after) {
            let left = Group { description: after.clone(), ..seen.latest() };
            against_role_collection(&mut seen, &left);
        }
        sketch.steps.push(role_collections::description_patch(&seen, before.clone())?);
        sketch.undo.push(sentence("undo.restoreRoleCollection", []));
        sketch.seen.push(seen.change());
    }
    Ok(())
}

async fn delete(scene: &Scene, sketch: &mut Sketch, done: &Done, reloaded: bool) -> Result<(), AppError> {
    let (mut deleted_users, mut deleted_role_collections) = (0, 0);
    let created = done.users_created.iter();
    scene.warn_of_yourself(sketch, created.map(|user| (user.user_name.as_str(), users::address(user))));
    let lost = done.users_created.iter().map(|user| user.id.clone()).collect();
    scene.warn_of_last_administrators(sketch, Loss::Users, lost).await?;
    let ids = done.users_created.iter().map(|user| user.id.clone()).collect();
    for (mut seen, created) in scene.look_at_users(ids, false).await?.into_iter().zip(&done.users_created) {
        if seen.now.is_none() {
            continue;
        }
        against_user(&mut seen, created, reloaded);
        let held: Vec<String> = done
            .members
            .iter()
            .filter(|(_, (came, _))| came.iter().any(|m| m.value == seen.id))
            .map(|(id, _)| id.clone())
            .collect();
        sketch.steps.push(users::deletion(&seen, &held)?);
        sketch.seen.push(seen.change());
        deleted_users += 1;
    }
    let ids = done.role_collections_created.iter().map(|group| group.id.clone()).collect();
    let seen = scene.look_at_role_collections(ids).await?;
    for (mut seen, created) in seen.into_iter().zip(&done.role_collections_created) {
        let Some(now) = &seen.now else { continue };
        let members = |group: &Group| group.members.as_ref().map_or(0, Vec::len);
        if !reloaded && (now.description != created.description || members(now) != members(created)) {
            against_role_collection(&mut seen, created);
        }
        sketch.steps.push(role_collections::deletion(&seen, &[])?);
        sketch.seen.push(seen.change());
        deleted_role_collections += 1;
    }
    sketch.deletions = deleted_users + deleted_role_collections;
    sketch.destructive |= sketch.deletions > 0;
    let back =
        [("undo.recreateUsers", deleted_users), ("undo.recreateRoleCollections", deleted_role_collections)];
    for (code, count) in back.into_iter().filter(|(_, count)| *count > 0) {
        sketch.undo.push(sentence(code, [("count", count.to_string())]));
    }
    Ok(())
}

/// Holds a user against what the entry left behind.
pub(super) fn against_user(seen: &mut Seen<User>, left: &User, reloaded: bool) {
    if reloaded {
        return;
    }
    if let Some(now) = &seen.now {
        seen.difference = difference::user(left, now, false);
        seen.version = match seen.difference {
            Some(_) => PlanVersion::Stale { snapshot: left.meta.version, now: now.meta.version },
            None => PlanVersion::Same { version: now.meta.version },
        };
    }
}

fn against_role_collection(seen: &mut Seen<Group>, left: &Group) {
    if let Some(now) = &seen.now {
        seen.difference = difference::role_collection(left, now, &Default::default());
        seen.version = PlanVersion::Stale { snapshot: left.meta.version, now: now.meta.version };
    }
}
