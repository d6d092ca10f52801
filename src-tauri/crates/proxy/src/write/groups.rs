//! Groups: replaced and patched. Members go to UAA as differences wherever a list was not sent as a whole.

use std::collections::HashSet;

use serde_json::{Value, json};
use tokio::sync::OwnedMutexGuard;
use zonedesk_scim::filter::Filter;
use zonedesk_scim::{Group, GroupPatch, Member, Resource as _};
use zonedesk_transform::Operation as Operated;
use zonedesk_xsuaa::{Answer, Call, CallError, IfMatch, Lock, Method, UNADDRESSABLE};

use super::{Write, with_body};
use crate::backend::address;
use crate::body;
use crate::context::Context;
use crate::kind::Kind;
use crate::page::{List, Page};
use crate::patch::{GroupChange, Operation, PATCH_OP, member_id, operations};
use crate::problem::{During, Problem};
use crate::reply::Reply;
use crate::select::{Members, Select};

const KIND: Kind = Kind::Groups;
/// Members of one PATCH: UAA compares list with list, and takes half a minute for ten thousand.
const AT_ONCE: usize = 1000;
/// Ids that a filter holds: sixty fit into an address.
const IDS: usize = 60;

fn group(answer: &Answer) -> Result<Group, Problem> {
    Group::from_slice(&answer.body).map_err(|_| Problem::new(502, "The account's answer is no group."))
}

/// What is created can be addressed afterwards, and has each member once.
///
/// # Errors
/// `invalidValue`.
pub fn complete_new(body: &mut Value) -> Result<(), Problem> {
    let invalid = |told: &str| Err(Problem::bad("invalidValue", told));
    let Some(name) = body.get("displayName").and_then(Value::as_str) else {
        return invalid("displayName must be a text.");
    };
    if matches!(name.trim(), "" | "." | ".." | ".search") {
        return invalid("displayName names no group.");
    }
    if name.chars().any(|c| c.is_control() || UNADDRESSABLE.contains(&c)) {
        return invalid("displayName holds characters that no address of the group could hold.");
    }
    if body.get("members").is_some_and(|members| !members.is_null()) {
        body["members"] = Value::Array(listed_once(body)?);
    }
    Ok(())
}

/// The members of a body: a list, or a single one; each of them once.
fn listed_once(body: &Value) -> Result<Vec<Value>, Problem> {
    let items = match body.get("members") {
        None | Some(Value::Null) => &[],
        Some(Value::Array(items)) => items.as_slice(),
        Some(item @ Value::Object(_)) => std::slice::from_ref(item),
        Some(_) => return Err(Problem::bad("invalidValue", "members must be a list.")),
    };
    let mut seen = HashSet::new();
    let mut once = Vec::with_capacity(items.len());
    for item in items {
        if seen.insert(member_id(item.get("value"))?) {
            once.push(item.clone());
        }
    }
    Ok(once)
}

/// Refuses another name: what a role collection is called is what it is.
fn keeps_name(before: &Group, wanted: &str) -> Result<(), Problem> {
    // UAA's own ids are no names, and its groups can be renamed.
    if before.id != before.display_name || wanted.eq_ignore_ascii_case(&before.display_name) {
        return Ok(());
    }
    Err(Problem::bad("mutability", format!("The group {:?} cannot be renamed.", before.display_name)))
}

/// An id that no path can name is the id of nothing.
fn named(call: Result<Call, CallError>, id: &str) -> Result<Call, Problem> {
    call.map_err(|_| Problem::no_entity(KIND, id))
}

/// Waits until nobody else writes this group: nobody of this process, nor of those that share the account's pace. Beside
/// it, whether that is certain: it is not while the store that they share is gone.
async fn turn(cx: &Context, id: &str) -> ((OwnedMutexGuard<()>, Option<Lock>), bool) {
    let own = cx.memory.writers.take(id).await;
    let shared = cx.backend.account.lock(id).await;
    let certain = shared.is_ok();
    ((own, shared.ok().flatten()), certain)
}

pub async fn replace(cx: &Context, write: &Write<'_>) -> Result<Reply, Problem> {
    let mut body = cx.written(KIND, Operated::Update, Some(write.id), &write.resource(cx)?)?;
    // Whoever sends no members wants none.
    body["members"] = Value::Array(listed_once(&body)?);
    let mut wanted = Group::from_wire(body.clone())
        .map_err(|_| Problem::new(500, "The write transformation gives no group."))?;
    let members = wanted.members.get_or_insert_default().len();
    let (_turn, only_writer) = turn(cx, write.id).await;
    let there = cx.backend.one(KIND, write.id).await?;
    let lock = write.lock(&there)?;
    let before = group(&there)?;
    if wanted.display_name.is_empty() {
        wanted.display_name = before.display_name.clone();
    }
    keeps_name(&before, &wanted.display_name)?;
    let patch = GroupPatch::between(&before, &wanted);
    let by_patch = takes_patch(cx, only_writer);
    if members <= cx.rules.threshold() {
        let call = with_body(Method::Put, address(KIND, write.id)?.path, Some(lock), body);
        return match cx.change(&call, During::Change).await {
            Ok(answer) => shown(cx, write, answer).await,
            Err(problem) => {
                let problem = explained(cx, problem, &ids(&patch.add)).await;
                Err(taken_back(cx, &before, &patch, by_patch, problem).await)
            }
        };
    }
    if let Err(problem) = send(cx, write.id, patch.clone(), cx.rules.threshold(), IfMatch::Any).await {
        return Err(taken_back(cx, &before, &patch, by_patch, problem).await);
    }
    let answer = cx.backend.one(KIND, write.id).await?;
    shown(cx, write, answer).await
}

/// The changed group; XSUAA may answer with nothing.
async fn shown(cx: &Context, write: &Write<'_>, answer: Answer) -> Result<Reply, Problem> {
    let answer = match Members::of(&answer.body) {
        Some(_) => answer,
        None => cx.backend.one(KIND, write.id).await?,
    };
    cx.resource(200, KIND, &answer, &write.select)
}

pub async fn patch(cx: &Context, write: &Write<'_>) -> Result<Reply, Problem> {
    let mut asked = operations(&body::object(write.body)?, write.id)?;
    for operation in asked.iter_mut().filter(|operation| operation.path.name == "displayName") {
        if let Some(Value::String(name)) = &mut operation.value {
            *name = cx.rules.without_prefix(KIND, name)?.to_owned();
        }
    }
    let sent = json!({
        "schemas": [PATCH_OP],
        "Operations": asked.iter().map(Operation::to_json).collect::<Vec<_>>(),
    });
    // The administrator's own mappings have their say.
    let mapped = cx.written(KIND, Operated::Patch, Some(write.id), &sent)?;
    if mapped.get("Operations").is_none() {
        let told =
            "The write transformation has no mapping of the scope patchEntity that gives $.Operations.";
        return Err(Problem::new(501, told));
    }
    let mut change = GroupChange::of(&operations(&mapped, write.id)?)?;
    if change.display_name.as_ref().is_some_and(|name| name == write.id) {
        change.display_name = None;
    }
    if !change.ignored.is_empty() {
        tracing::info!(system = cx.served.name, ignored = ?change.ignored, "a PATCH names what groups do not have");
    }
    let (_turn, only_writer) = turn(cx, write.id).await;
    let by_patch = takes_patch(cx, only_writer);
    let first = change.patch(None);
    // What the account refuses in the middle is to be taken back.
    let may_break = !first.add.is_empty()
        && first.add.len() + first.remove.len() + usize::from(change.changes_attributes()) > 1;
    let reads = change.needs_members()
        || write.if_match.is_some()
        || first.is_empty()
        || may_break
        || change.display_name.is_some()
        || (!by_patch && change.changes_attributes());
    let there = match reads {
        true => Some(cx.backend.one(KIND, write.id).await?),
        false => None,
    };
    let lock = there.as_ref().map_or(Ok(IfMatch::Any), |there| write.lock(there))?;
    let before = there.as_ref().map(group).transpose()?;
    if let (Some(before), Some(name)) = (&before, &change.display_name) {
        keeps_name(before, name)?;
    }
    let patch = if change.needs_members() { change.patch(before.as_ref()) } else { first };
    let done = carry_out(cx, write.id, &patch, before.as_ref(), by_patch, lock).await;
    match (done, &before) {
        (Err(problem), Some(before)) => return Err(taken_back(cx, before, &patch, by_patch, problem).await),
        (done, _) => done?,
    }
    if !cx.rules.flag("xsuaa.patch.response.with.resource") && write.select == Select::All {
        return Ok(Reply::empty(204));
    }
    let answer = cx.backend.one(KIND, write.id).await?;
    shown(cx, write, answer).await
}

/// Whether members come and go by PATCH. Where others may be writing, only the calls for single members lose none.
fn takes_patch(cx: &Context, only_writer: bool) -> bool {
    only_writer && cx.rules.flag("scim.support.patch.operation")
}

/// Changes a group. `lock`: of the first PATCH; `before`: the group, where attributes of it change without one.
async fn carry_out(
    cx: &Context,
    id: &str,
    patch: &GroupPatch,
    before: Option<&Group>,
    by_patch: bool,
    lock: IfMatch,
) -> Result<(), Problem> {
    match by_patch {
        true => send(cx, id, patch.clone(), AT_ONCE, lock).await,
        false => one_by_one(cx, id, patch, before).await,
    }
}

/// After a refusal: a PATCH or PUT is carried out whole or not at all (RFC 7644 §3.5.2), but UAA keeps what came before
/// what it refuses. Only what the change is about is put back.
async fn taken_back(
    cx: &Context,
    before: &Group,
    change: &GroupPatch,
    by_patch: bool,
    problem: Problem,
) -> Problem {
    // Other failures say nothing of what the account does now, or that nothing was done.
    if !matches!(problem.status, 400 | 404 | 409) {
        return problem;
    }
    let put_back = async {
        let now = match cx.backend.one(KIND, &before.id).await {
            // There is nothing left of it.
            Err(gone) if gone.status == 404 => return Ok(()),
            now => group(&now?)?,
        };
        let members = |group: &Group| {
            let members = group.members.iter().flatten();
            members.map(|member| member.value.clone()).collect::<HashSet<_>>()
        };
        let (was, is) = (members(before), members(&now));
        let gone: HashSet<&String> = change.remove.iter().filter(|id| !is.contains(*id)).collect();
        let came = |id: &String| is.contains(id) && !was.contains(id);
        let back = GroupPatch {
            add: before.members.iter().flatten().filter(|one| gone.contains(&one.value)).cloned().collect(),
            remove: ids(&change.add).into_iter().filter(came).collect(),
            description: (change.description.is_some() && now.description != before.description)
                .then(|| before.description.clone()),
            display_name: None,
        };
        carry_out(cx, &before.id, &back, Some(&now), by_patch, IfMatch::Any).await
    };
    if let Err(failure) = Box::pin(put_back).await {
        tracing::error!(system = cx.served.name, group = before.id, %failure, "a refused change could not be taken back");
    }
    problem
}

/// Sends a change in PATCHes of so many members each. `lock`: for the first; what follows is ours.
async fn send(cx: &Context, id: &str, patch: GroupPatch, size: usize, lock: IfMatch) -> Result<(), Problem> {
    let mut lock = lock;
    for part in parts(patch, size) {
        let call = named(Call::patch_group(id, lock, &part), id)?;
        match cx.change(&call, During::Change).await {
            Ok(answer) if answer.body.trim_ascii().is_empty() => {
                // XSUAA answers so for a group that is not there, too.
                cx.backend.one(KIND, id).await?;
            }
            Ok(_) => {}
            Err(problem) => {
                return Err(explained(cx, problem, &ids(&part.add)).await);
            }
        }
        lock = IfMatch::Any;
    }
    Ok(())
}

/// A change in changes of at most so many members each; none for none.
fn parts(patch: GroupPatch, size: usize) -> Vec<GroupPatch> {
    if patch.is_empty() {
        return Vec::new();
    }
    let GroupPatch { description, display_name, add, remove } = patch;
    let mut parts = vec![GroupPatch { description, display_name, ..GroupPatch::default() }];
    enum Item {
        Add(Member),
        Remove(String),
    }
    let items = remove.into_iter().map(Item::Remove).chain(add.into_iter().map(Item::Add));
    let mut room = size;
    for item in items {
        if room == 0 {
            parts.push(GroupPatch::default());
            room = size;
        }
        room -= 1;
        if let Some(part) = parts.last_mut() {
            match item {
                Item::Add(member) => part.add.push(member),
                Item::Remove(id) => part.remove.push(id),
            }
        }
    }
    parts
}

/// Member by member, each a request of its own; attributes by PUT. What is so already is no error.
async fn one_by_one(
    cx: &Context,
    id: &str,
    patch: &GroupPatch,
    before: Option<&Group>,
) -> Result<(), Problem> {
    let changes = patch.description.is_some() || patch.display_name.is_some();
    if let Some(mut group) = before.filter(|_| changes).cloned() {
        let lock = IfMatch::Version(group.meta.version);
        if let Some(description) = patch.description.clone() {
            group.description = description;
        }
        if let Some(name) = patch.display_name.clone() {
            group.display_name = name;
        }
        let call = named(Call::replace_group(&group, lock), id)?;
        cx.change(&call, During::Change).await?;
    }
    for member in &patch.remove {
        let call = named(Call::remove_member(id, member), id)?;
        match cx.change(&call, During::Change).await {
            Err(problem) if problem.status == 404 => {
                // No member, or no group.
                cx.backend.one(KIND, id).await?;
            }
            answer => drop(answer?),
        }
    }
    for member in &patch.add {
        let call = named(Call::add_member(id, member), id)?;
        match cx.change(&call, During::Create).await {
            Err(problem) if problem.status == 409 => {}
            Err(problem) if problem.status == 404 => {
                cx.backend.one(KIND, id).await?;
                let told = format!("These members do not exist: {}.", member.value);
                return Err(explained(cx, Problem::bad("invalidValue", told), &ids(&patch.add)).await);
            }
            answer => drop(answer?),
        }
    }
    Ok(())
}

fn ids(members: &[Member]) -> Vec<String> {
    members.iter().map(|member| member.value.clone()).collect()
}

/// Ids of the members in a body.
pub fn member_ids(body: &Value) -> Vec<String> {
    let items = body.get("members").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    items.iter().filter_map(|item| item.get("value")?.as_str()).map(str::to_owned).collect()
}

/// A refusal, with the members that do not exist named where that is why.
pub async fn explained(cx: &Context, problem: Problem, members: &[String]) -> Problem {
    if !matches!(problem.status, 400 | 404) || members.is_empty() {
        return problem;
    }
    let mut unknown = Vec::new();
    for ids in members.chunks(IDS) {
        let list = List {
            kind: Kind::Users,
            filter: Filter::any_id(ids.iter().map(String::as_str)).map(|filter| filter.to_string()),
            sort_by: List::usual_order(Kind::Users).to_owned(),
            descending: false,
        };
        let Ok(answer) = cx.backend.ask(&list.call(1, 100), During::Read).await else { return problem };
        let Ok(page) = Page::of(answer.body) else { return problem };
        let known: Vec<String> =
            page.entities().filter_map(|user| Members::of(user.as_bytes())?.text("id")).collect();
        unknown.extend(ids.iter().filter(|id| !known.contains(id)).cloned());
    }
    if unknown.is_empty() {
        return problem;
    }
    Problem::bad("invalidValue", format!("These members do not exist: {}.", unknown.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_changes_go_in_parts() {
        let member =
            |n: usize| Member { value: n.to_string(), kind: zonedesk_scim::MemberType::User, origin: None };
        let patch = |add: usize, remove: usize, name: Option<&str>| GroupPatch {
            display_name: name.map(str::to_owned),
            add: (0..add).map(member).collect(),
            remove: (0..remove).map(|n| n.to_string()).collect(),
            ..GroupPatch::default()
        };
        for (given, sizes) in [
            (patch(0, 0, None), vec![]),
            (patch(0, 0, Some("n")), vec![(0, 0, true)]),
            (patch(3, 0, None), vec![(3, 0, false)]),
            (patch(3, 2, Some("n")), vec![(1, 2, true), (2, 0, false)]),
            (patch(0, 7, None), vec![(0, 3, false), (0, 3, false), (0, 1, false)]),
        ] {
            let told: Vec<_> = parts(given, 3)
                .iter()
                .map(|part| (part.add.len(), part.remove.len(), part.display_name.is_some()))
                .collect();
            assert_eq!(told, sizes);
        }
    }
}
