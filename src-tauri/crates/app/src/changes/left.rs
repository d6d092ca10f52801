//! After an answer that told nothing: what of a request the account still lacks.

use std::collections::HashSet;

use zonedesk_scim::{Group, Member, MemberType, Resource, User};
use zonedesk_xsuaa::{Account, Answer, Call, Error, IfMatch, Method};

use super::send::{Ready, set_members};
use super::step::{Effect, Guard};
use super::users::is_same;
use super::{difference, fresh};

/// What is left of a request.
#[derive(Debug)]
pub(super) enum Left {
    /// All of it was carried out: the answer that would have told so.
    Nothing(Answer),
    /// This call, with the version that the entity has now, and a word about it.
    Call(Call, String),
    /// Not all members came or left.
    Members(Lacking),
    /// The entity is neither as it was nor as it was to be: how it differs.
    Conflict(String),
}

/// Members that have yet to come and to leave.
#[derive(Debug, Clone)]
pub(super) struct Lacking {
    pub added: Vec<Member>,
    pub removed: Vec<String>,
    /// The role collection as it is now, without members.
    pub group: Group,
}

impl Lacking {
    pub fn count(&self) -> usize {
        self.added.len() + self.removed.len()
    }

    /// As if the account had answered with what it holds.
    pub fn answer(&self) -> Answer {
        holds(&self.group.to_wire(), self.group.meta.version)
    }

    /// Takes users out who do not exist any more, and gives their ids. `users`: in the account, about.
    pub async fn without_gone(&mut self, account: &Account, users: u64) -> Result<Vec<String>, Error> {
        let is_user = |member: &Member| member.kind == MemberType::User;
        let ids: Vec<String> =
            self.added.iter().filter(|member| is_user(member)).map(|member| member.value.clone()).collect();
        let there = fresh::users(account, &ids, users).await?;
        let gone = |member: &Member| is_user(member) && !there.contains_key(&member.value);
        let (gone, left) = std::mem::take(&mut self.added).into_iter().partition::<Vec<_>, _>(gone);
        self.added = left;
        Ok(gone.into_iter().map(|member| member.value).collect())
    }

    /// The call for the first `most` of them.
    pub fn call(&self, of: &Call, most: usize) -> Call {
        let added = &self.added[..self.added.len().min(most)];
        let removed = &self.removed[..self.removed.len().min(most.saturating_sub(added.len()))];
        let if_match = of.if_match.map(|_| IfMatch::Version(self.group.meta.version));
        let mut call = Call { if_match, ..of.clone() };
        if call.method == Method::Patch {
            set_members(&mut call, added, removed);
        }
        call
    }
}

/// Reads the entity of a request. An error says that it could not be read, or is gone where it should be.
pub(super) async fn left(account: &Account, ready: &Ready, guard: Option<&Guard>) -> Result<Left, Error> {
    let all = |version| {
        let if_match = ready.call.if_match.map(|_| IfMatch::Version(version));
        Left::Call(Call { if_match, ..ready.call.clone() }, "Read: it had not been carried out.".into())
    };
    let again = || Left::Call(ready.call.clone(), "Read: it had not been carried out.".into());
    match &ready.effect {
        Effect::UserCreated => {
            let wanted =
                ready.call.body.clone().and_then(|body| User::from_wire(body).ok()).unwrap_or_default();
            let named = fresh::users_named(account, std::slice::from_ref(&wanted.user_name)).await?;
            let there = named.into_iter().find(|there| is_same(there, &wanted));
            Ok(there.map_or_else(again, |there| match difference::user(&wanted, &there, false) {
                None => Left::Nothing(holds(&there.to_wire(), there.meta.version)),
                Some(difference) => Left::Conflict(difference),
            }))
        }
        Effect::UserWritten(wanted) => {
            let now = account.user(&wanted.id).await?;
            let seen = match guard {
                Some(Guard::User(seen)) => difference::user(seen, &now, false),
                _ => None,
            };
            Ok(match (difference::user(wanted, &now, false), seen) {
                (None, _) => Left::Nothing(holds(&now.to_wire(), now.meta.version)),
                (_, None) => all(now.meta.version),
                (_, Some(difference)) => Left::Conflict(difference),
            })
        }
        Effect::UserGone { id } => gone(account.user(id).await.map(drop), again),
        Effect::RoleCollectionGone { id } => gone(account.group(id).await.map(drop), again),
        Effect::RoleCollectionCreated(wanted) => {
            let there = fresh::group_named(account, &wanted.display_name).await?;
            Ok(there.map_or_else(again, |there| {
                described(wanted, &there, || Left::Conflict(different(wanted, &there)))
            }))
        }
        Effect::RoleCollectionWritten(wanted) => {
            let now = account.group(&wanted.id).await?;
            Ok(described(wanted, &now, || match guard {
                Some(Guard::RoleCollection(seen)) if seen.description != now.description => {
                    Left::Conflict(different(seen, &now))
                }
                _ => all(now.meta.version),
            }))
        }
        Effect::Members { role_collection, added, removed } => {
            let now = account.group(role_collection).await?;
            let there: HashSet<&str> =
                now.members.iter().flatten().map(|member| member.value.as_str()).collect();
            let missing: Vec<_> =
                added.iter().filter(|member| !there.contains(member.value.as_str())).cloned().collect();
            let surplus: Vec<_> = removed.iter().filter(|id| there.contains(id.as_str())).cloned().collect();
            let group = Group { members: None, ..now.clone() };
            if missing.is_empty() && surplus.is_empty() {
                return Ok(Left::Nothing(holds(&group.to_wire(), now.meta.version)));
            }
            Ok(Left::Members(Lacking { added: missing, removed: surplus, group }))
        }
    }
}

fn gone(found: Result<(), Error>, again: impl FnOnce() -> Left) -> Result<Left, Error> {
    match found {
        Ok(()) => Ok(again()),
        Err(error) if error.is_not_found() => {
            Ok(Left::Nothing(Answer { status: 200, version: None, body: Vec::new() }))
        }
        Err(error) => Err(error),
    }
}

/// Done where the description is the one that was wanted.
fn described(wanted: &Group, now: &Group, otherwise: impl FnOnce() -> Left) -> Left {
    let text = |group: &Group| group.description.clone().unwrap_or_default();
    if text(wanted) != text(now) {
        return otherwise();
    }
    Left::Nothing(holds(&Group { members: None, ..now.clone() }.to_wire(), now.meta.version))
}

fn different(before: &Group, now: &Group) -> String {
    difference::role_collection(before, now, &std::collections::HashMap::new()).unwrap_or_default()
}

/// As if the account had answered with what it holds.
fn holds(entity: &serde_json::Value, version: i64) -> Answer {
    Answer { status: 200, version: Some(version), body: entity.to_string().into_bytes() }
}
