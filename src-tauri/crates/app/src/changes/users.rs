//! Plans of changes to users.

use std::collections::HashSet;

use serde_json::json;
use zonedesk_scim::User;
use zonedesk_workspace::{Granted, UserRow};
use zonedesk_xsuaa::{Call, IfMatch};

use super::guards::Loss;
use super::members::{added, move_members};
use super::scene::{Scene, Seen, Sketch, user_of};
use super::step::{Effect, Guard, Step, placeholder};
use super::{difference, fresh, unaddressable};
use crate::api::{AppError, PlanVersion, UserDraft, UserSelection};
use crate::errors::{Code, error};
use crate::texts::sentence;

/// Names kept for the journal's search; more say nothing.
const NAMES: usize = 50;

pub(super) async fn create(
    scene: &Scene,
    draft: &UserDraft,
    role_collections: &[String],
) -> Result<Sketch, AppError> {
    let user = user_of(draft)?;
    if let Some(there) = existing(scene, &user).await? {
        return Err(taken(&there));
    }
    let mut sketch = Sketch {
        title: sentence("title.createUser", [("name", user.user_name.clone())]),
        action: sentence("action.create", []),
        names: vec![user.user_name.clone(), shown(&user)],
        undo: vec![sentence("undo.deleteUser", [("count", "1".into())])],
        ..Sketch::default()
    };
    scene.warn_of_unknown_origin(&mut sketch, HashSet::from([user.origin.0.clone()])).await?;
    sketch.steps.push(creation(&user));
    for seen in scene.look_at_role_collections(role_collections.to_vec()).await? {
        let member = zonedesk_scim::Member::user(placeholder(1), user.origin.clone());
        move_members(scene, &mut sketch, &seen, &added(&seen, vec![member])).await?;
        sketch.seen.push(seen.change());
        sketch.touched.push(seen.id);
    }
    Ok(sketch)
}

/// `POST /Users`.
pub(super) fn creation(user: &User) -> Step {
    Step {
        call: Call::create_user(user),
        what: sentence(
            "what.createUser",
            [("userName", user.user_name.clone()), ("origin", user.origin.0.clone())],
        ),
        folded: "what.createUsers",
        version: PlanVersion::New,
        difference: None,
        before: None,
        effect: Effect::UserCreated,
        guard: None,
        look_first: false,
    }
}

/// The user of this name and origin, as the account says.
pub(super) async fn existing(scene: &Scene, user: &User) -> Result<Option<User>, AppError> {
    let named = fresh::users_named(&scene.account, std::slice::from_ref(&user.user_name)).await?;
    Ok(named.into_iter().find(|there| is_same(there, user)))
}

/// UAA tells users apart by user name, ignoring case, and origin.
pub(super) fn is_same(a: &User, b: &User) -> bool {
    a.origin == b.origin && a.user_name.to_lowercase() == b.user_name.to_lowercase()
}

fn taken(there: &User) -> AppError {
    let name = shown(there);
    error(
        Code::Exists,
        format!("{} with origin {} exists already ({name}).", there.user_name, there.origin.0),
    )
    .help("Open the user, or choose another user name or origin.")
    .at(there.id.clone())
}

fn shown(user: &User) -> String {
    let name: Vec<&str> =
        [&user.given_name, &user.family_name].into_iter().flatten().map(String::as_str).collect();
    if name.is_empty() { user.user_name.clone() } else { name.join(" ") }
}

/// `base`: the user as the form showed it, so that what was changed there is told apart from what others changed since.
pub(super) async fn edit(
    scene: &Scene,
    id: &str,
    draft: &UserDraft,
    base: Option<&User>,
) -> Result<Sketch, AppError> {
    let wanted = user_of(draft)?;
    let seen = one(scene, id).await?;
    let base = base.or(seen.known.as_ref()).cloned().unwrap_or_default();
    if wanted.origin != base.origin {
        return Err(error(Code::ValueInvalid, "The origin of a user cannot be changed.")
            .help("Create the user with the other origin, then delete this one.")
            .at("origin"));
    }
    let latest = seen.now.clone().unwrap_or_else(|| base.clone());
    let after = merged(&base, &wanted, &latest);
    let mut sketch = Sketch {
        title: sentence("title.editUser", [("name", shown(&base))]),
        action: sentence("action.save", []),
        names: vec![base.user_name.clone(), shown(&base)],
        touched: vec![id.to_owned()],
        undo: vec![sentence("undo.restoreUser", [("count", "1".into())])],
        seen: vec![seen.change()],
        ..Sketch::default()
    };
    let fields = difference::fields(&latest, &after);
    if fields.is_empty() && !matches!(seen.version, PlanVersion::Gone) {
        sketch.inform("notice.nothing", []);
        return Ok(sketch);
    }
    if !is_same(&latest, &after)
        && let Some(there) = existing(scene, &after).await?
    {
        return Err(taken(&there));
    }
    if !after.active && base.active {
        scene.warn_of_yourself(&mut sketch, [(base.user_name.as_str(), address(&base))]);
        scene.warn_of_last_administrators(&mut sketch, Loss::Active, HashSet::from([id.to_owned()])).await?;
    }
    let what =
        sentence("what.editUser", [("userName", base.user_name.clone()), ("fields", fields.join(", "))]);
    sketch.steps.push(replacement(&seen, &after, what, "what.editUsers")?);
    Ok(sketch)
}

async fn one(scene: &Scene, id: &str) -> Result<Seen<User>, AppError> {
    let seen = scene.look_at_users(vec![id.to_owned()], false).await?;
    let found = seen.into_iter().find(|seen| seen.known.is_some() || seen.now.is_some());
    found.ok_or_else(|| {
        error(Code::NoEntity, "There is no such user.")
            .help("It may have been deleted. Refresh to be sure.")
            .at(id)
    })
}

pub(super) fn address(user: &User) -> &str {
    user.emails.first().map_or("", |email| email.value.as_str())
}

/// The account's user with the fields that the form changed.
pub(super) fn merged(base: &User, wanted: &User, latest: &User) -> User {
    let mut after = latest.clone();
    if wanted.user_name != base.user_name {
        after.user_name.clone_from(&wanted.user_name);
    }
    if wanted.given_name != base.given_name {
        after.given_name.clone_from(&wanted.given_name);
    }
    if wanted.family_name != base.family_name {
        after.family_name.clone_from(&wanted.family_name);
    }
    if address(wanted) != address(base) {
        after.emails.clone_from(&wanted.emails);
    }
    if wanted.external_id != base.external_id {
        after.external_id.clone_from(&wanted.external_id);
    }
    if wanted.phone_numbers.first() != base.phone_numbers.first() {
        after.phone_numbers.clone_from(&wanted.phone_numbers);
    }
    if wanted.active != base.active {
        after.active = wanted.active;
    }
    after
}

/// `PUT /Users/{id}` with the version that was just read.
pub(super) fn replacement(
    seen: &Seen<User>,
    after: &User,
    what: crate::api::Text,
    folded: &'static str,
) -> Result<Step, AppError> {
    let latest = seen.now.as_ref().or(seen.known.as_ref());
    let lock = IfMatch::Version(latest.map_or(0, |user| user.meta.version));
    let after = User { id: seen.id.clone(), ..after.clone() };
    Ok(Step {
        call: Call::replace_user(&after, lock).map_err(unaddressable)?,
        what,
        folded,
        version: seen.version.clone(),
        difference: seen.difference.clone(),
        before: latest.map(|user| json!({ "user": user.to_wire() })),
        effect: Effect::UserWritten(Box::new(after)),
        guard: latest.map(|user| Guard::User(Box::new(user.clone()))),
        look_first: false,
    })
}

pub(super) async fn set_active(
    scene: &Scene,
    users: &UserSelection,
    active: bool,
) -> Result<Sketch, AppError> {
    let (rows, missing) = scene.selected(users).await?;
    let ids: Vec<String> = rows.iter().filter(|row| row.active != active).map(|row| row.id.clone()).collect();
    let already = rows.len() - ids.len();
    let (title, action, what, folded) = if active {
        ("title.activateUsers", "action.activateUsers", "what.activateUser", "what.activateUsers")
    } else {
        ("title.deactivateUsers", "action.deactivateUsers", "what.deactivateUser", "what.deactivateUsers")
    };
    let mut sketch = Sketch {
        title: sentence(title, [("count", ids.len().to_string()), ("name", first_name(&rows))]),
        action: sentence(action, [("count", ids.len().to_string())]),
        names: names(&rows),
        touched: ids.clone(),
        ..Sketch::default()
    };
    sketch.left_out("notice.missing", missing);
    sketch.left_out(if active { "notice.alreadyActive" } else { "notice.alreadyInactive" }, already);
    if !active {
        scene.warn_of_yourself(
            &mut sketch,
            rows.iter().map(|row| (row.user_name.as_str(), row.email.as_str())),
        );
        scene.warn_of_last_administrators(&mut sketch, Loss::Active, ids.iter().cloned().collect()).await?;
    }
    for seen in scene.look_at_users(ids, false).await? {
        let Some(latest) = seen.now.as_ref().or(seen.known.as_ref()) else { continue };
        let after = User { active, ..latest.clone() };
        let what = sentence(what, [("userName", latest.user_name.clone())]);
        sketch.steps.push(replacement(&seen, &after, what, folded)?);
        sketch.seen.push(seen.change());
    }
    sketch.undo.push(sentence("undo.restoreUser", [("count", sketch.steps.len().to_string())]));
    Ok(sketch)
}

pub(super) async fn delete(scene: &Scene, users: &UserSelection) -> Result<Sketch, AppError> {
    let (rows, missing) = scene.selected(users).await?;
    let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
    let count = ids.len().to_string();
    let mut sketch = Sketch {
        title: sentence("title.deleteUsers", [("count", count.clone()), ("name", first_name(&rows))]),
        action: sentence("action.deleteUsers", [("count", count.clone())]),
        destructive: true,
        deletions: ids.len(),
        names: names(&rows),
        touched: ids.clone(),
        undo: vec![sentence("undo.recreateUsers", [("count", count)]), sentence("undo.newId", [])],
        ..Sketch::default()
    };
    sketch.left_out("notice.missing", missing);
    let asked = ids.clone();
    // Direct ones: what a re-creation can give back.
    let mut held: std::collections::HashMap<String, Vec<String>> = scene
        .read(move |snapshot| {
            asked
                .into_iter()
                .map(|id| {
                    let grants = snapshot.grants(&id)?.into_iter();
                    Ok((
                        id,
                        grants
                            .filter(|grant| grant.granted == Granted::Direct)
                            .map(|grant| grant.id)
                            .collect(),
                    ))
                })
                .collect()
        })
        .await?;
    let lost: usize = held.values().map(Vec::len).sum();
    sketch.left_out("notice.membershipsLost", lost);
    sketch.warn("notice.userComesBack", []);
    scene.warn_of_yourself(&mut sketch, rows.iter().map(|row| (row.user_name.as_str(), row.email.as_str())));
    scene.warn_of_last_administrators(&mut sketch, Loss::Users, ids.iter().cloned().collect()).await?;
    for seen in scene.look_at_users(ids, true).await? {
        let role_collections = held.remove(&seen.id).unwrap_or_default();
        sketch.steps.push(deletion(&seen, &role_collections)?);
        sketch.seen.push(seen.change());
    }
    Ok(sketch)
}

/// `DELETE /Users/{id}`. `role_collections`: ids of those that the user is a direct member of.
pub(super) fn deletion(seen: &Seen<User>, role_collections: &[String]) -> Result<Step, AppError> {
    let latest = seen.now.as_ref().or(seen.known.as_ref());
    let user_name = latest.map_or_else(|| seen.id.clone(), |user| user.user_name.clone());
    Ok(Step {
        call: Call::delete_user(&seen.id).map_err(unaddressable)?,
        what: sentence("what.deleteUser", [("userName", user_name)]),
        folded: "what.deleteUsers",
        version: seen.version.clone(),
        difference: seen.difference.clone(),
        before: latest.map(|user| json!({"user": user.to_wire(), "roleCollections": role_collections})),
        effect: Effect::UserGone { id: seen.id.clone() },
        guard: latest.map(|user| Guard::User(Box::new(user.clone()))),
        look_first: false,
    })
}

pub(super) fn first_name(rows: &[UserRow]) -> String {
    rows.first().map(UserRow::name).unwrap_or_default()
}

pub(super) fn names(rows: &[UserRow]) -> Vec<String> {
    rows.iter().take(NAMES).map(|row| format!("{} {}", row.name(), row.user_name)).collect()
}
