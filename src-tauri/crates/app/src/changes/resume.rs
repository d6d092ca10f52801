//! The rest of a change that came to no end, or what failed of one, as a plan like any other.
//!
//! What was carried out is not in it: all that is left is held against what the account has now, since of the request
//! that was on its way when the process died nobody knows. Requests that the account refused are made again only where
//! that is asked for.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;
use zonedesk_scim::{Group, Member, Resource, User};
use zonedesk_workspace::{Entry, Outcome, RequestRecord, Sentence};
use zonedesk_xsuaa::{Method, decode_segment};

use super::guards::Loss;
use super::members::{Delta, added, move_members, removed};
use super::scene::{Scene, Seen, Sketch};
use super::step::{Effect, awaited, placeholder};
use super::undo::{against_user, entity, texts};
use super::{difference, fresh, role_collections, users};
use crate::api::{AppError, PlanVersion, Text};
use crate::errors::{Code, error};
use crate::texts::sentence;

/// What is left, sorted by kind.
#[derive(Default)]
struct Rest {
    /// By the number of the request.
    users: Vec<(usize, User)>,
    role_collections: Vec<(usize, Group)>,
    /// Before and after.
    written: Vec<(User, User)>,
    described: Vec<(String, Option<String>)>,
    /// By role collection: who is to come, and who is to leave.
    members: BTreeMap<String, (Vec<Member>, HashSet<String>)>,
    /// With the ids of the role collections that they are members of.
    users_gone: Vec<(User, Vec<String>)>,
    role_collections_gone: Vec<(String, Vec<String>)>,
    /// Paths of requests that were on their way: the account may still be at it. A creation finds by itself what is
    /// there already.
    unclear: HashSet<String>,
    /// As `unclear`, role collections whose members it was about.
    unclear_members: HashSet<String>,
    /// Ids that the entry's requests created, by their numbers.
    created: HashMap<usize, String>,
}

/// Which requests of an entry are made again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Again {
    /// Those of which it is not known that they were answered.
    Open,
    /// Those that failed too, and the members that a request left out.
    Failed,
}

impl Again {
    fn takes(self, request: &RequestRecord) -> bool {
        match request.outcome {
            Outcome::NotSent | Outcome::Unclear => true,
            Outcome::Failed | Outcome::Conflict | Outcome::Partly => self == Self::Failed,
            Outcome::Done => false,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Open => "title.resume",
            Self::Failed => "title.retry",
        }
    }

    fn action(self) -> &'static str {
        match self {
            Self::Open => "action.resume",
            Self::Failed => "action.retry",
        }
    }
}

/// `reloaded`: the person has seen what changed since and wants the rest all the same.
pub(super) async fn resume(
    scene: &Scene,
    entry: Entry,
    again: Again,
    reloaded: bool,
) -> Result<Sketch, AppError> {
    check(&entry, again)?;
    let head = entry.head;
    let mut rest = Rest::of(&entry.requests, again);
    let mut sketch = Sketch {
        title: resumed(&head.draft.title, again),
        action: sentence(again.action(), []),
        names: head.draft.names,
        touched: head.draft.touched,
        undo_of: head.draft.undo_of,
        resumes: Some(head.entry),
        ..Sketch::default()
    };
    sketch.left_out("notice.resumeDone", head.changed as usize);
    if again == Again::Open {
        sketch.left_out("notice.resumeRefused", refused(&entry.requests));
    }
    create(scene, &mut sketch, &mut rest).await?;
    memberships(scene, &mut sketch, &rest).await?;
    write(scene, &mut sketch, &rest, reloaded).await?;
    delete(scene, &mut sketch, &rest, reloaded).await?;
    let members: HashSet<String> =
        rest.unclear_members.iter().filter_map(|id| settled(id, &rest.created)).collect();
    for step in &mut sketch.steps {
        step.look_first = match &step.effect {
            Effect::Members { role_collection, .. } => members.contains(role_collection),
            _ => step.call.method != Method::Post && rest.unclear.contains(&step.call.path),
        };
    }
    Ok(sketch)
}

/// One that is itself a resumption is called by the change that it resumes.
fn resumed(title: &Sentence, again: Again) -> Text {
    let of = title.params.get("title");
    let of = of.filter(|_| [Again::Open, Again::Failed].map(Again::title).contains(&title.code.as_str()));
    sentence(again.title(), [("title", of.unwrap_or(&title.message).clone())])
}

fn refused(requests: &[RequestRecord]) -> usize {
    let refused = |request: &&RequestRecord| matches!(request.outcome, Outcome::Failed | Outcome::Conflict);
    requests.iter().filter(refused).count()
}

impl Rest {
    fn of(requests: &[RequestRecord], again: Again) -> Self {
        let mut rest = Self::default();
        for request in requests {
            if again.takes(request) {
                rest.take(request);
            } else {
                rest.created.extend(request.created.clone().map(|id| (request.number as usize, id)));
            }
        }
        rest
    }

    fn take(&mut self, request: &RequestRecord) -> Option<()> {
        let (number, before) = (request.number as usize, request.before.as_ref());
        let body = || request.body.clone().unwrap_or_default();
        let parts: Vec<&str> = request.path.split('/').skip(1).collect();
        let id = parts.get(1).and_then(|part| decode_segment(part));
        if request.outcome == Outcome::Unclear {
            self.unclear.insert(request.path.clone());
            self.unclear_members.extend(id.clone().filter(|_| request.is_of_members()));
        }
        match (request.method.as_str(), parts.as_slice()) {
            ("POST", ["Users"]) => self.users.push((number, User::from_wire(body()).ok()?)),
            ("PUT", ["Users", _]) => {
                let after = User { id: id?, ..User::from_wire(body()).ok()? };
                self.written.push((entity(before?, "user")?, after));
            }
            ("DELETE", ["Users", _]) => {
                self.users_gone.push((entity(before?, "user")?, texts(before?, "roleCollections")));
            }
            ("POST", ["Groups"]) => self.role_collections.push((number, Group::from_wire(body()).ok()?)),
            ("DELETE", ["Groups", _]) => {
                self.role_collections_gone.push((id?, texts(before?, "partOf")));
            }
            ("POST", ["Groups", _, "members"]) => {
                self.members.entry(id?).or_default().0.push(Member::from_wire(body()).ok()?);
            }
            ("DELETE", ["Groups", _, "members", member]) => {
                self.members.entry(id?).or_default().1.insert(decode_segment(member)?);
            }
            ("PATCH", ["Groups", _]) => match body()["members"].take() {
                Value::Array(items) => {
                    let (came, left) = self.members.entry(id?).or_default();
                    let left_out: HashSet<&String> =
                        request.left_out.iter().flat_map(|left_out| &left_out.members).collect();
                    for item in items {
                        let gone = item["operation"] == "delete";
                        let member = Member::from_wire(item).ok()?;
                        if request.outcome == Outcome::Partly && !left_out.contains(&member.value) {
                            continue;
                        }
                        if gone {
                            left.insert(member.value);
                        } else {
                            came.push(member);
                        }
                    }
                }
                _ => {
                    let description = body()["description"].as_str().map(str::to_owned);
                    self.described.push((id?, description));
                }
            },
            _ => {}
        }
        Some(())
    }
}

/// What is to be created and is not there. `rest.created` then knows all, placeholders for those to come.
async fn create(scene: &Scene, sketch: &mut Sketch, rest: &mut Rest) -> Result<(), AppError> {
    let mut existing = 0;
    for (number, wanted) in &rest.role_collections {
        if let Some(there) = fresh::group_named(&scene.account, &wanted.display_name).await? {
            existing += 1;
            rest.created.insert(*number, there.id);
            continue;
        }
        sketch.steps.push(role_collections::creation(wanted));
        rest.created.insert(*number, placeholder(sketch.steps.len()));
    }
    let names: Vec<String> = rest.users.iter().map(|(_, user)| user.user_name.clone()).collect();
    let there = fresh::users_named(&scene.account, &names).await?;
    for (number, wanted) in &rest.users {
        if let Some(there) = there.iter().find(|there| users::is_same(there, wanted)) {
            existing += 1;
            rest.created.insert(*number, there.id.clone());
            continue;
        }
        sketch.steps.push(users::creation(wanted));
        rest.created.insert(*number, placeholder(sketch.steps.len()));
    }
    sketch.left_out("notice.existsAlready", existing);
    if !sketch.steps.is_empty() {
        let of_users = sketch.steps.iter().filter(|step| step.call.path == "/Users").count();
        let counts =
            [("undo.deleteUser", of_users), ("undo.deleteRoleCollection", sketch.steps.len() - of_users)];
        for (code, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
            sketch.undo.push(sentence(code, [("count", count.to_string())]));
        }
    }
    Ok(())
}

/// What a name stands for that waited for a request of the entry; none where that failed.
fn settled(id: &str, created: &HashMap<usize, String>) -> Option<String> {
    match awaited(id) {
        Some(number) => created.get(&number).cloned(),
        None => Some(id.to_owned()),
    }
}

async fn memberships(scene: &Scene, sketch: &mut Sketch, rest: &Rest) -> Result<(), AppError> {
    let created = &rest.created;
    let mut wanted: BTreeMap<String, (Vec<Member>, HashSet<String>)> = BTreeMap::new();
    for (role_collection, (coming, leaving)) in &rest.members {
        let Some(id) = settled(role_collection, created) else { continue };
        let coming = coming
            .iter()
            .filter_map(|member| Some(Member { value: settled(&member.value, created)?, ..member.clone() }));
        wanted.insert(id, (coming.collect(), leaving.clone()));
    }
    let (open, there): (Vec<_>, Vec<_>) = wanted.keys().cloned().partition(|id| awaited(id).is_some());
    let mut all = scene.look_at_role_collections(there).await?;
    for id in open {
        let known = Group { id: id.clone(), ..Group::default() };
        all.push(Seen { id, known: None, now: Some(known), version: PlanVersion::New, difference: None });
    }
    let (mut gone, mut come, mut leave) = (0, 0, 0);
    for mut seen in all {
        let Some(now) = &seen.now else {
            gone += 1;
            continue;
        };
        // Of what came and went meanwhile the most is our own.
        if !matches!(seen.version, PlanVersion::New) {
            seen.version = PlanVersion::Same { version: now.meta.version };
            seen.difference = None;
            sketch.seen.push(seen.change());
        }
        let Some((coming, leaving)) = wanted.remove(&seen.id) else { continue };
        let delta = Delta { remove: removed(&seen, &leaving).remove, ..added(&seen, coming) };
        sketch.destructive |= !delta.remove.is_empty();
        come += delta.add.len();
        leave += delta.remove.len();
        move_members(scene, sketch, &seen, &delta).await?;
    }
    sketch.left_out("notice.resumeGone", gone);
    for (code, count) in [("undo.removeMembers", come), ("undo.addMembers", leave)] {
        if count > 0 {
            sketch.undo.push(sentence(code, [("count", count.to_string())]));
        }
    }
    Ok(())
}

async fn write(scene: &Scene, sketch: &mut Sketch, rest: &Rest, reloaded: bool) -> Result<(), AppError> {
    let (mut gone, mut written) = (0, 0);
    let inactive = rest.written.iter().filter(|(before, after)| before.active && !after.active);
    let inactive: Vec<&User> = inactive.map(|(before, _)| before).collect();
    scene.warn_of_yourself(
        sketch,
        inactive.iter().map(|user| (user.user_name.as_str(), users::address(user))),
    );
    let lost = inactive.iter().map(|user| user.id.clone()).collect();
    scene.warn_of_last_administrators(sketch, Loss::Active, lost).await?;
    let ids = rest.written.iter().map(|(_, after)| after.id.clone()).collect();
    for (mut seen, (before, after)) in scene.look_at_users(ids, false).await?.into_iter().zip(&rest.written) {
        let Some(now) = seen.now.clone() else {
            gone += 1;
            continue;
        };
        if difference::user(after, &now, false).is_none() {
            continue;
        }
        against_user(&mut seen, before, reloaded);
        let after = users::merged(before, after, &now);
        let fields = difference::fields(&now, &after).join(", ");
        let what = sentence("what.editUser", [("userName", now.user_name.clone()), ("fields", fields)]);
        sketch.steps.push(users::replacement(&seen, &after, what, "what.editUsers")?);
        sketch.seen.push(seen.change());
        written += 1;
    }
    if written > 0 {
        sketch.undo.push(sentence("undo.restoreUser", [("count", written.to_string())]));
    }
    let ids = rest.described.iter().map(|(id, _)| id.clone()).collect();
    for (mut seen, (_, wanted)) in scene.look_at_role_collections(ids).await?.into_iter().zip(&rest.described)
    {
        let text = |description: &Option<String>| description.clone().unwrap_or_default();
        match &seen.now {
            None => gone += 1,
            Some(now) if text(&now.description) == text(wanted) => {}
            Some(_) => {
                seen.forget_members();
                sketch.steps.push(role_collections::description_patch(&seen, wanted.clone())?);
                sketch.undo.push(sentence("undo.restoreRoleCollection", []));
                sketch.seen.push(seen.change());
            }
        }
    }
    sketch.left_out("notice.resumeGone", gone);
    Ok(())
}

async fn delete(scene: &Scene, sketch: &mut Sketch, rest: &Rest, reloaded: bool) -> Result<(), AppError> {
    let (mut of_users, mut of_groups) = (0, 0);
    let ids: Vec<String> = rest.users_gone.iter().map(|(user, _)| user.id.clone()).collect();
    let gone = rest.users_gone.iter().map(|(user, _)| (user.user_name.as_str(), users::address(user)));
    scene.warn_of_yourself(sketch, gone);
    scene.warn_of_last_administrators(sketch, Loss::Users, ids.iter().cloned().collect()).await?;
    for (mut seen, (before, held)) in scene.look_at_users(ids, true).await?.into_iter().zip(&rest.users_gone)
    {
        if seen.now.is_some() {
            against_user(&mut seen, before, reloaded);
            sketch.steps.push(users::deletion(&seen, held)?);
            of_users += 1;
        }
        sketch.seen.push(seen.change());
    }
    let ids = rest.role_collections_gone.iter().map(|(id, _)| id.clone()).collect();
    for (seen, (_, above)) in
        scene.look_at_role_collections(ids).await?.into_iter().zip(&rest.role_collections_gone)
    {
        if seen.now.is_some() {
            sketch.steps.push(role_collections::deletion(&seen, above)?);
            of_groups += 1;
        }
        sketch.seen.push(seen.change());
    }
    sketch.deletions = of_users + of_groups;
    sketch.destructive |= sketch.deletions > 0;
    for (code, count) in [("undo.recreateUsers", of_users), ("undo.recreateRoleCollections", of_groups)] {
        if count > 0 {
            sketch.undo.push(sentence(code, [("count", count.to_string())]));
        }
    }
    Ok(())
}

/// Refuses an entry of which nothing is left.
fn check(entry: &Entry, again: Again) -> Result<(), AppError> {
    if entry.requests.iter().any(|request| again.takes(request)) {
        return Ok(());
    }
    let number = entry.head.entry;
    let problem = match again {
        Again::Open => format!("Entry {number} came to its end: nothing is left."),
        Again::Failed => format!("Nothing of entry {number} failed."),
    };
    Err(error(Code::NotResumable, problem).help("Activity shows what became of each request."))
}
