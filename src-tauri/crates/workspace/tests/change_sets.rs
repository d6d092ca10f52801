//! Refreshes that read what changed, and what is kept of the differences.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say so where it stands")]

use proptest::prelude::*;
use serde_json::json;
use zonedesk_scim::{Email, Group, GroupGrant, Member, Meta, Origin, Timestamp, User};
use zonedesk_workspace::*;

const NOW: i64 = 1_800_000_000_000;
const MINUTE: i64 = 60_000;

struct Fixture {
    _dir: tempfile::TempDir,
    workspace: Workspace,
    system: SystemId,
}

/// An account as it would answer, some minutes after [`NOW`].
#[derive(Clone, Default)]
struct Account {
    users: Vec<User>,
    groups: Vec<Group>,
}

fn user(id: &str, minute: i64) -> User {
    User {
        id: id.into(),
        user_name: format!("{id}@acme.example"),
        origin: Origin("ias".into()),
        given_name: Some(id.to_uppercase()),
        emails: vec![Email { value: format!("{id}@acme.example"), primary: false }],
        active: true,
        meta: Meta {
            version: 0,
            created: Some(Timestamp(NOW)),
            last_modified: Some(Timestamp(NOW + minute * MINUTE)),
        },
        ..User::default()
    }
}

fn group(id: &str, members: &[&str]) -> Group {
    let members = members.iter().map(|id| Member::user(*id, Origin("ias".into()))).collect();
    Group { id: id.into(), display_name: id.into(), members: Some(members), ..Group::default() }
}

fn fixture() -> Fixture {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(dir.path()).unwrap();
    let new = NewSystem {
        name: "Retail PROD".parse().unwrap(),
        description: String::new(),
        level: Level::Subaccount,
        parent: None,
        tags: Vec::new(),
        demo: None,
        properties: Default::default(),
    };
    let system = workspace.add_system(&new).unwrap().id;
    Fixture { _dir: dir, workspace, system }
}

fn at(minute: i64) -> Timestamp {
    Timestamp(NOW + minute * MINUTE)
}

impl Fixture {
    fn whole(&self, account: &Account, minute: i64) {
        let mut load = self.workspace.load_snapshot(self.system).unwrap();
        load.users(&account.told()).unwrap();
        load.role_collections(&account.groups).unwrap();
        assert!(load.finish(at(minute), &Completeness::Complete).unwrap());
    }

    /// Says whether that was proved to be all.
    fn delta(&self, account: &Account, minute: i64) -> bool {
        let mut delta = self.workspace.delta_snapshot(self.system).unwrap().unwrap();
        let since = delta.since();
        let changed = |user: &&User| user.meta.last_modified.is_some_and(|at| at > since);
        delta.users(account.told().iter().filter(changed).cloned().collect()).unwrap();
        delta.role_collections(&account.groups).unwrap();
        delta.finish(at(minute), account.users.len() as u64, account.groups.len() as u64).unwrap()
    }

    fn change(&self, change: SnapshotChange, minute: i64) {
        self.workspace.change_snapshot(self.system, &[change], Author::Us, at(minute)).unwrap();
    }

    fn differences(&self, filter: &DifferenceFilter) -> Vec<String> {
        self.workspace.differences(filter).unwrap().rows.iter().map(shown).collect()
    }

    fn all(&self) -> DifferenceFilter {
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
    fn holds(&self) -> Vec<String> {
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

fn shown(kept: &KeptDifference) -> String {
    let Difference { kind, act, id, holder, what, .. } = &kept.difference;
    let holder = holder.as_ref().map_or_else(String::new, |(id, _)| format!(" in {id}"));
    let mut what: Vec<&str> = match act {
        DifferenceAct::Changed => what.keys().map(String::as_str).collect(),
        _ => Vec::new(),
    };
    what.sort_unstable();
    let own = if kept.own { ", ours" } else { "" };
    let minute = (kept.at.0 - NOW) / MINUTE;
    format!("{minute}: {act:?} {kind:?} {id}{holder} {}{own}", what.join(" "))
        .replace(" ,", ",")
        .trim()
        .to_owned()
}

fn account() -> Account {
    Account {
        users: vec![user("a", 0), user("b", 0), user("c", 0)],
        groups: vec![group("Admins", &["a"]), group("Empty", &[])],
    }
}

#[test]
fn a_first_reading_is_no_change_and_the_next_ones_keep_what_differs() {
    let it = fixture();
    let mut account = account();
    let before = account.clone();
    it.whole(&account, 1);
    assert_eq!(it.workspace.known_since(it.system).unwrap(), Some(at(1)));
    assert_eq!(it.differences(&it.all()), [""; 0]);

    account.users.push(user("d", 2));
    account.users[1] = User { active: false, given_name: None, ..user("b", 2) };
    account.groups[0] = Group { description: Some("All of it".into()), ..group("Admins", &["b"]) };
    account.groups[1] = group("New", &["d"]);
    assert!(it.delta(&account, 3));
    let found = [
        "3: Changed User b active givenName",
        "3: Added User d",
        "3: Changed RoleCollection Admins description",
        "3: Removed RoleCollection Empty",
        "3: Added RoleCollection New",
        "3: Removed Member a in Admins",
        "3: Added Member b in Admins",
        "3: Added Member d in New",
    ];
    let mut delta = it.differences(&it.all());
    let order = |rows: &[&str]| {
        let mut rows: Vec<String> = rows.iter().map(|row| (*row).to_owned()).collect();
        rows.sort();
        rows
    };
    delta.sort();
    assert_eq!(delta, order(&found));

    // The same, found by reading all.
    let other = fixture();
    other.whole(&before, 1);
    other.whole(&account, 3);
    let mut whole = other.differences(&other.all());
    whole.sort();
    assert_eq!(whole, delta);
    assert_eq!(it.holds(), other.holds());

    let page = it.workspace.change_sets(it.system, 0, 10).unwrap();
    assert_eq!((page.total, page.rows[0].source, page.rows[0].since), (1, ChangeSource::Delta, at(1)));
    let counts = page.rows[0].others;
    assert_eq!(counts.all(), 8);
    assert_eq!(counts.of(DifferenceKind::Member, DifferenceAct::Added), 2);
    // Nothing differs: nothing is kept.
    assert!(it.delta(&account, 4));
    it.whole(&account, 5);
    assert_eq!(it.workspace.change_sets(it.system, 0, 10).unwrap().total, 1);
}

#[test]
fn what_a_delta_cannot_see_is_told_by_the_counts_and_changes_nothing() {
    for (what, change) in [
        ("one is deleted", (|account| drop(account.users.pop())) as fn(&mut Account)),
        ("one is deleted, and another created", |account| {
            account.users[2] = user("d", 2);
        }),
        ("one came with an old date", |account| account.users.push(user("d", -10))),
    ] {
        let it = fixture();
        let mut account = account();
        it.whole(&account, 1);
        let held = it.holds();
        change(&mut account);
        assert!(!it.delta(&account, 3), "{what}");
        assert_eq!(it.holds(), held, "{what}");
        it.whole(&account, 4);
        assert!(it.delta(&account, 5), "{what}");
    }
    // A list that shifted while it was read.
    let it = fixture();
    let account = account();
    it.whole(&account, 1);
    let mut delta = it.workspace.delta_snapshot(it.system).unwrap().unwrap();
    delta.role_collections(&account.groups[..1]).unwrap();
    assert!(!delta.finish(at(2), 3, 2).unwrap());
}

#[test]
fn our_own_changes_are_told_apart() {
    let it = fixture();
    let mut account = account();
    it.whole(&account, 1);
    let changed = User { active: false, ..user("a", 2) };
    it.change(SnapshotChange::User(Box::new(changed.clone())), 2);
    account.users[0] = changed;
    account.users[1] = User { active: false, ..user("b", 2) };
    assert!(it.delta(&account, 3));
    it.whole(&account, 4);
    assert_eq!(it.differences(&it.all()), ["3: Changed User b active", "2: Changed User a active, ours"]);
    let others = it.workspace.change_sets(it.system, 0, 10).unwrap();
    assert_eq!((others.total, others.rows[0].others.all()), (1, 1));
    assert_eq!(it.differences(&DifferenceFilter { others: true, ..it.all() }), ["3: Changed User b active"]);
}

#[test]
fn what_a_refresh_saw_of_our_change_before_we_noted_it_becomes_ours() {
    let it = fixture();
    let mut account = account();
    it.whole(&account, 1);
    account.groups[1] = group("Empty", &["a", "b"]);
    assert!(it.delta(&account, 2));
    let added = SnapshotChange::MembersAdded {
        role_collection: "Empty".into(),
        members: vec![Member::user("a", Origin("ias".into()))],
    };
    it.change(added.clone(), 2);
    assert_eq!(it.differences(&it.all()), ["2: Added Member a in Empty, ours", "2: Added Member b in Empty"]);
    assert_eq!(it.workspace.change_sets(it.system, 0, 10).unwrap().rows[0].others.all(), 1);
    // Much later, it is what another did before us.
    account.groups[0] = group("Admins", &[]);
    assert!(it.delta(&account, 10));
    let removed =
        SnapshotChange::MembersRemoved { role_collection: "Admins".into(), members: vec!["a".into()] };
    it.change(removed, 20);
    assert_eq!(
        it.differences(&DifferenceFilter { limit: 1, ..it.all() }),
        ["10: Removed Member a in Admins"]
    );
}

#[test]
fn changes_while_a_refresh_reads_are_neither_lost_nor_others() {
    let gone = SnapshotChange::UserGone { id: "c".into() };
    let mut account = account();
    let it = fixture();
    it.whole(&account, 1);
    // Read before it was deleted.
    let mut load = it.workspace.load_snapshot(it.system).unwrap();
    load.users(&account.users).unwrap();
    load.role_collections(&account.groups).unwrap();
    it.change(gone.clone(), 2);
    assert!(load.finish(at(3), &Completeness::Complete).unwrap());
    assert_eq!(it.differences(&it.all()), ["2: Removed User c, ours"]);

    account.users.pop();
    let mut delta = it.workspace.delta_snapshot(it.system).unwrap().unwrap();
    delta.role_collections(&account.groups).unwrap();
    let new = User { id: "e".into(), ..user("e", 4) };
    it.change(SnapshotChange::User(Box::new(new)), 4);
    let removed =
        SnapshotChange::MembersRemoved { role_collection: "Admins".into(), members: vec!["a".into()] };
    it.change(removed, 4);
    assert!(delta.finish(at(5), 3, 2).unwrap());
    let expected =
        ["4: Removed Member a in Admins, ours", "4: Added User e, ours", "2: Removed User c, ours"];
    assert_eq!(it.differences(&it.all()), expected);
    assert_eq!(
        it.workspace.existing_snapshot(it.system).unwrap().members_among("Admins", &["a"]).unwrap(),
        [false]
    );
}

#[test]
fn readers_keep_what_they_began_to_read_while_a_delta_is_written() {
    let it = fixture();
    let mut account = account();
    it.whole(&account, 1);
    let snapshot = it.workspace.existing_snapshot(it.system).unwrap();
    account.users.push(user("d", 2));
    let mut met = 0;
    snapshot
        .walk(Walk::ALL, &mut |_| {
            if met == 0 {
                assert!(it.delta(&account, 3));
            }
            met += 1;
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!((met, snapshot.user("d").unwrap().is_some()), (5, true));
}

#[test]
fn an_entity_is_followed_back() {
    let it = fixture();
    let mut account = account();
    it.whole(&account, 1);
    account.users[0] = User { active: false, phone_numbers: vec!["+49 1".into()], ..user("a", 2) };
    account.groups[1] = group("Empty", &["a"]);
    assert!(it.delta(&account, 2));
    account.users.remove(0);
    account.groups = vec![group("Admins", &[]), group("Empty", &[])];
    it.whole(&account, 3);
    let state = |minute| it.workspace.state_at(it.system, DifferenceKind::User, "a", at(minute)).unwrap();
    let held = |minute| state(minute).held_by.into_iter().map(|held| held.name).collect::<Vec<_>>();
    assert_eq!((state(3).attributes, held(3)), (None, vec![]));
    let attributes = state(2).attributes.unwrap();
    assert_eq!(
        (&attributes["active"], &attributes["phoneNumbers"]),
        (&json!(false), &json!([{"value": "+49 1"}]))
    );
    assert_eq!(held(2), ["Admins", "Empty"]);
    let attributes = state(1).attributes.unwrap();
    assert_eq!((&attributes["active"], attributes.get("phoneNumbers")), (&json!(true), None));
    assert_eq!(held(1), ["Admins"]);
    let admins = it.workspace.state_at(it.system, DifferenceKind::RoleCollection, "Admins", at(1)).unwrap();
    assert_eq!(admins.members.iter().map(|held| held.name.as_str()).collect::<Vec<_>>(), ["a@acme.example"]);
    let of_a = it.differences(&DifferenceFilter { entity: Some("a".into()), since: Some(at(2)), ..it.all() });
    assert_eq!(of_a.len(), 3, "{of_a:?}");
}

#[test]
fn a_system_takes_its_differences_along_and_old_ones_are_forgotten() {
    let it = fixture();
    let mut account = account();
    it.whole(&account, 1);
    account.users.push(user("d", 2));
    assert!(it.delta(&account, 2));
    const YEARS: i64 = 401 * 24 * 60;
    account.users.push(user("e", YEARS));
    assert!(it.delta(&account, YEARS));
    assert_eq!(it.differences(&it.all()), [format!("{YEARS}: Added User e")]);
    assert_eq!(it.workspace.known_since(it.system).unwrap(), Some(at(24 * 60)));
    it.workspace.delete_system(it.system).unwrap();
    assert_eq!(it.workspace.differences(&it.all()).unwrap().counts.all(), 0);
}

#[test]
fn a_role_collection_that_comes_without_members_has_none() {
    let it = fixture();
    let mut account = account();
    it.whole(&account, 1);
    account.groups[0].members = None;
    assert!(it.delta(&account, 2));
    assert_eq!(it.differences(&it.all()), ["2: Removed Member a in Admins"]);
}

#[test]
fn a_snapshot_that_was_lost_begins_anew() {
    let it = fixture();
    let mut account = account();
    it.whole(&account, 1);
    std::fs::remove_dir_all(it.workspace.dir().join("snapshots")).unwrap();
    // As the next run of the program finds it.
    let it = Fixture { workspace: Workspace::open(it.workspace.dir()).unwrap(), ..it };
    assert!(it.workspace.delta_snapshot(it.system).unwrap().is_none());
    account.users.push(user("d", 2));
    it.whole(&account, 3);
    assert_eq!(it.differences(&it.all()), [""; 0]);
    assert_eq!(it.workspace.known_since(it.system).unwrap(), Some(at(3)));
}

/// What others do to the account of a property test.
#[derive(Debug, Clone)]
enum Step {
    Create(u8),
    Edit(u8, bool),
    Delete(u8),
    Member(u8, u8, bool),
    Group(u8, bool),
    Refresh,
    RefreshWhole,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0..6_u8).prop_map(Step::Create),
        (0..6_u8, any::<bool>()).prop_map(|(n, active)| Step::Edit(n, active)),
        (0..6_u8).prop_map(Step::Delete),
        (0..3_u8, 0..6_u8, any::<bool>()).prop_map(|(g, u, add)| Step::Member(g, u, add)),
        (0..3_u8, any::<bool>()).prop_map(|(g, add)| Step::Group(g, add)),
        Just(Step::Refresh),
        Just(Step::RefreshWhole),
    ]
}

impl Account {
    /// The users, each with the role collections that it is a member of.
    fn told(&self) -> Vec<User> {
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

    fn take(&mut self, step: &Step, minute: i64) {
        let (id, name) = (|n: &u8| format!("u{n}"), |n: &u8| format!("g{n}"));
        match step {
            Step::Create(n) => {
                if !self.users.iter().any(|user| user.id == id(n)) {
                    self.users.push(user(&id(n), minute));
                }
            }
            Step::Edit(n, active) => {
                for one in self.users.iter_mut().filter(|user| user.id == id(n)) {
                    one.active = *active;
                    one.meta = Meta { version: one.meta.version + 1, ..user("", minute).meta };
                }
            }
            Step::Delete(n) => {
                self.users.retain(|user| user.id != id(n));
                for group in &mut self.groups {
                    group.members.as_mut().unwrap().retain(|member| member.value != id(n));
                }
            }
            Step::Member(g, u, add) => {
                let known = self.users.iter().any(|user| user.id == id(u));
                for group in self.groups.iter_mut().filter(|group| group.id == name(g)) {
                    let members = group.members.as_mut().unwrap();
                    members.retain(|member| member.value != id(u));
                    if *add && known {
                        members.push(Member::user(id(u), Origin("ias".into())));
                    }
                }
            }
            Step::Group(g, add) => {
                self.groups.retain(|group| group.id != name(g));
                if *add {
                    self.groups.push(group(&name(g), &[]));
                }
            }
            Step::Refresh | Step::RefreshWhole => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn deltas_end_where_reading_all_does_and_lead_back(steps in prop::collection::vec(step(), 1..30)) {
        let it = fixture();
        // There always is one user, by whose change the next delta begins.
        let mut account = Account { users: vec![user("first", 0)], groups: vec![group("g0", &[])] };
        it.whole(&account, 0);
        let mut states = vec![(0, account.clone())];
        for (n, step) in steps.iter().chain([&Step::Refresh]).enumerate() {
            let minute = n as i64 * 5 + 5;
            account.take(step, minute);
            let whole = matches!(step, Step::RefreshWhole);
            if whole || (matches!(step, Step::Refresh) && !it.delta(&account, minute)) {
                it.whole(&account, minute);
            }
            if whole || matches!(step, Step::Refresh) {
                states.push((minute, account.clone()));
            }
        }
        let anew = fixture();
        anew.whole(&account, 0);
        prop_assert_eq!(it.holds(), anew.holds());
        for (minute, account) in states {
            for n in 0..6 {
                let id = format!("u{n}");
                let state = it.workspace.state_at(it.system, DifferenceKind::User, &id, at(minute)).unwrap();
                let was = account.users.iter().find(|user| user.id == id);
                let active = state.attributes.as_ref().map(|attributes| attributes["active"] == json!(true));
                prop_assert_eq!(active, was.map(|user| user.active), "{} at {}", id, minute);
                let mut held: Vec<String> = state.held_by.into_iter().map(|held| held.id).collect();
                let mut was: Vec<String> = account
                    .groups
                    .iter()
                    .filter(|group| group.members.iter().flatten().any(|member| member.value == id))
                    .map(|group| group.id.clone())
                    .collect();
                held.sort();
                was.sort();
                prop_assert_eq!(held, was, "{} at {}", id, minute);
            }
        }
    }
}
