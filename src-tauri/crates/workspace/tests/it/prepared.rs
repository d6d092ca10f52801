//! A refresh that did a part of its end before the end shows what one shows that did not.

use std::fmt::Write;

use crate::support::{Fixture, NOW, fixture, group, member, user};
use zonedesk_scim::{Group, GroupGrant, Member, Timestamp, User};
use zonedesk_workspace::*;

fn told(user: User, groups: &[&str]) -> User {
    let groups = groups.iter().map(|name| GroupGrant {
        value: (*name).into(),
        display: (*name).into(),
        ..GroupGrant::default()
    });
    User { groups: groups.collect(), ..user }
}

/// People with a second origin, in an early page, a late one, or one of each; some who come twice and are another person
/// then.
fn pages() -> Vec<Vec<User>> {
    let twin =
        |id, of: &str, origin| User { user_name: format!("{of}@acme.example"), ..user(id, "T W", origin) };
    let logon = |user: User| User { last_logon: Some(NOW), ..user };
    vec![
        vec![told(user("a", "Ann Ä", "ias"), &["rc"]), twin("b", "a", "sap"), user("c", "C C", "ias")],
        vec![told(twin("d", "c", "sap"), &["rc", "top", "by default"]), logon(user("e", "E E", "aa"))],
        vec![twin("f", "e", "ias"), User { active: false, ..user("c", "New Name", "ias") }],
        vec![
            User { user_name: "alone@acme.example".into(), ..user("b", "B B", "sap") },
            told(user("g", "G G", "0"), &["late"]),
        ],
    ]
}

fn role_collections() -> [Group; 3] {
    [
        group("rc", &[member("a"), member("d"), member("stranger")]),
        group("top", &[Member::group("rc")]),
        group("late", &[member("g")]),
    ]
}

/// Everything that lists and details show.
fn shown(it: &Fixture) -> String {
    let snapshot = it.workspace.existing_snapshot(it.system).unwrap();
    let inactive_before = Timestamp(NOW.0 - 1);
    let mut out =
        format!("{:?}\n{:?}\n", snapshot.user_counts(inactive_before).unwrap(), snapshot.origins().unwrap());
    for (search, tests, sort) in [
        ("", vec![], UserSort::Name),
        ("", vec![], UserSort::Origin),
        ("", vec![], UserSort::RoleCollections),
        ("", vec![], UserSort::State),
        ("", vec![UserTest::TwoOrigins], UserSort::UserName),
        ("", vec![UserTest::MemberOf("rc".into())], UserSort::Email),
        ("a", vec![], UserSort::Id),
        ("new", vec![], UserSort::Verified),
        ("c", vec![], UserSort::ExternalId),
    ] {
        let filter = UserFilter { search: search.into(), tests };
        let sort = vec![(sort, Direction::Descending)];
        let query = UserQuery { filter, sort, offset: 0, limit: 100, inactive_before };
        let page = snapshot.users(&query).unwrap();
        writeln!(out, "{search} {}", page.total).unwrap();
        for row in &page.rows {
            writeln!(out, "  {row:?} {:?}", snapshot.grants(&row.id).unwrap()).unwrap();
        }
    }
    let query = RoleCollectionQuery { limit: 100, ..RoleCollectionQuery::default() };
    write!(out, "{:?}", snapshot.role_collections(&query).unwrap()).unwrap();
    out
}

/// Loads with so many steps of preparation before a page of this number.
fn loaded(at: usize, steps: usize, late: bool) -> String {
    let it = fixture();
    let mut load = it.workspace.load_snapshot(it.system).unwrap();
    let role_collections = role_collections();
    let (early, rest) = role_collections.split_at(if late { 2 } else { 3 });
    load.role_collections(early).unwrap();
    for (number, page) in pages().iter().enumerate() {
        for _ in 0..if number == at { steps } else { 0 } {
            load.prepare().unwrap();
        }
        load.users(page).unwrap();
    }
    load.role_collections(rest).unwrap();
    assert!(load.finish(NOW, &Completeness::Complete).unwrap());
    shown(&it)
}

#[test]
fn what_is_done_ahead_changes_nothing() {
    let plain = loaded(0, 0, false);
    assert!(plain.contains("two_origins: true") && plain.contains("Unknown"), "{plain}");
    for at in 0..4 {
        for steps in [1, 2, 20] {
            for late in [false, true] {
                assert_eq!(loaded(at, steps, late), plain, "{steps} steps before page {at}, {late}");
            }
        }
    }
}

#[test]
fn the_steps_come_to_an_end() {
    let it = fixture();
    let mut load = it.workspace.load_snapshot(it.system).unwrap();
    let steps = (0..100).take_while(|_| load.prepare().unwrap()).count();
    assert!((2..100).contains(&steps), "{steps}");
}
