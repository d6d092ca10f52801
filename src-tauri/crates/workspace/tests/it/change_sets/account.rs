//! The account whose changes are found, and how it is read into the workspace.

use zonedesk_scim::{Email, Group, GroupGrant, Member, Meta, Origin, Timestamp, User};
use zonedesk_workspace::*;

use crate::support::{Fixture, NOW};

const MINUTE: i64 = 60_000;

/// An account as it would answer, some minutes after [`NOW`].
#[derive(Clone, Default)]
pub struct Account {
    pub users: Vec<User>,
    pub groups: Vec<Group>,
}

impl Account {
    /// The users, each with the role collections that it is a member of.
    pub fn told(&self) -> Vec<User> {
        let mut users = self.users.clone();
        for user in &mut users {
            let holding = self
                .groups
                .iter()
                .filter(|group| group.members.iter().flatten().any(|member| member.value == user.id));
            let told = |group: &Group| GroupGrant {
                value: group.id.clone(),
                display: group.display_name.clone(),
                ..GroupGrant::default()
            };
            user.groups = holding.map(told).collect();
        }
        users
    }
}

pub fn user(id: &str, minute: i64) -> User {
    User {
        id: id.into(),
        user_name: format!("{id}@acme.example"),
        origin: Origin("ias".into()),
        given_name: Some(id.to_uppercase()),
        emails: vec![Email { value: format!("{id}@acme.example"), primary: false }],
        active: true,
        meta: Meta {
            version: 0,
            created: Some(NOW),
            last_modified: Some(Timestamp(NOW.0 + minute * MINUTE)),
        },
        ..User::default()
    }
}

pub fn group(id: &str, members: &[&str]) -> Group {
    let members = members.iter().map(|id| Member::user(*id, Origin("ias".into()))).collect();
    Group { id: id.into(), display_name: id.into(), members: Some(members), ..Group::default() }
}

pub fn at(minute: i64) -> Timestamp {
    Timestamp(NOW.0 + minute * MINUTE)
}

impl Fixture {
    pub fn whole(&self, account: &Account, minute: i64) {
        self.load_at(&account.told(), &account.groups, at(minute));
    }

    /// Says whether that was proved to be all.
    pub fn delta(&self, account: &Account, minute: i64) -> bool {
        let mut delta = self.workspace.delta_snapshot(self.system).unwrap().unwrap();
        let since = delta.since();
        let changed = |user: &&User| user.meta.last_modified.is_some_and(|at| at > since);
        delta.users(account.told().iter().filter(changed).cloned().collect()).unwrap();
        delta.role_collections(&account.groups).unwrap();
        delta.finish(at(minute), account.users.len() as u64, account.groups.len() as u64).unwrap()
    }

    pub fn change_at(&self, change: SnapshotChange, minute: i64) {
        self.workspace.change_snapshot(self.system, &[change], Author::Us, at(minute)).unwrap();
    }

    pub fn differences(&self, filter: &DifferenceFilter) -> Vec<String> {
        self.workspace.differences(filter).unwrap().rows.iter().map(shown).collect()
    }

    pub fn all(&self) -> DifferenceFilter {
        DifferenceFilter {
            system: self.system,
            change_set: None,
            since: None,
            until: None,
            others: false,
            entity: None,
            offset: 0,
            limit: 100,
        }
    }

    /// All that the snapshot holds, as text.
    pub fn holds(&self) -> Vec<String> {
        let mut held = Vec::new();
        let snapshot = self.workspace.existing_snapshot(self.system).unwrap();
        snapshot
            .walk(Walk::ALL, &mut |met| {
                held.push(String::from_utf8(met.json.to_vec()).unwrap());
                std::ops::ControlFlow::Continue(())
            })
            .unwrap();
        held.sort();
        held
    }
}

pub fn shown(kept: &KeptDifference) -> String {
    let Difference { kind, act, id, holder, what, .. } = &kept.difference;
    let holder = holder.as_ref().map_or_else(String::new, |(id, _)| format!(" in {id}"));
    let mut what: Vec<&str> = match act {
        DifferenceAct::Changed => what.keys().map(String::as_str).collect(),
        _ => Vec::new(),
    };
    what.sort_unstable();
    let own = if kept.own { ", ours" } else { "" };
    let minute = (kept.at.0 - NOW.0) / MINUTE;
    format!("{minute}: {act:?} {kind:?} {id}{holder} {}{own}", what.join(" "))
        .replace(" ,", ",")
        .trim()
        .to_owned()
}

pub fn account() -> Account {
    Account {
        users: vec![user("a", 0), user("b", 0), user("c", 0)],
        groups: vec![group("Admins", &["a"]), group("Empty", &[])],
    }
}
