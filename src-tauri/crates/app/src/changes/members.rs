//! Plans of changes to members of role collections.

use std::collections::{HashMap, HashSet};

use zonedesk_scim::{Group, GroupPatch, Member, User};
use zonedesk_workspace::{is_administrative, is_predefined};
use zonedesk_xsuaa::{Call, IfMatch};

use super::guards::Loss;
use super::portions::Portions;
use super::scene::{Scene, Seen, Sketch, member, user_of};
use super::step::{Effect, Step, placeholder};
use super::users::{creation, first_name, is_same, names};
use super::{fresh, unaddressable};
use crate::api::{AppError, PasteFigures, UserDraft, UserSelection};
use crate::errors::{Code, error};
use crate::grouped;
use crate::texts::sentence;

/// What becomes of a role collection's members.
#[derive(Default)]
pub(super) struct Delta {
    pub add: Vec<Member>,
    pub remove: Vec<Member>,
    /// Asked for, but the case already.
    pub already: usize,
}

/// Those that are no members yet.
pub(super) fn added(seen: &Seen<Group>, members: Vec<Member>) -> Delta {
    let latest = seen.latest();
    let there: HashSet<&str> = latest.members.iter().flatten().map(|member| member.value.as_str()).collect();
    let asked = members.len();
    let mut once = HashSet::new();
    let add: Vec<Member> = members
        .into_iter()
        .filter(|member| !there.contains(member.value.as_str()) && once.insert(member.value.clone()))
        .collect();
    Delta { already: asked - add.len(), add, remove: Vec::new() }
}

/// Those that are members, as the role collection holds them.
pub(super) fn removed(seen: &Seen<Group>, ids: &HashSet<String>) -> Delta {
    let remove: Vec<Member> =
        seen.latest().members.into_iter().flatten().filter(|member| ids.contains(&member.value)).collect();
    Delta { already: ids.len() - remove.len(), remove, add: Vec::new() }
}

/// The fewest requests: PATCHes, each with the version that the one before leaves behind, or calls for single members.
///
/// Every way by which members come or leave goes through this, and is warned of here.
pub(super) async fn move_members(
    scene: &Scene,
    sketch: &mut Sketch,
    seen: &Seen<Group>,
    delta: &Delta,
) -> Result<(), AppError> {
    guard(scene, sketch, seen, delta).await?;
    let latest = seen.latest();
    let mut size = latest.members.as_ref().map_or(0, Vec::len);
    let coming = scene.portions.coming(&delta.add).into_iter().map(|add| (add, [].as_slice()));
    let leaving = scene.portions.leaving(&delta.remove).into_iter().map(|remove| ([].as_slice(), remove));
    for (turn, (add, remove)) in coming.chain(leaving).enumerate() {
        let after = size + add.len() - remove.len().min(size);
        let (count, what, folded) = if remove.is_empty() {
            (add.len(), "what.addMembers", "what.addMembersMany")
        } else {
            (remove.len(), "what.removeMembers", "what.removeMembersMany")
        };
        let what = sentence(
            what,
            [
                ("name", latest.display_name.clone()),
                ("count", count.to_string()),
                ("before", size.to_string()),
                ("after", after.to_string()),
            ],
        );
        let removed: Vec<String> = remove.iter().map(|member| member.value.clone()).collect();
        let call = match (scene.portions, add, remove) {
            (Portions::Single, [member], _) => Call::add_member(&seen.id, member),
            (Portions::Single, _, [member]) => Call::remove_member(&seen.id, &member.value),
            _ => {
                let lock = IfMatch::Version(latest.meta.version + turn as i64);
                let patch =
                    GroupPatch { add: add.to_vec(), remove: removed.clone(), ..GroupPatch::default() };
                Call::patch_group(&seen.id, lock, &patch)
            }
        };
        sketch.steps.push(Step {
            call: call.map_err(unaddressable)?,
            what,
            folded,
            version: seen.version.clone(),
            difference: seen.difference.clone(),
            before: (!remove.is_empty()).then(|| serde_json::json!({ "members": remove })),
            effect: Effect::Members { role_collection: seen.id.clone(), added: add.to_vec(), removed },
            guard: None,
            look_first: false,
        });
        size = after;
    }
    Ok(())
}

/// What is to be added to a role collection.
pub(super) struct Additions<'a> {
    pub users: &'a UserSelection,
    pub create: &'a [UserDraft],
    pub nested: &'a [String],
    pub paste: Option<PasteFigures>,
}

pub(super) async fn add(
    scene: &Scene,
    role_collection: &str,
    what: Additions<'_>,
) -> Result<Sketch, AppError> {
    let seen = scene.role_collection(role_collection).await?;
    let name = seen.latest().display_name;
    check_nesting(scene, &seen, what.nested).await?;
    let (rows, missing) = scene.selected(what.users).await?;
    let mut sketch = Sketch {
        names: std::iter::once(name.clone()).chain(names(&rows)).collect(),
        paste: what.paste,
        seen: vec![seen.change()],
        ..Sketch::default()
    };
    sketch.left_out("notice.missing", missing);
    let mut members: Vec<Member> = rows.iter().map(member).collect();
    members.extend(creations(scene, &mut sketch, what.create).await?);
    members.extend(what.nested.iter().map(Member::group));
    let delta = added(&seen, members);
    sketch.left_out("notice.alreadyMembers", delta.already);
    move_members(scene, &mut sketch, &seen, &delta).await?;
    sketch.touched.push(seen.id.clone());
    sketch.touched.extend(
        delta.add.iter().map(|member| member.value.clone()).filter(|id| super::step::awaited(id).is_none()),
    );
    let count = delta.add.len().to_string();
    sketch.title = sentence("title.addMembers", [("count", count.clone()), ("roleCollection", name)]);
    sketch.action = sentence("action.addMembers", [("count", count.clone())]);
    sketch.undo.push(sentence("undo.removeMembers", [("count", count)]));
    if !what.create.is_empty() {
        let created = sketch.steps.iter().filter(|step| matches!(step.effect, Effect::UserCreated)).count();
        sketch.undo.push(sentence("undo.deleteUser", [("count", created.to_string())]));
    }
    Ok(sketch)
}

/// Steps that create users, and all of them as members; who is in the account already is added, not created.
async fn creations(
    scene: &Scene,
    sketch: &mut Sketch,
    drafts: &[UserDraft],
) -> Result<Vec<Member>, AppError> {
    if drafts.is_empty() {
        return Ok(Vec::new());
    }
    let mut users: Vec<User> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let user = user_of(draft)?;
        if !users.iter().any(|other| is_same(other, &user)) {
            users.push(user);
        }
    }
    let wanted: Vec<String> = users.iter().map(|user| user.user_name.clone()).collect();
    let there = fresh::users_named(&scene.account, &wanted).await?;
    let mut members = Vec::with_capacity(users.len());
    let mut origins: HashMap<String, usize> = HashMap::new();
    let mut existing = 0;
    for user in users {
        if let Some(there) = there.iter().find(|there| is_same(there, &user)) {
            members.push(Member::user(there.id.clone(), there.origin.clone()));
            existing += 1;
            continue;
        }
        sketch.steps.push(creation(&user));
        members.push(Member::user(placeholder(sketch.steps.len()), user.origin.clone()));
        sketch.names.push(user.user_name);
        *origins.entry(user.origin.0).or_default() += 1;
    }
    sketch.left_out("notice.existsAlready", existing);
    scene.warn_of_unknown_origin(sketch, origins.keys().cloned().collect()).await?;
    let mut origins: Vec<(String, usize)> = origins.into_iter().collect();
    origins.sort_unstable();
    for (origin, count) in origins {
        sketch.warn(
            "notice.created",
            [("count", count.to_string()), ("origin", origin), ("system", scene.name())],
        );
    }
    Ok(members)
}

/// Refuses a cycle, and nesting where the account is not known to take it.
async fn check_nesting(scene: &Scene, seen: &Seen<Group>, nested: &[String]) -> Result<(), AppError> {
    if nested.is_empty() {
        return Ok(());
    }
    let (id, asked) = (seen.id.clone(), nested.to_vec());
    let (known, cycle) = scene
        .read(move |snapshot| {
            for nested in &asked {
                if let Some(path) = snapshot.nesting_cycle(&id, nested)? {
                    return Ok((true, Some(path)));
                }
            }
            Ok((snapshot.nesting_seen()?, None))
        })
        .await?;
    if let Some(path) = cycle {
        let path = path
            .iter()
            .map(String::as_str)
            .chain(path.first().map(String::as_str))
            .collect::<Vec<_>>()
            .join(" → ");
        return Err(error(
            Code::NestingCycle,
            format!("The role collections would contain each other: {path}."),
        )
        .help("Choose a role collection that is not part of this one's way up.")
        .at(seen.id.clone()));
    }
    if !known {
        return Err(error(
            Code::NestingUnknown,
            format!("{} is not known to take role collections as members.", scene.name()),
        )
        .help("Zonedesk nests only where it has read a nested role collection before.")
        .at(scene.name()));
    }
    Ok(())
}

pub(super) async fn remove(
    scene: &Scene,
    role_collection: &str,
    members: &[String],
) -> Result<Sketch, AppError> {
    let seen = scene.role_collection(role_collection).await?;
    let latest = seen.latest();
    let ids: HashSet<String> = members.iter().cloned().collect();
    let delta = removed(&seen, &ids);
    let asked: Vec<String> = delta.remove.iter().map(|member| member.value.clone()).collect();
    let rows = scene.read(move |snapshot| snapshot.users_by_id(&asked)).await?;
    let count = delta.remove.len().to_string();
    let mut sketch = Sketch {
        title: sentence(
            "title.removeMembers",
            [("count", count.clone()), ("roleCollection", latest.display_name.clone())],
        ),
        action: sentence("action.removeMembers", [("count", count.clone())]),
        destructive: true,
        names: std::iter::once(latest.display_name.clone()).chain(names(&rows)).collect(),
        undo: vec![sentence("undo.addMembers", [("count", count)])],
        touched: std::iter::once(seen.id.clone())
            .chain(delta.remove.iter().map(|member| member.value.clone()))
            .collect(),
        seen: vec![seen.change()],
        ..Sketch::default()
    };
    sketch.left_out("notice.notMembers", delta.already);
    move_members(scene, &mut sketch, &seen, &delta).await?;
    Ok(sketch)
}

/// Warns of what a person may not have meant: administrators who come, the last one who leaves, oneself.
async fn guard(
    scene: &Scene,
    sketch: &mut Sketch,
    seen: &Seen<Group>,
    delta: &Delta,
) -> Result<(), AppError> {
    let name = seen.latest().display_name;
    if delta.add.is_empty() && delta.remove.is_empty() {
        return Ok(());
    }
    if is_predefined(&name) {
        sketch.inform("notice.predefined", [("name", name.clone())]);
    }
    if is_administrative(&name) && !delta.add.is_empty() {
        sketch.warn(
            "notice.administrators",
            [("count", delta.add.len().to_string()), ("roleCollection", name)],
        );
    }
    if delta.remove.is_empty() {
        return Ok(());
    }
    let lost: HashSet<String> = delta.remove.iter().map(|member| member.value.clone()).collect();
    let ids: Vec<String> = lost.iter().cloned().collect();
    let rows = scene.read(move |snapshot| snapshot.users_by_id(&ids)).await?;
    scene.warn_of_yourself(sketch, rows.iter().map(|row| (row.user_name.as_str(), row.email.as_str())));
    scene.warn_of_last_administrators(sketch, Loss::Members(&seen.id), lost).await
}

/// Whether users come to role collections or leave them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    In,
    Out,
}

pub(super) async fn assign(
    scene: &Scene,
    users: &UserSelection,
    role_collections: &[String],
    way: Way,
) -> Result<Sketch, AppError> {
    let (rows, missing) = scene.selected(users).await?;
    let ids: HashSet<String> = rows.iter().map(|row| row.id.clone()).collect();
    let mut sketch = Sketch { destructive: way == Way::Out, names: names(&rows), ..Sketch::default() };
    sketch.left_out("notice.missing", missing);
    let (mut shown, mut already, mut moved) = (Vec::new(), 0, 0);
    for seen in scene.look_at_role_collections(role_collections.to_vec()).await? {
        let delta = match way {
            Way::In => added(&seen, rows.iter().map(member).collect()),
            Way::Out => removed(&seen, &ids),
        };
        shown.push(seen.latest().display_name);
        already += delta.already;
        moved += delta.add.len() + delta.remove.len();
        move_members(scene, &mut sketch, &seen, &delta).await?;
        sketch.seen.push(seen.change());
        sketch.touched.push(seen.id);
    }
    sketch.touched.extend(ids);
    sketch.names.extend(shown.iter().cloned());
    let params =
        [("count", rows.len().to_string()), ("name", first_name(&rows)), ("roleCollections", listed(&shown))];
    let undone = ("count", moved.to_string());
    match way {
        Way::In => {
            sketch.left_out("notice.alreadyMembers", already);
            sketch.title = sentence("title.assign", params);
            sketch.action = sentence("action.assign", []);
            sketch.undo.push(sentence("undo.removeMembers", [undone]));
        }
        Way::Out => {
            sketch.left_out("notice.notMembers", already);
            sketch.title = sentence("title.unassign", params);
            sketch.action = sentence("action.unassign", []);
            sketch.undo.push(sentence("undo.addMembers", [undone]));
        }
    }
    Ok(sketch)
}

/// The name of one, of two, or how many there are.
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one}, {two}"),
        more => format!("{} role collections", grouped(more.len() as u64)),
    }
}
