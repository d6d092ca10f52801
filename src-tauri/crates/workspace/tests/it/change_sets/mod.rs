//! Refreshes that read what changed, and what is kept of the differences.

mod account;
mod deltas;

use crate::support::{Fixture, fixture};
use account::{Account, account, at, group, user};
use serde_json::json;
use zonedesk_scim::{Group, Member, Origin, User};
use zonedesk_workspace::*;

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
fn a_delta_begins_two_minutes_before_what_was_read_last() {
    let it = fixture();
    let account = account();
    it.whole(&account, 1);
    let newest = account.users.iter().filter_map(|user| user.meta.last_modified).max().unwrap();
    let since = it.workspace.delta_snapshot(it.system).unwrap().unwrap().since();
    // And before that, for as long as the reading took.
    assert!((120_000..180_000).contains(&(newest.0 - since.0)), "{since} for {newest}");
}

#[test]
fn our_own_changes_are_told_apart() {
    let it = fixture();
    let mut account = account();
    it.whole(&account, 1);
    let changed = User { active: false, ..user("a", 2) };
    it.change_at(SnapshotChange::User(Box::new(changed.clone())), 2);
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
    it.change_at(added.clone(), 2);
    assert_eq!(it.differences(&it.all()), ["2: Added Member a in Empty, ours", "2: Added Member b in Empty"]);
    assert_eq!(it.workspace.change_sets(it.system, 0, 10).unwrap().rows[0].others.all(), 1);
    // Much later, it is what another did before us.
    account.groups[0] = group("Admins", &[]);
    assert!(it.delta(&account, 10));
    let removed =
        SnapshotChange::MembersRemoved { role_collection: "Admins".into(), members: vec!["a".into()] };
    it.change_at(removed, 20);
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
    it.change_at(gone.clone(), 2);
    assert!(load.finish(at(3), &Completeness::Complete).unwrap());
    assert_eq!(it.differences(&it.all()), ["2: Removed User c, ours"]);

    account.users.pop();
    let mut delta = it.workspace.delta_snapshot(it.system).unwrap().unwrap();
    delta.role_collections(&account.groups).unwrap();
    let new = User { id: "e".into(), ..user("e", 4) };
    it.change_at(SnapshotChange::User(Box::new(new)), 4);
    let removed =
        SnapshotChange::MembersRemoved { role_collection: "Admins".into(), members: vec!["a".into()] };
    it.change_at(removed, 4);
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
